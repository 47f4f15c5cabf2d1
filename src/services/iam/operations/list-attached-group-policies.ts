import type { Operation } from '../../operation.ts'
import { pageOfAttached } from '../attachments.ts'
import type { ListAttachedGroupPoliciesInput, ListAttachedGroupPoliciesOutput } from '../model.ts'
import type { IamScope } from '../scope.ts'

/**
 * Answers the managed policies on the group.
 *
 * https://docs.aws.amazon.com/IAM/latest/APIReference/API_ListAttachedGroupPolicies.html
 */
export const ListAttachedGroupPolicies: Operation<
  IamScope,
  ListAttachedGroupPoliciesInput,
  ListAttachedGroupPoliciesOutput
> = {
  readOnly: true,
  questions: ({ GroupName }, { groups }) => [
    groups.question('iam:ListAttachedGroupPolicies', GroupName),
  ],
  perform: ({ GroupName, ...input }, { groups }) => {
    const { items, position } = pageOfAttached(groups.require(GroupName).value, input)
    return { output: { AttachedPolicies: items, ...position } }
  },
}
