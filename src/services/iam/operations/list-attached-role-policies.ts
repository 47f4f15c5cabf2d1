import type { Operation } from '../../operation.ts'
import { pageOfAttached } from '../attachments.ts'
import type { ListAttachedRolePoliciesInput, ListAttachedRolePoliciesOutput } from '../model.ts'
import type { IamScope } from '../scope.ts'

/**
 * Answers the managed policies on the role.
 *
 * https://docs.aws.amazon.com/IAM/latest/APIReference/API_ListAttachedRolePolicies.html
 */
export const ListAttachedRolePolicies: Operation<
  IamScope,
  ListAttachedRolePoliciesInput,
  ListAttachedRolePoliciesOutput
> = {
  readOnly: true,
  questions: ({ RoleName }, { roles }) => [
    roles.question('iam:ListAttachedRolePolicies', RoleName),
  ],
  perform: ({ RoleName, ...input }, { roles }) => {
    const { items, position } = pageOfAttached(roles.require(RoleName).value, input)
    return { output: { AttachedPolicies: items, ...position } }
  },
}
