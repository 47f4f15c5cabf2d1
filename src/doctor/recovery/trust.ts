// A role's trust policy, opened for the time of the recovery and put back afterwards.

import { isDeepStrictEqual } from 'node:util'
import { UpdateAssumeRolePolicyCommand } from '@aws-sdk/client-iam'
import { isJsonObject, parseJson, type JsonObject } from '../../base/json.ts'
import { awsCommand, type CommandLine } from '../command-line.ts'
import type { Connection } from '../connection.ts'
import { gotOf } from '../evidence/answer.ts'
import { askEntity, entityNameOf } from '../evidence/entity.ts'
import type { Where } from '../evidence/evidence.ts'
import { identityArn, shortName } from '../principals.ts'
import { trustingAlso } from '../remedies/becoming.ts'
import type { Actor } from '../situation.ts'
import type { OpenedTrust } from './journal.ts'
import { RecoveryProblem } from './problem.ts'

/** `closed`: left as it is, for somebody changed it meanwhile. */
export type TrustOutcome =
  | { readonly outcome: 'putBack' }
  | { readonly outcome: 'changedByOthers' | 'failed'; readonly reason: string }

export function trustOpenedFor(role: string, trust: string, caller: Actor): OpenedTrust {
  const before = parseJson(trust)
  const after = trustingAlso(trust, identityArn(caller.principal))
  return { role, before: isJsonObject(before) ? before : {}, after }
}

export const openTrustCommand = ({ role, after }: OpenedTrust, where: Where): CommandLine =>
  updateCommand(role, after, where)

export const putTrustBackCommand = ({ role, before }: OpenedTrust, where: Where): CommandLine =>
  updateCommand(role, before, where)

function updateCommand(role: string, document: JsonObject, where: Where): CommandLine {
  const words = ['iam', 'update-assume-role-policy', '--role-name', nameOf(role)] as const
  return awsCommand([...words, '--policy-document', JSON.stringify(document)], where, 'asker')
}

/** Only when it still is what the plan saw: somebody else's change is not overwritten. */
export async function openTrust(connection: Connection, trust: OpenedTrust): Promise<void> {
  const now = await trustNow(connection, trust.role)
  if (now !== undefined && isDeepStrictEqual(now, trust.after)) return
  if (now !== undefined && !isDeepStrictEqual(now, trust.before)) {
    throw new RecoveryProblem('trustChanged', { facts: { role: shortName(trust.role) } })
  }
  await updateTrust(connection, trust.role, trust.after)
}

/** Never throws: what went wrong goes into the report, beside what became of the key policy. */
export async function putTrustBack(
  connection: Connection,
  { role, before, after }: OpenedTrust,
): Promise<TrustOutcome> {
  try {
    const now = await trustNow(connection, role)
    if (now !== undefined && isDeepStrictEqual(now, before)) return { outcome: 'putBack' }
    if (now !== undefined && !isDeepStrictEqual(now, after)) {
      return { outcome: 'changedByOthers', reason: JSON.stringify(now) }
    }
    await updateTrust(connection, role, before)
    return { outcome: 'putBack' }
  } catch (thrown) {
    return { outcome: 'failed', reason: thrown instanceof Error ? thrown.message : String(thrown) }
  }
}

/** Undefined where IAM does not show it. */
async function trustNow(connection: Connection, role: string): Promise<JsonObject | undefined> {
  const entity = await askEntity(connection, { kind: 'role', name: nameOf(role) })
  const json = parseJson(gotOf(entity)?.trust ?? '')
  return isJsonObject(json) ? json : undefined
}

async function updateTrust({ iam }: Connection, role: string, document: JsonObject) {
  const PolicyDocument = JSON.stringify(document)
  await iam.send(new UpdateAssumeRolePolicyCommand({ RoleName: nameOf(role), PolicyDocument }))
}

const nameOf = (role: string): string => entityNameOf(role)?.name ?? role
