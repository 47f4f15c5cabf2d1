// Roles that trust one another: a way into a role whose own trust policy does not let the asker in.

import { parseArn } from '../base/arn.ts'
import type { Connection } from './connection.ts'
import { entityNameOf } from './evidence/entity.ts'
import { askIdentity, type Evidence, type Identity } from './evidence/evidence.ts'
import { identityArnOf } from './principals.ts'
import { canAssume, rescuerFor, rescuersOf, type Rescuer } from './rescuers.ts'
import { actorOf, type Actor } from './situation.ts'

/** A chain of AWS's may be longer; nobody builds such a one for an incident. */
const rolesMax = 4
/** Trust policies name few roles. */
const trustedAskedMax = 20

export interface ChainSearch {
  readonly caller: Actor
  readonly evidence: Evidence
  readonly identityOf: (arn: string) => Promise<Identity | undefined>
}

export function chainSearch(
  connection: Connection,
  evidence: Evidence,
  caller: Actor,
): ChainSearch {
  return { caller, evidence, identityOf: askedOnce(connection, evidence) }
}

/** To be assumed one after the other: the first trusts the caller, the last is the rescuer. */
export async function chainTo(
  { arn, trust, trusted }: Rescuer,
  search: ChainSearch,
  longest = rolesMax,
): Promise<readonly string[] | undefined> {
  if (longest < 2 || trust === undefined) return undefined
  for (const name of trusted.slice(0, trustedAskedMax)) {
    const identity = await search.identityOf(name)
    const between = identity && rescuerFor(identity, search.caller, search.evidence)
    if (!between || canAssume(between.actor, arn, trust).becoming !== 'assume') continue
    if (between.becoming === 'assume') return [between.arn, arn]
    const before = await chainTo(between, search, longest - 1)
    if (before && !before.includes(arn)) return [...before, arn]
  }
  return undefined
}

/** With the chains into every role that could put the key policy right and is closed. */
export async function withChains(connection: Connection, evidence: Evidence): Promise<Evidence> {
  const { subject, subjectAsks, caller } = evidence
  const asker = subjectAsks ? actorOf(subject, caller.userId.split(':')[0]) : undefined
  if (asker === undefined) return evidence
  const rescuers = rescuersOf(evidence)
  // Who is one of them, or becomes one at once, needs no other way.
  if (rescuers.some(({ becoming }) => becoming === 'self' || becoming === 'assume')) {
    return evidence
  }
  const search = chainSearch(connection, evidence, asker)
  const chains = await Promise.all(
    rescuers.filter(isShut).map(async (rescuer) => {
      const roles = await chainTo(rescuer, search)
      return roles ? ([rescuer.arn, roles] as const) : undefined
    }),
  )
  return { ...evidence, chains: new Map(chains.flatMap((chain) => (chain ? [chain] : []))) }
}

/** A Deny of the trust policy is somebody's will. */
export const isShut = ({ becoming }: Rescuer): boolean =>
  becoming === 'closed' || becoming === 'reopen'

/** Roles of the account alone: IAM describes no others. */
function askedOnce(connection: Connection, { where }: Evidence): ChainSearch['identityOf'] {
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
