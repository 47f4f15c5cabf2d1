// The two halves that must say yes: the key's (it names the principal or delegates) and IAM's.

import { identityArn } from '../principals.ts'
import { delegates, matches, type PolicyStatement, type Situation } from '../situation.ts'

/** What the key policy says to the request, denials aside. */
export function keyHalf(situation: Situation): 'names' | 'delegates' | 'silent' | 'unknown' {
  if (situation.known === undefined) return saidSilent(situation) ? 'silent' : 'unknown'
  const allowing = allowsOf(situation).filter(matches)
  if (allowing.some(({ names }) => names === 'subject' || names === 'everybody')) return 'names'
  return allowing.some(delegates) ? 'delegates' : 'silent'
}

/** AWS's own sentence: no resource-based policy allows the action. */
export function saidSilent({ answered }: Situation): boolean {
  return typeof answered === 'object' && answered.layer === 'keyPolicy' && !answered.explicit
}

/** AWS refuses by the key policy what the policy at hand would let through. */
export const contradicted = (situation: Situation): boolean =>
  situation.known !== undefined && saidSilent(situation) && keyHalf(situation) !== 'silent'

/** The key policy at hand is silent, and explains the denial. */
export const isSilent = (situation: Situation): boolean =>
  situation.known !== undefined && keyHalf(situation) === 'silent'

export const allowsOf = ({ statements }: Situation): readonly PolicyStatement[] =>
  statements.filter(({ effect }) => effect === 'Allow')

export const namingSubject = (situation: Situation): readonly PolicyStatement[] =>
  allowsOf(situation).filter(({ names }) => names === 'subject')

export const namingAccount = (situation: Situation): readonly PolicyStatement[] =>
  allowsOf(situation).filter(({ names }) => names === 'account')

/** What the identity policies say, were the key policy to delegate. */
export function iamHalf({
  identityStatements,
  actor,
}: Situation): 'allow' | 'deny' | 'silent' | 'unknown' {
  const meeting = identityStatements.filter(matches)
  if (meeting.some(({ effect }) => effect === 'Deny')) return 'deny'
  if (actor.principal.type === 'root' || meeting.length > 0) return 'allow'
  return actor.complete ? 'silent' : 'unknown'
}

/** There is no sign that IAM policies were ever meant to count for this key. */
export function isWithoutDelegationByDesign(situation: Situation): boolean {
  if (situation.known === undefined || situation.delegatedBefore) return false
  if (namingAccount(situation).length > 0) return false
  const half = iamHalf(situation)
  const { events } = situation.evidence
  const historyIsWhole = events !== undefined && 'got' in events && events.got.gaps.length === 0
  return half === 'silent' || half === 'deny' || (half === 'unknown' && historyIsWhole)
}

/** A service is foreign nowhere: it has no account. */
export const isForeign = ({ actor, keyAccount }: Situation): boolean =>
  actor.principal.account !== undefined && actor.principal.account !== keyAccount

export const isOwnName = ({ actor }: Situation, name: string): boolean =>
  name === identityArn(actor.principal) || name === actor.principal.arn
