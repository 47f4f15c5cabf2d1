// The policy lockout safety check of a proposed policy, for the one who is to put it.

import type { JsonObject } from '../../base/json.ts'
import { parseArn } from '../../base/arn.ts'
import { checkLockout, type Decision } from '../../policy/index.ts'
import { examineKeyPolicy, named } from '../examine.ts'
import { PUT_KEY_POLICY } from '../rescuers.ts'
import {
  delegates,
  matches,
  policiesFor,
  requestOf,
  type Actor,
  type PolicyStatement,
} from '../situation.ts'

/** Who puts which policy on which key. */
export interface Deployment {
  readonly actor: Actor
  /** For a key that is yet to be made, one that could be it. */
  readonly keyArn: string
  readonly context: Readonly<Record<string, string>>
}

export interface LockoutAnswer {
  readonly decision: Decision
  /** The policy leaves PutKeyPolicy to the IAM policies of the account. */
  readonly delegates: boolean
  /** Statements of the policy that deny it. */
  readonly denying: readonly PolicyStatement[]
}

/** `policy`: with its names bound as KMS would bind them. */
export function askLockout(policy: JsonObject, deployment: Deployment): LockoutAnswer {
  const { actor, keyArn, context } = deployment
  const { resource: _policy, ...policies } = policiesFor(actor, undefined)
  const request = requestOf(actor.principal, PUT_KEY_POLICY, keyArn, context)
  const decision = checkLockout(named('proposed key policy', policy), {
    principal: actor.principal,
    resource: keyArn,
    resourceAccount: parseArn(keyArn)?.account,
    context: request.context,
    policies,
  })
  const statements = examineKeyPolicy(policy, request)
  return {
    decision,
    delegates: statements.some(delegates),
    denying: statements
      .filter((one) => one.effect === 'Deny' && one.names !== 'others' && matches(one))
      .map((one) => ({ ...one, policy: 'proposed key policy' })),
  }
}
