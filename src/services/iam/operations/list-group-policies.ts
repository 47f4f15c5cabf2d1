import type { Operation } from '../../operation.ts'
import { pageOfInlinePolicies } from '../inline-policies.ts'
import type { ListGroupPoliciesInput, ListGroupPoliciesOutput } from '../model.ts'
import type { IamScope } from '../scope.ts'

/**
 * Answers the names of the group's inline policies.
 *
 * https://docs.aws.amazon.com/IAM/latest/APIReference/API_ListGroupPolicies.html
 */
export const ListGroupPolicies: Operation<
  IamScope,
  ListGroupPoliciesInput,
  ListGroupPoliciesOutput
> = {
  readOnly: true,
  questions: ({ GroupName }, { groups }) => [groups.question('iam:ListGroupPolicies', GroupName)],
  perform: ({ GroupName, ...input }, { groups }) => {
    const { items, position } = pageOfInlinePolicies(groups.require(GroupName).value, input)
    return { output: { PolicyNames: items, ...position } }
  },
}
