import type { Operation } from '../../operation.ts'
import { withoutAttached } from '../attachments.ts'
import type { DetachGroupPolicyInput } from '../model.ts'
import { policyContext } from '../context-keys.ts'
import type { IamScope } from '../scope.ts'

/**
 * Takes a managed policy off the group.
 *
 * https://docs.aws.amazon.com/IAM/latest/APIReference/API_DetachGroupPolicy.html
 */
export const DetachGroupPolicy: Operation<IamScope, DetachGroupPolicyInput, void> = {
  readOnly: false,
  questions: ({ GroupName, PolicyArn }, { groups }) => [
    groups.question('iam:DetachGroupPolicy', GroupName, policyContext(PolicyArn)),
  ],
  perform: ({ GroupName, PolicyArn }, { groups }) => {
    const group = groups.require(GroupName)
    return { changes: [groups.put(group, withoutAttached(group.value, PolicyArn))] }
  },
}
