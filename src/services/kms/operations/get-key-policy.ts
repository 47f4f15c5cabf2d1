import { iamDirectory } from '../../iam/api.ts'
import type { Operation } from '../../operation.ts'
import { NotFoundException } from '../errors.ts'
import type { GetKeyPolicyInput, GetKeyPolicyOutput } from '../model.ts'
import { POLICY_NAME, readableKeyPolicy } from '../policies/key-policy.ts'
import { onOwnKey } from '../questions.ts'
import { recordedInput } from '../recorded-input.ts'
import type { KmsScope } from '../scope.ts'

/**
 * Answers the key policy, printed anew: KMS keeps statements and their order, not white space. A
 * user or role that was deleted since shows as its bare unique id.
 *
 * https://docs.aws.amazon.com/kms/latest/APIReference/API_GetKeyPolicy.html
 */
export const GetKeyPolicy: Operation<KmsScope, GetKeyPolicyInput, GetKeyPolicyOutput> = {
  readOnly: true,
  questions: ({ KeyId }, scope) => [onOwnKey('kms:GetKeyPolicy', KeyId, scope)],
  perform({ KeyId, PolicyName = POLICY_NAME }, { keys, store }) {
    if (PolicyName !== POLICY_NAME) throw NotFoundException('No such policy exists')
    const { value } = keys.policyOf(keys.require(KeyId))
    return { output: { Policy: readableKeyPolicy(value, iamDirectory(store)), PolicyName } }
  },
  requestParameters: (input) =>
    recordedInput('GetKeyPolicy', { ...input, PolicyName: input.PolicyName ?? POLICY_NAME }),
}
