// How the asker becomes a principal that can make the repair, as commands.

import { isJsonObject, parseJson, type JsonObject } from '../../base/json.ts'
import { awsCommand, sparekeyCommand, type CommandLine } from '../command-line.ts'
import { statementsOf } from '../examine.ts'
import { identityArn, shortName } from '../principals.ts'
import type { Rescuer } from '../rescuers.ts'
import type { Situation } from '../situation.ts'

export const ROLE_SESSION_NAME = 'sparekey-recovery'

export interface Becoming {
  readonly commands: readonly CommandLine[]
  /** Documents that the commands name, by path. */
  readonly documents: ReadonlyMap<string, JsonObject>
  /** What it gives the asker for good. */
  readonly gains: readonly string[]
}

const nothing: Becoming = { commands: [], documents: new Map(), gains: [] }

export function becomingOf(
  situation: Situation,
  rescuer: Rescuer | undefined,
  pathOf: (fileName: string) => string,
): Becoming {
  const { where } = situation.evidence
  switch (rescuer?.becoming) {
    case 'assume':
    case 'unknown':
      return { ...nothing, commands: [assumeRole(rescuer.arn, where)] }
    case 'reopen':
      return reopening(situation, rescuer, pathOf)
    default:
      return nothing
  }
}

/** The same by one command of ours, where the way in is open. */
export function atOnce({ evidence }: Situation, rescuer: Rescuer | undefined) {
  const isOpen = rescuer && ['self', 'assume', 'unknown'].includes(rescuer.becoming)
  if (!isOpen) return undefined
  const words = ['recover', evidence.key.asked, '--as', rescuer.arn, '--apply']
  return sparekeyCommand(words, evidence.where)
}

function assumeRole(arn: string, where: Situation['evidence']['where']): CommandLine {
  const session = ['--role-session-name', ROLE_SESSION_NAME]
  return awsCommand(['sts', 'assume-role', '--role-arn', arn, ...session], where, 'asker')
}

/** An IAM administrator writes itself into the trust policy first. */
function reopening(
  { actor, evidence: { where } }: Situation,
  { arn, trust = '' }: Rescuer,
  pathOf: (fileName: string) => string,
): Becoming {
  const asker = identityArn(actor.principal)
  const role = arn.slice(arn.lastIndexOf('/') + 1)
  const path = pathOf(`trust-policy-${role}.json`)
  const update = ['iam', 'update-assume-role-policy', '--role-name', role] as const
  const document = ['--policy-document', `file://${path}`]
  return {
    commands: [awsCommand([...update, ...document], where, 'asker'), assumeRole(arn, where)],
    documents: new Map([[path, trustingAlso(trust, asker)]]),
    gains: [`${shortName(asker)} sts:AssumeRole ${shortName(arn)}`],
  }
}

export function trustingAlso(trust: string, arn: string): JsonObject {
  const json = parseJson(trust)
  const old = isJsonObject(json) ? json : { Version: '2012-10-17' }
  const added = { Effect: 'Allow', Principal: { AWS: arn }, Action: 'sts:AssumeRole' }
  return { ...old, Statement: [...statementsOf(old), added] }
}
