import type { Operation } from '../../operation.ts'
import { pageOfAttached } from '../attachments.ts'
import type { ListAttachedUserPoliciesInput, ListAttachedUserPoliciesOutput } from '../model.ts'
import type { IamScope } from '../scope.ts'

/**
 * Answers the managed policies on the user.
 *
 * https://docs.aws.amazon.com/IAM/latest/APIReference/API_ListAttachedUserPolicies.html
 */
export const ListAttachedUserPolicies: Operation<
  IamScope,
  ListAttachedUserPoliciesInput,
  ListAttachedUserPoliciesOutput
> = {
  readOnly: true,
  questions: ({ UserName }, { users }) => [
    users.question('iam:ListAttachedUserPolicies', UserName),
  ],
  perform: ({ UserName, ...input }, { users }) => {
    const { items, position } = pageOfAttached(users.require(UserName).value, input)
    return { output: { AttachedPolicies: items, ...position } }
  },
}
