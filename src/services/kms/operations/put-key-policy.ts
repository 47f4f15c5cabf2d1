import { change } from '../../../store/store.ts'
import { iamDirectory } from '../../iam/api.ts'
import type { Operation } from '../../operation.ts'
import { UnsupportedOperationException } from '../errors.ts'
import type { PutKeyPolicyInput } from '../model.ts'
import { keyPolicyInForce } from '../policies/in-force.ts'
import { POLICY_NAME, requireKeyPolicy } from '../policies/key-policy.ts'
import { requireCallerKeepsControl } from '../policies/lockout-safety-check.ts'
import { bypassContext, onOwnKey } from '../questions.ts'
import { recordedInput } from '../recorded-input.ts'
import type { KmsScope } from '../scope.ts'
import { keyPolicies } from '../tables.ts'

/**
 * Replaces the key policy. The new document is in force for the next request.
 *
 * Unless the caller bypasses the policy lockout safety check, the new document must leave the
 * caller able to call PutKeyPolicy again: a key whose policy names nobody is lost, and only AWS
 * Support can recover one on AWS.
 *
 * https://docs.aws.amazon.com/kms/latest/APIReference/API_PutKeyPolicy.html
 */
export const PutKeyPolicy: Operation<KmsScope, PutKeyPolicyInput, undefined> = {
  readOnly: false,
  questions({ KeyId, BypassPolicyLockoutSafetyCheck }, scope) {
    const context = bypassContext(BypassPolicyLockoutSafetyCheck)
    return [onOwnKey('kms:PutKeyPolicy', KeyId, scope, context)]
  },
  perform({ KeyId, PolicyName = POLICY_NAME, Policy, ...rest }, scope) {
    const { BypassPolicyLockoutSafetyCheck: bypass = false } = rest
    if (PolicyName !== POLICY_NAME) {
      throw UnsupportedOperationException('Only default policy is supported')
    }
    const key = scope.keys.require(KeyId)
    const policy = requireKeyPolicy(Policy, iamDirectory(scope.store))
    if (!bypass) requireCallerKeepsControl(key, keyPolicyInForce(policy), scope)
    return {
      changes: [change(keyPolicies, key.row.id, scope.keys.policyOf(key), policy)],
      event: { responseElements: { keyId: key.arn } },
    }
  },
  requestParameters: (input) =>
    recordedInput('PutKeyPolicy', {
      ...input,
      PolicyName: input.PolicyName ?? POLICY_NAME,
      BypassPolicyLockoutSafetyCheck: input.BypassPolicyLockoutSafetyCheck ?? false,
    }),
}
