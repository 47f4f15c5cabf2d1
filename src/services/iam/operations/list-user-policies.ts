import type { Operation } from '../../operation.ts'
import { pageOfInlinePolicies } from '../inline-policies.ts'
import type { ListUserPoliciesInput, ListUserPoliciesOutput } from '../model.ts'
import type { IamScope } from '../scope.ts'

/**
 * Answers the names of the user's inline policies.
 *
 * https://docs.aws.amazon.com/IAM/latest/APIReference/API_ListUserPolicies.html
 */
export const ListUserPolicies: Operation<IamScope, ListUserPoliciesInput, ListUserPoliciesOutput> =
  {
    readOnly: true,
    questions: ({ UserName }, { users }) => [users.question('iam:ListUserPolicies', UserName)],
    perform: ({ UserName, ...input }, { users }) => {
      const { items, position } = pageOfInlinePolicies(users.require(UserName).value, input)
      return { output: { PolicyNames: items, ...position } }
    },
  }
