import type { Operation } from '../../operation.ts'
import { withInlinePolicy } from '../inline-policies.ts'
import type { PutUserPolicyInput } from '../model.ts'
import type { IamScope } from '../scope.ts'

/**
 * Adds an inline policy to the user, or replaces the one of its name.
 *
 * https://docs.aws.amazon.com/IAM/latest/APIReference/API_PutUserPolicy.html
 */
export const PutUserPolicy: Operation<IamScope, PutUserPolicyInput, void> = {
  readOnly: false,
  questions: ({ UserName }, { users }) => [users.question('iam:PutUserPolicy', UserName)],
  perform: (input, { users }) => {
    const user = users.require(input.UserName)
    return { changes: [users.put(user, withInlinePolicy('user', user.value, input))] }
  },
}
