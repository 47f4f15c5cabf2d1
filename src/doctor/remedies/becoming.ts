// How the asker becomes a principal that can make the repair, as commands.

import { isJsonObject, parseJson, type JsonObject } from '../../base/json.ts'
import { awsCommand, sparekeyCommand, type CommandLine, type RunsAs } from '../command-line.ts'
import type { Where } from '../evidence/evidence.ts'
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
      return { ...nothing, commands: [assumeRole(rescuer.arn, where, 'asker')] }
    case 'chain':
      return { ...nothing, commands: oneByOne(rescuer, where) }
    case 'reopen':
      return reopening(situation, rescuer, pathOf)
    default:
      return nothing
  }
}

/**
 * The same by one command of ours, where a way in is open or the asker may open one: a trust policy
 * is then put back as it was.
 */
export function atOnce({ evidence }: Situation, rescuer: Rescuer | undefined) {
  const ways = ['self', 'assume', 'chain', 'unknown', 'reopen']
  if (rescuer === undefined || !ways.includes(rescuer.becoming)) return undefined
  const opens = rescuer.becoming === 'reopen' ? ['--reopen-trust'] : []
  const words = ['recover', evidence.key.asked, '--as', rescuer.arn, ...opens, '--apply']
  return sparekeyCommand(words, evidence.where)
}

function assumeRole(arn: string, where: Where, as: RunsAs): CommandLine {
  const session = ['--role-session-name', ROLE_SESSION_NAME]
  return awsCommand(['sts', 'assume-role', '--role-arn', arn, ...session], where, as)
}

/** Each role is assumed by the one before it. */
const oneByOne = ({ roles = [] }: Rescuer, where: Where): readonly CommandLine[] =>
  roles.map((role, index) => assumeRole(role, where, index === 0 ? 'asker' : 'environment'))

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
    commands: [
      awsCommand([...update, ...document], where, 'asker'),
      assumeRole(arn, where, 'asker'),
    ],
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
