// Everybody who could put the key policy right, and how the caller becomes each of them: by itself,
// by assuming a role, or several one after the other, or by opening a role's trust policy first.

import { parseArn } from '../../base/arn.ts'
import type { Connection } from '../connection.ts'
import { entityNameOf } from '../evidence/entity.ts'
import { askIdentity, type Evidence, type Identity } from '../evidence/evidence.ts'
import { identityArnOf } from '../principals.ts'
import { canAssume, rescuerFor, rescuersOf, type Rescuer } from '../rescuers.ts'
import { actorOf, type Actor } from '../situation.ts'

export interface WayIn {
  /** ARN of the user, the role or the root user that puts the policy. */
  readonly arn: string
  readonly actor: Actor
  /** As a rescuer's; `chain`: by way of other roles. */
  readonly becoming: Rescuer['becoming'] | 'chain'
  /** To be assumed one after the other; `arn` is the last. */
  readonly roles: readonly string[]
  /** The trust policy that has to be opened, as JSON text. */
  readonly trust?: string
}

/** In the order in which to try them. */
const ORDER: readonly WayIn['becoming'][] = [
  ...(['self', 'assume', 'chain', 'unknown', 'reopen', 'signIn', 'closed', 'denied'] as const),
]

/** A chain of AWS's may be longer; nobody builds such a one for an incident. */
const rolesMax = 4
/** Trust policies name few roles. */
const trustedAskedMax = 20

export async function waysIn(
  connection: Connection,
  evidence: Evidence,
  caller: Actor,
): Promise<readonly WayIn[]> {
  const rescuers = rescuersOf(evidence, { caller })
  const world = { caller, evidence, identityOf: askedOnce(connection, evidence) }
  const ways = await Promise.all(rescuers.map((rescuer) => wayTo(rescuer, world)))
  return ways.toSorted((one, other) => ORDER.indexOf(one.becoming) - ORDER.indexOf(other.becoming))
}

interface World {
  readonly caller: Actor
  readonly evidence: Evidence
  readonly identityOf: (arn: string) => Promise<Identity | undefined>
}

async function wayTo(rescuer: Rescuer, world: World): Promise<WayIn> {
  const { arn, actor, becoming, trust } = rescuer
  const direct = { arn, actor, becoming, roles: becoming === 'self' ? [] : [arn] }
  if (becoming !== 'closed' && becoming !== 'reopen') return direct
  const roles = await chainTo(rescuer, world, rolesMax)
  if (roles) return { ...direct, becoming: 'chain', roles }
  return becoming === 'reopen' && trust !== undefined ? { ...direct, trust } : direct
}

/** Roles that trust one another, the first of which trusts the caller. */
async function chainTo(
  { arn, trust, trusted }: Rescuer,
  world: World,
  longest: number,
): Promise<readonly string[] | undefined> {
  if (longest < 2 || trust === undefined) return undefined
  for (const name of trusted.slice(0, trustedAskedMax)) {
    const identity = await world.identityOf(name)
    const between = identity && rescuerFor(identity, world.caller, world.evidence)
    if (!between || canAssume(between.actor, arn, trust).becoming !== 'assume') continue
    if (between.becoming === 'assume') return [between.arn, arn]
    const before = await chainTo(between, world, longest - 1)
    if (before && !before.includes(arn)) return [...before, arn]
  }
  return undefined
}

/** Roles of the account alone: IAM describes no others. */
function askedOnce(connection: Connection, { where }: Evidence): World['identityOf'] {
  const asked = new Map<string, Promise<Identity | undefined>>()
  return (name) => {
    const arn = identityArnOf(name)
    const isRole = entityNameOf(arn)?.kind === 'role' && parseArn(arn)?.account === where.account
    if (!isRole) return Promise.resolve(undefined)
    const known = asked.get(arn) ?? askIdentity(connection, arn, where.account)
    asked.set(arn, known)
    return known
  }
}

/** The caller as the engine takes it, with its IAM policies as far as IAM shows them. */
export async function callerOf(
  connection: Connection,
  { caller, subject, subjectAsks, where }: Evidence,
): Promise<Actor | undefined> {
  const identity = subjectAsks ? subject : await askIdentity(connection, caller.arn, where.account)
  return actorOf(identity, caller.userId.split(':')[0])
}
