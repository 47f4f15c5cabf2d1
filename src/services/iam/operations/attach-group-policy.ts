import type { Operation } from '../../operation.ts'
import { withAttached } from '../attachments.ts'
import type { AttachGroupPolicyInput } from '../model.ts'
import { policyContext } from '../context-keys.ts'
import type { IamScope } from '../scope.ts'

/**
 * Attaches a managed policy to the group; attaching it twice changes nothing.
 *
 * https://docs.aws.amazon.com/IAM/latest/APIReference/API_AttachGroupPolicy.html
 */
export const AttachGroupPolicy: Operation<IamScope, AttachGroupPolicyInput, void> = {
  readOnly: false,
  questions: ({ GroupName, PolicyArn }, { groups }) => [
    groups.question('iam:AttachGroupPolicy', GroupName, policyContext(PolicyArn)),
  ],
  perform: ({ GroupName, PolicyArn }, { groups, policies }) => {
    const group = groups.require(GroupName)
    return { changes: [groups.put(group, withAttached('group', group.value, PolicyArn, policies))] }
  },
}
