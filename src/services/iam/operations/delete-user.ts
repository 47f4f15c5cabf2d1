import type { Operation } from '../../operation.ts'
import { requireNoPolicies } from '../attachments.ts'
import { mustFirst } from '../errors.ts'
import type { DeleteUserInput } from '../model.ts'
import type { IamScope } from '../scope.ts'

/**
 * Deletes a user that has no access keys, no policies and no group.
 *
 * https://docs.aws.amazon.com/IAM/latest/APIReference/API_DeleteUser.html
 */
export const DeleteUser: Operation<IamScope, DeleteUserInput, void> = {
  readOnly: false,
  questions: ({ UserName }, { users }) => [users.question('iam:DeleteUser', UserName)],
  perform: ({ UserName }, { users, accessKeys }) => {
    const user = users.require(UserName)
    const [key] = accessKeys.ownedBy(user.value.name)
    if (key) throw mustFirst('delete access keys')
    requireNoPolicies(user.value)
    if (user.value.groups.length > 0) throw mustFirst('remove users from group')
    return { changes: [users.remove(user)] }
  },
}
