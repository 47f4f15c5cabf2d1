import type { Operation } from '../../operation.ts'
import type {
  GetContextKeysForPrincipalPolicyInput,
  GetContextKeysForPrincipalPolicyOutput,
} from '../model.ts'
import type { IamScope } from '../scope.ts'
import { contextKeysAsked } from '../simulation/context-keys-asked.ts'
import { inputPolicies, requireIdentity } from '../simulation/source-policy.ts'

/**
 * Answers the context keys that the policies of a user, role or group ask for, and those of more
 * policies that come with the call.
 *
 * https://docs.aws.amazon.com/IAM/latest/APIReference/API_GetContextKeysForPrincipalPolicy.html
 */
export const GetContextKeysForPrincipalPolicy: Operation<
  IamScope,
  GetContextKeysForPrincipalPolicyInput,
  GetContextKeysForPrincipalPolicyOutput
> = {
  readOnly: true,
  questions: ({ PolicySourceArn: arn }, { account }) => [
    { action: 'iam:GetContextKeysForPrincipalPolicy', resource: { arn, account } },
  ],
  perform: ({ PolicySourceArn, PolicyInputList }, scope) => {
    const { policies } = requireIdentity(PolicySourceArn, scope)
    const more = inputPolicies('PolicyInputList', PolicyInputList)
    return { output: { ContextKeyNames: contextKeysAsked([...policies, ...more]) } }
  },
}
