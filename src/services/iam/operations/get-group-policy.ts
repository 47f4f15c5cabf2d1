import type { Operation } from '../../operation.ts'
import { requireInlinePolicy } from '../inline-policies.ts'
import type { GetGroupPolicyInput, GetGroupPolicyOutput } from '../model.ts'
import type { IamScope } from '../scope.ts'

/**
 * Answers one inline policy of the group.
 *
 * https://docs.aws.amazon.com/IAM/latest/APIReference/API_GetGroupPolicy.html
 */
export const GetGroupPolicy: Operation<IamScope, GetGroupPolicyInput, GetGroupPolicyOutput> = {
  readOnly: true,
  questions: ({ GroupName }, { groups }) => [groups.question('iam:GetGroupPolicy', GroupName)],
  perform: ({ GroupName, PolicyName }, { groups }) => {
    const group = groups.require(GroupName).value
    const PolicyDocument = requireInlinePolicy('group', group, PolicyName)
    return { output: { GroupName: group.name, PolicyName, PolicyDocument } }
  },
}
