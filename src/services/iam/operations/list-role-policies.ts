import type { Operation } from '../../operation.ts'
import { pageOfInlinePolicies } from '../inline-policies.ts'
import type { ListRolePoliciesInput, ListRolePoliciesOutput } from '../model.ts'
import type { IamScope } from '../scope.ts'

/**
 * Answers the names of the role's inline policies.
 *
 * https://docs.aws.amazon.com/IAM/latest/APIReference/API_ListRolePolicies.html
 */
export const ListRolePolicies: Operation<IamScope, ListRolePoliciesInput, ListRolePoliciesOutput> =
  {
    readOnly: true,
    questions: ({ RoleName }, { roles }) => [roles.question('iam:ListRolePolicies', RoleName)],
    perform: ({ RoleName, ...input }, { roles }) => {
      const { items, position } = pageOfInlinePolicies(roles.require(RoleName).value, input)
      return { output: { PolicyNames: items, ...position } }
    },
  }
