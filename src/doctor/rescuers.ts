// Who could put the key policy right: principals that exist and that the key policy at hand lets
// call PutKeyPolicy, and whether the asker can become one of them.

import { accountRootArn, parseArn } from '../base/arn.ts'
import { parseAccountId } from '../base/account-id.ts'
import { parseJson, type JsonObject } from '../base/json.ts'
import { decide, type StatementRef } from '../policy/index.ts'
import { gotOf } from './evidence/answer.ts'
import type { Evidence, Identity } from './evidence/evidence.ts'
import { isSameIdentity } from './evidence/entity.ts'
import { named } from './examine.ts'
import { guardsOfOthers, NO_GUARDS, type Guards } from './guards.ts'
import { identityArn, principalOf, principalsInConditions, shortName } from './principals.ts'
import { actorOf, keyPolicyOf, policiesFor, requestOf, type Actor } from './situation.ts'
import { trustedIn } from './trusted.ts'
import { trustPolicyName } from './policy-names/say-policy-name.ts'

/** In the order in which to try them. */
export const BECOMING = [
  ...(['self', 'assume', 'chain', 'unknown', 'reopen', 'signIn', 'closed', 'denied'] as const),
] as const

export interface Rescuer {
  /** ARN of the user, the role or the root user. */
  readonly arn: string
  readonly actor: Actor
  /**
   * How the asker becomes it: it is the asker, by AssumeRole, by signing in (a user's or the root
   * user's own credentials); `closed` or `denied`: the trust policy or IAM does not allow it, or
   * denies it; `chain`: closed, but other roles lead to it; `reopen`: closed, but the asker may
   * change the trust policy; `unknown`: not all could be seen.
   */
  readonly becoming: (typeof BECOMING)[number]
  /** Of a chain, to be assumed one after the other; the last is this one. */
  readonly roles?: readonly string[]
  /** The trust policy of a role, as JSON text. */
  readonly trust?: string
  /** The trust policy's names, for a role. */
  readonly trusted: readonly string[]
  /** The statements of the trust policy that let the asker in, or keep it out. */
  readonly because?: readonly StatementRef[]
  /**
   * False: a rebuilt policy names it, and nothing shows that it still is the one that was meant
   * and not one made again under the name.
   */
  readonly isSure: boolean
}

export const PUT_KEY_POLICY = 'kms:PutKeyPolicy'

/** Whether `actor` may do `action` on the key under this key policy. */
export function mayDo(
  actor: Actor,
  action: string,
  keyArn: string,
  policy: JsonObject,
  guards: Guards = NO_GUARDS,
): boolean {
  const request = requestOf(actor.principal, action, keyArn)
  return decide(request, policiesFor(actor, keyPolicyOf(policy), guards)).outcome === 'allow'
}

/**
 * Names of principals that are gone, and that a condition of the key policy lets in by their name:
 * made again, they may put the policy. (A name in `Principal` was bound to the one who is gone.)
 */
export function recreatableRescuers({ known, key, candidates }: Evidence): readonly string[] {
  const { arn: keyArn } = key
  if (known === undefined || keyArn === undefined) return []
  const account = parseArn(keyArn)?.account
  return principalsInConditions(known.json).filter((arn) => {
    const principal = parseArn(arn)?.account === account ? principalOf(arn) : undefined
    const exists = candidates.some((candidate) => isSameIdentity(candidate.arn, arn))
    if (principal === undefined || exists) return false
    const actor: Actor = { principal, identity: [], boundary: undefined, complete: true }
    return mayDo(actor, PUT_KEY_POLICY, keyArn, known.bound)
  })
}

/** Beside the evidence itself. */
export interface RescuerOptions {
  /** Whose way to them it is, where the question is about somebody else. */
  readonly caller?: Actor | undefined
  /** Absent: the organization's guardrails, as far as they are known. */
  readonly guards?: Guards
}

/**
 * The asker first, then those it can become, then the others. Whom the guardrails stop is left out.
 */
export function rescuersOf(
  evidence: Evidence,
  { caller, guards = guardsOfOthers(evidence) }: RescuerOptions = {},
): readonly Rescuer[] {
  const { known, key } = evidence
  if (known === undefined || key.arn === undefined) return []
  const { arn: keyArn } = key
  const found = new Map<string, Rescuer>()
  for (const rescuer of everybodyKnown(evidence, caller)) {
    if (found.has(rescuer.arn)) continue
    if (!mayDo(rescuer.actor, PUT_KEY_POLICY, keyArn, known.bound, guards)) continue
    found.set(rescuer.arn, rescuer)
  }
  return [...found.values()].sort((one, other) => distance(one) - distance(other))
}

