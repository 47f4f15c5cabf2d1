import type { Operation } from '../../operation.ts'
import { withInlinePolicy } from '../inline-policies.ts'
import type { PutGroupPolicyInput } from '../model.ts'
import type { IamScope } from '../scope.ts'

/**
 * Adds an inline policy to the group, or replaces the one of its name.
 *
 * https://docs.aws.amazon.com/IAM/latest/APIReference/API_PutGroupPolicy.html
 */
export const PutGroupPolicy: Operation<IamScope, PutGroupPolicyInput, void> = {
  readOnly: false,
  questions: ({ GroupName }, { groups }) => [groups.question('iam:PutGroupPolicy', GroupName)],
  perform: (input, { groups }) => {
    const group = groups.require(input.GroupName)
    return { changes: [groups.put(group, withInlinePolicy('group', group.value, input))] }
  },
}
