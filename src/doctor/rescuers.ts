// Who could put the key policy right: principals that exist and that the key policy at hand lets
// call PutKeyPolicy, and whether the asker can become one of them.

import { accountRootArn, parseArn } from '../base/arn.ts'
import { parseAccountId } from '../base/account-id.ts'
import { parseJson, type JsonObject } from '../base/json.ts'
import { decide } from '../policy/index.ts'
import { gotOf } from './evidence/answer.ts'
import { isSameIdentity } from './evidence/entity.ts'
import type { Evidence, Identity } from './evidence/evidence.ts'
import { named } from './examine.ts'
import { identityArn, principalOf, principalsInConditions } from './principals.ts'
import { actorOf, keyPolicyOf, policiesFor, requestOf, type Actor } from './situation.ts'

export interface Rescuer {
  /** ARN of the user, the role or the root user. */
  readonly arn: string
  readonly actor: Actor
  /**
   * How the asker becomes it: it is the asker, by AssumeRole, by signing in (a user's or the root
   * user's own credentials); `closed` or `denied`: the trust policy or IAM does not allow it, or
   * denies it; `reopen`: closed, but the asker may change the trust policy; `unknown`: not all
   * could be seen.
   */
  readonly becoming: 'self' | 'assume' | 'signIn' | 'closed' | 'denied' | 'reopen' | 'unknown'
  /** The trust policy of a role, as JSON text. */
  readonly trust?: string
  /** The trust policy's names, for a role. */
  readonly trusted: readonly string[]
}

export const PUT_KEY_POLICY = 'kms:PutKeyPolicy'

/** Whether `actor` may do `action` on the key under this key policy. */
export function mayDo(actor: Actor, action: string, keyArn: string, policy: JsonObject): boolean {
  const request = requestOf(actor.principal, action, keyArn)
  return decide(request, policiesFor(actor, keyPolicyOf(policy))).outcome === 'allow'
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

/** The asker first, then those it can become, then the others. `caller` as for `everybodyKnown`. */
export function rescuersOf(evidence: Evidence, caller?: Actor): readonly Rescuer[] {
  const { known, key } = evidence
  if (known === undefined || key.arn === undefined) return []
  const { arn: keyArn } = key
  const found = new Map<string, Rescuer>()
  for (const rescuer of everybodyKnown(evidence, caller)) {
    if (found.has(rescuer.arn) || !mayDo(rescuer.actor, PUT_KEY_POLICY, keyArn, known.bound))
      continue
    found.set(rescuer.arn, rescuer)
  }
  const order = ['self', 'assume', 'unknown', 'reopen', 'signIn', 'closed', 'denied']
  return [...found.values()].sort(
    (one, other) => order.indexOf(one.becoming) - order.indexOf(other.becoming),
  )
}

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
  }
  const seen = caller ? [...candidates, subject] : candidates
  const others = seen.flatMap((candidate) => rescuerFor(candidate, asker) ?? [])
  const all = [self, ...others, ...rootUser(parseArn(key.arn ?? '')?.account)]
  return subjectAsks || caller ? all : all.map(seenByAnother)
}

/** The caller asks about somebody else: whom the caller itself can become was not looked into. */
function seenByAnother(rescuer: Rescuer): Rescuer {
  const isSession = rescuer.actor.principal.type === 'assumedRole'
  return { ...rescuer, becoming: isSession ? 'unknown' : 'signIn' }
}

/** What the candidate is to the asker, whether it can rescue or not. */
export function rescuerFor(candidate: Identity, asker: Actor): Rescuer | undefined {
  const actor = actorOf(candidate)
  if (actor === undefined) return undefined
  const arn = identityArn(actor.principal)
  if (actor.principal.type !== 'assumedRole') {
    return { arn, actor, becoming: 'signIn', trusted: [] }
  }
  const trust = gotOf(candidate.entity)?.trust
  if (trust === undefined) return { arn, actor, becoming: 'unknown', trusted: [] }
  const trusted = trustedBy(trust)
  return { arn, actor, becoming: canAssume(asker, arn, trust), trusted, trust }
}

/** By the trust policy, and by the asker's identity policies where it leaves it to them. */
export function canAssume(asker: Actor, roleArn: string, trust: string): Rescuer['becoming'] {
  const request = requestOf(asker.principal, 'sts:AssumeRole', roleArn)
  const resource = {
    ...named('trust policy', parseJson(trust) ?? null),
    kind: 'trustPolicy',
  } as const
  const decision = decide(request, policiesFor(asker, resource))
  if (decision.outcome === 'allow') return 'assume'
  if (decision.outcome === 'explicitDeny') return 'denied'
  if (decision.layer === 'identity' && !asker.complete) return 'unknown'
  return mayReopen(asker, roleArn) ? 'reopen' : 'closed'
}

/** An IAM administrator; the root user may change the trust policy, but assumes no roles. */
function mayReopen(asker: Actor, roleArn: string): boolean {
  if (asker.principal.type === 'root') return false
  const request = requestOf(asker.principal, 'iam:UpdateAssumeRolePolicy', roleArn)
  return decide(request, policiesFor(asker, undefined)).outcome === 'allow'
}

/** Every principal of the trust policy, services left out. */
function trustedBy(trust: string): readonly string[] {
  const names = [...trust.matchAll(/"(arn:[a-z-]+:(?:iam|sts)::\d{12}:[^"]+|\d{12})"/g)]
  return names.flatMap(([, name]) => name ?? [])
}

/** The account principal also stands for the root user; its credentials are its own. */
function rootUser(text: string | undefined): readonly Rescuer[] {
  const account = text === undefined ? undefined : parseAccountId(text)
  if (account === undefined) return []
  const arn = accountRootArn(account)
  const principal = { type: 'root', arn, account } as const
  const actor: Actor = { principal, identity: [], boundary: undefined, complete: true }
  return [{ arn, actor, becoming: 'signIn', trusted: [] }]
}
