import type { Operation } from '../../operation.ts'
import { withoutInlinePolicy } from '../inline-policies.ts'
import type { DeleteUserPolicyInput } from '../model.ts'
import type { IamScope } from '../scope.ts'

/**
 * Removes an inline policy from the user.
 *
 * https://docs.aws.amazon.com/IAM/latest/APIReference/API_DeleteUserPolicy.html
 */
export const DeleteUserPolicy: Operation<IamScope, DeleteUserPolicyInput, void> = {
  readOnly: false,
  questions: ({ UserName }, { users }) => [users.question('iam:DeleteUserPolicy', UserName)],
  perform: ({ UserName, PolicyName }, { users }) => {
    const user = users.require(UserName)
    return { changes: [users.put(user, withoutInlinePolicy('user', user.value, PolicyName))] }
  },
}
