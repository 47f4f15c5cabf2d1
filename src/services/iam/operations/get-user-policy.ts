import type { Operation } from '../../operation.ts'
import { requireInlinePolicy } from '../inline-policies.ts'
import type { GetUserPolicyInput, GetUserPolicyOutput } from '../model.ts'
import type { IamScope } from '../scope.ts'

/**
 * Answers one inline policy of the user.
 *
 * https://docs.aws.amazon.com/IAM/latest/APIReference/API_GetUserPolicy.html
 */
export const GetUserPolicy: Operation<IamScope, GetUserPolicyInput, GetUserPolicyOutput> = {
  readOnly: true,
  questions: ({ UserName }, { users }) => [users.question('iam:GetUserPolicy', UserName)],
  perform: ({ UserName, PolicyName }, { users }) => {
    const user = users.require(UserName).value
    const PolicyDocument = requireInlinePolicy('user', user, PolicyName)
    return { output: { UserName: user.name, PolicyName, PolicyDocument } }
  },
}
