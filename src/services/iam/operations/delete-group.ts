import type { Operation } from '../../operation.ts'
import { requireNoPolicies } from '../attachments.ts'
import { mustFirst } from '../errors.ts'
import { membersOf } from '../membership.ts'
import type { DeleteGroupInput } from '../model.ts'
import type { IamScope } from '../scope.ts'

/**
 * Deletes a group that has no members and no policies.
 *
 * https://docs.aws.amazon.com/IAM/latest/APIReference/API_DeleteGroup.html
 */
export const DeleteGroup: Operation<IamScope, DeleteGroupInput, void> = {
  readOnly: false,
  questions: ({ GroupName }, { groups }) => [groups.question('iam:DeleteGroup', GroupName)],
  perform: ({ GroupName }, { groups, store }) => {
    const group = groups.require(GroupName)
    const [member] = membersOf(store, group.value)
    if (member) throw mustFirst('remove users from group')
    requireNoPolicies(group.value)
    return { changes: [groups.remove(group)] }
  },
}