/** Who is surely still there comes before all who may not be. */
const distance = ({ becoming, isSure }: Rescuer): number =>
  BECOMING.indexOf(becoming) + (isSure ? 0 : BECOMING.length)

/**
 * The asker, those whom the policy names or who put it, and the root user. `caller`: whose way to
 * them it is, where the question is about somebody else.
 */
export function everybodyKnown(evidence: Evidence, caller?: Actor): readonly Rescuer[] {
  const { subject, candidates, key, subjectAsks } = evidence
  const uniqueId = subjectAsks ? evidence.caller.userId.split(':')[0] : undefined
  const asker = caller ?? actorOf(subject, uniqueId)
  if (asker === undefined) return []
  const self: Rescuer = {
    arn: identityArn(asker.principal),
    actor: asker,
    becoming: 'self',
    trusted: [],
    isSure: isSure(evidence, identityArn(asker.principal)),
  }
  const seen = caller ? [...candidates, subject] : candidates
  const others = seen.flatMap((candidate) => rescuerFor(candidate, asker, evidence) ?? [])
  const all = [self, ...others, ...rootUser(parseArn(key.arn ?? '')?.account)]
  if (caller) return all
  return all.map((one) =>
    subjectAsks ? byWayOfOthers(one, evidence) : seenByAnother(one, evidence.caller.arn),
  )
}

function byWayOfOthers(rescuer: Rescuer, { chains }: Evidence): Rescuer {
  const roles = chains?.get(rescuer.arn)
  return roles ? { ...rescuer, becoming: 'chain', roles } : rescuer
}

function isSure({ known }: Evidence, arn: string): boolean {
  if (known?.source !== 'rebuilt') return true
  return !known.named.some(({ value, fate }) => fate === 'unknown' && isSameIdentity(value, arn))
}

/** The caller asks about somebody else: whom the caller itself can become was not looked into. */
function seenByAnother(rescuer: Rescuer, caller: string): Rescuer {
  if (isSameIdentity(rescuer.arn, caller)) return { ...rescuer, becoming: 'self' }
  const isSession = rescuer.actor.principal.type === 'assumedRole'
  return { ...rescuer, becoming: isSession ? 'unknown' : 'signIn' }
}

/** What the candidate is to the asker, whether it can rescue or not. */
export function rescuerFor(
  candidate: Identity,
  asker: Actor,
  evidence: Evidence,
): Rescuer | undefined {
  const actor = actorOf(candidate)
  if (actor === undefined) return undefined
  const arn = identityArn(actor.principal)
  const one = { arn, actor, trusted: [], isSure: isSure(evidence, arn) }
  if (actor.principal.type !== 'assumedRole') return { ...one, becoming: 'signIn' }
  const trust = gotOf(candidate.entity)?.trust
  if (trust === undefined) return { ...one, becoming: 'unknown' }
  const trusted = trustedIn(trust).flatMap(({ kind, name }) => (kind === 'Service' ? [] : [name]))
  return { ...one, ...canAssume(asker, arn, trust), trusted, trust }
}

/** By the trust policy, and by the asker's identity policies where it leaves it to them. */
export function canAssume(
  asker: Actor,
  roleArn: string,
  trust: string,
): Pick<Rescuer, 'becoming' | 'because'> {
  const request = requestOf(asker.principal, 'sts:AssumeRole', roleArn)
  const resource = {
    ...named(trustPolicyName(shortName(roleArn)), parseJson(trust) ?? null),
    kind: 'trustPolicy',
  } as const
  const decision = decide(request, policiesFor(asker, resource))
  const { because } = decision
  if (decision.outcome === 'allow') return { becoming: 'assume', because }
  if (decision.outcome === 'explicitDeny') return { becoming: 'denied', because }
  if (decision.layer === 'identity' && !asker.complete) return { becoming: 'unknown' }
  return { becoming: mayReopen(asker, roleArn) ? 'reopen' : 'closed' }
}

/** An IAM administrator; the root user may change the trust policy, but assumes no roles. */
function mayReopen(asker: Actor, roleArn: string): boolean {
  if (asker.principal.type === 'root') return false
  const request = requestOf(asker.principal, 'iam:UpdateAssumeRolePolicy', roleArn)
  return decide(request, policiesFor(asker, undefined)).outcome === 'allow'
}

/** The account principal also stands for the root user; its credentials are its own. */
function rootUser(text: string | undefined): readonly Rescuer[] {
  const account = text === undefined ? undefined : parseAccountId(text)
  if (account === undefined) return []
  const arn = accountRootArn(account)
  const principal = { type: 'root', arn, account } as const
  const actor: Actor = { principal, identity: [], boundary: undefined, complete: true }
  return [{ arn, actor, becoming: 'signIn', trusted: [], isSure: true }]
}
