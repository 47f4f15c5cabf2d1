import type { Operation } from '../../operation.ts'
import { withGroup } from '../membership.ts'
import type { AddUserToGroupInput } from '../model.ts'
import type { IamScope } from '../scope.ts'

/**
 * Makes the user a member: the group's policies are in force for the next request.
 *
 * https://docs.aws.amazon.com/IAM/latest/APIReference/API_AddUserToGroup.html
 */
export const AddUserToGroup: Operation<IamScope, AddUserToGroupInput, void> = {
  readOnly: false,
  questions: ({ GroupName }, { groups }) => [groups.question('iam:AddUserToGroup', GroupName)],
  perform: ({ GroupName, UserName }, { groups, users }) => {
    const group = groups.require(GroupName).value
    const user = users.require(UserName)
    return { changes: [users.put(user, withGroup(user.value, group))] }
  },
}
