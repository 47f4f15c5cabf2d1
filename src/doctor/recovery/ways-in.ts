// Everybody who could put the key policy right, and how the caller becomes each of them: by itself,
// by assuming a role, or several one after the other, or by opening a role's trust policy first.

import type { Connection } from '../connection.ts'
import { askIdentity, type Evidence } from '../evidence/evidence.ts'
import { BECOMING, rescuersOf, type Rescuer } from '../rescuers.ts'
import { chainSearch, chainTo, isShut, type ChainSearch } from '../role-chains.ts'
import { actorOf, type Actor } from '../situation.ts'

export interface WayIn {
  /** ARN of the user, the role or the root user that puts the policy. */
  readonly arn: string
  readonly actor: Actor
  readonly becoming: Rescuer['becoming']
  /** To be assumed one after the other; `arn` is the last. */
  readonly roles: readonly string[]
  /** The trust policy that has to be opened, as JSON text. */
  readonly trust?: string
}

export async function waysIn(
  connection: Connection,
  evidence: Evidence,
  caller: Actor,
): Promise<readonly WayIn[]> {
  const rescuers = rescuersOf(evidence, { caller })
  const search = chainSearch(connection, evidence, caller)
  const ways = await Promise.all(rescuers.map((rescuer) => wayTo(rescuer, search)))
  return ways.toSorted(
    (one, other) => BECOMING.indexOf(one.becoming) - BECOMING.indexOf(other.becoming),
  )
}

async function wayTo(rescuer: Rescuer, search: ChainSearch): Promise<WayIn> {
  const { arn, actor, becoming, trust } = rescuer
  const direct = { arn, actor, becoming, roles: becoming === 'self' ? [] : [arn] }
  if (!isShut(rescuer)) return direct
  const roles = await chainTo(rescuer, search)
  if (roles) return { ...direct, becoming: 'chain', roles }
  return becoming === 'reopen' && trust !== undefined ? { ...direct, trust } : direct
}

/** The caller as the engine takes it, with its IAM policies as far as IAM shows them. */
export async function callerOf(
  connection: Connection,
  { caller, subject, subjectAsks, where }: Evidence,
): Promise<Actor | undefined> {
  const identity = subjectAsks ? subject : await askIdentity(connection, caller.arn, where.account)
  return actorOf(identity, caller.userId.split(':')[0])
}
