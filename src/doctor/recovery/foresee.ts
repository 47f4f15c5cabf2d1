// What the engine says of a policy before it is put: whether the one who puts it stays able to
// change it, and whether the one who was locked out gets in.

import type { JsonObject } from '../../base/json.ts'
import { checkLockout, decide, type Decision } from '../../policy/index.ts'
import { named } from '../examine.ts'
import { principalOf, shortName } from '../principals.ts'
import { PUT_KEY_POLICY } from '../rescuers.ts'
import { keyPolicyOf, policiesFor, requestOf, type Actor } from '../situation.ts'
import { RecoveryProblem } from './problem.ts'

/** `unknown`: not every policy that has a say could be seen. AWS makes the check itself as well. */
export type LockoutCheck = 'passed' | 'unknown'

export interface Opening {
  readonly action: string
  readonly outcome: 'allow' | 'implicitDeny' | 'explicitDeny' | 'unknown'
}

/**
 * Throws when the policy would lock the one who puts it out, with those of `others` whom it would
 * not. There is no way around it.
 */
export function requireNoLockout(
  policy: JsonObject,
  actor: Actor,
  keyArn: string,
  others: readonly { readonly arn: string; readonly actor: Actor }[],
): LockoutCheck {
  const decision = decisionFor(policy, actor, keyArn)
  if (decision.outcome === 'allow') return 'passed'
  if (isUncertain(decision, actor)) return 'unknown'
  const isOfKey = decision.layer === 'keyPolicy'
  const able = others.filter((one) => decisionFor(policy, one.actor, keyArn).outcome === 'allow')
  throw new RecoveryProblem(isOfKey ? 'callerNotCovered' : 'callerIamMissing', {
    facts: { as: shortName(actor.principal.arn), layer: decision.layer },
    lines: able.map(({ arn }) => `--as ${arn}`),
  })
}

function decisionFor(policy: JsonObject, actor: Actor, keyArn: string): Decision {
  const { resource: _asked, ...policies } = policiesFor(actor, undefined)
  const request = requestOf(actor.principal, PUT_KEY_POLICY, keyArn)
  const { principal, resource, resourceAccount, context } = request
  const caller = { principal, resource, resourceAccount, context, policies }
  return checkLockout(named('the new key policy', policy), caller)
}

/** What the locked-out principal could do under the policy. */
export function openingsOf(policy: JsonObject, actor: Actor, keyArn: string): readonly Opening[] {
  return ['kms:GetKeyPolicy', PUT_KEY_POLICY].map((action) => {
    const request = requestOf(actor.principal, action, keyArn)
    const decision = decide(request, policiesFor(actor, keyPolicyOf(policy)))
    const outcome = isUncertain(decision, actor) ? 'unknown' : decision.outcome
    return { action, outcome }
  })
}

/** Silence in IAM proves nothing where not all of IAM's policies could be seen. */
const isUncertain = ({ outcome, layer }: Decision, { complete }: Actor): boolean =>
  outcome === 'implicitDeny' && layer !== 'keyPolicy' && !complete

/** As the session that puts the policy: a policy may name the very session. */
export function asSession(actor: Actor, arn: string): Actor {
  const { principal } = actor
  if (principal.type !== 'assumedRole') return actor
  const session = principalOf(arn, { uniqueId: principal.uniqueId, roleArn: principal.roleArn })
  return session === undefined ? actor : { ...actor, principal: session }
}
