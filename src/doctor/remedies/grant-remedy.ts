// The grant of a principal that was deleted and made again, made anew for who it is now.

import { isJsonObject, parseJson, type JsonObject } from '../../base/json.ts'
import { decide, type Grant } from '../../policy/index.ts'
import { lostGrantOf } from '../checks/grants.ts'
import { awsCommand } from '../command-line.ts'
import type { PrintedWords } from '../printed-commands.ts'
import type { KeyGrant } from '../evidence/grants.ts'
import { guardsOfOthers } from '../guards.ts'
import { identityArn, shortName } from '../principals.ts'
import { everybodyKnown, mayDo } from '../rescuers.ts'
import { keyPolicyOf, policiesFor, type Situation } from '../situation.ts'
import type { Remedy } from './remedy.ts'

/** Undefined: nobody known may make it, or it would not help. */
export function renewedGrant(situation: Situation): Remedy | undefined {
  const { actor, evidence, keyArn, known } = situation
  const lost = lostGrantOf(situation)
  if (lost === undefined || known === undefined) return undefined
  const grantee = identityArn(actor.principal)
  const makers = everybodyKnown(evidence).filter((one) =>
    mayDo(one.actor, 'kms:CreateGrant', keyArn, known.bound, guardsOfOthers(evidence)),
  )
  const [maker] = makers
  if (maker === undefined || !helps(situation, { ...lost, granteePrincipal: grantee })) {
    return undefined
  }
  const runsAs = maker.becoming === 'self' ? 'asker' : 'environment'
  return {
    id: 'renew-grant',
    by: [...new Set(makers.map(({ arn }) => arn))],
    becoming: [],
    commands: [awsCommand(createGrant(lost, keyArn, grantee), evidence.where, runsAs)],
    atOnce: undefined,
    facts: { grant: lost.name === '' ? lost.grantId : lost.name, principal: shortName(grantee) },
    gains: lost.operations.map((operation) => `${shortName(grantee)} kms:${operation}`),
    loses: [],
    proved: true,
    documents: new Map(),
  }
}

function helps({ request, actor, known, guards }: Situation, grant: Grant): boolean {
  const keyPolicy = known && keyPolicyOf(known.bound)
  const policies = policiesFor(actor, keyPolicy, { ...guards, grants: [grant] })
  return decide(request, policies).outcome === 'allow'
}

function createGrant(grant: KeyGrant, keyArn: string, grantee: string): PrintedWords {
  const { operations, constraints, retiringPrincipal, name } = grant
  return [
    'kms',
    'create-grant',
    ...['--key-id', keyArn, '--grantee-principal', grantee],
    ...['--operations', ...operations],
    ...(constraints ? ['--constraints', JSON.stringify(inAwsWords(constraints))] : []),
    // One that is gone as well would be refused.
    ...(retiringPrincipal?.startsWith('arn:') ? ['--retiring-principal', retiringPrincipal] : []),
    ...(name === '' ? [] : ['--name', name]),
  ]
}

/** `EncryptionContextEquals`: members begin with a capital on the wire. */
function inAwsWords(constraints: NonNullable<Grant['constraints']>): JsonObject {
  const json = parseJson(JSON.stringify(constraints))
  if (!isJsonObject(json)) return {}
  const members = Object.entries(json).map(([name, value]) => {
    return [`${name.charAt(0).toUpperCase()}${name.slice(1)}`, value] as const
  })
  return Object.fromEntries(members)
}
