import type { Operation } from '../../operation.ts'
import { withoutGroup } from '../membership.ts'
import type { RemoveUserFromGroupInput } from '../model.ts'
import type { IamScope } from '../scope.ts'

/**
 * Ends a membership; for a user that is no member nothing changes.
 *
 * https://docs.aws.amazon.com/IAM/latest/APIReference/API_RemoveUserFromGroup.html
 */
export const RemoveUserFromGroup: Operation<IamScope, RemoveUserFromGroupInput, void> = {
  readOnly: false,
  questions: ({ GroupName }, { groups }) => [groups.question('iam:RemoveUserFromGroup', GroupName)],
  perform: ({ GroupName, UserName }, { groups, users }) => {
    const group = groups.require(GroupName).value
    const user = users.require(UserName)
    return { changes: [users.put(user, withoutGroup(user.value, group))] }
  },
}
