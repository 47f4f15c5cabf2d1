import type { Operation } from '../../operation.ts'
import { withoutInlinePolicy } from '../inline-policies.ts'
import type { DeleteGroupPolicyInput } from '../model.ts'
import type { IamScope } from '../scope.ts'

/**
 * Removes an inline policy from the group.
 *
 * https://docs.aws.amazon.com/IAM/latest/APIReference/API_DeleteGroupPolicy.html
 */
export const DeleteGroupPolicy: Operation<IamScope, DeleteGroupPolicyInput, void> = {
  readOnly: false,
  questions: ({ GroupName }, { groups }) => [groups.question('iam:DeleteGroupPolicy', GroupName)],
  perform: ({ GroupName, PolicyName }, { groups }) => {
    const group = groups.require(GroupName)
    return { changes: [groups.put(group, withoutInlinePolicy('group', group.value, PolicyName))] }
  },
}
