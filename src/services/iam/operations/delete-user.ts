import type { Operation } from '../../operation.ts'
import { requireNoPolicies } from '../attachments.ts'
import { mustFirst } from '../errors.ts'
import { devicesOf } from '../mfa/user-devices.ts'
import type { DeleteUserInput } from '../model.ts'
import { findLoginProfile } from '../passwords/login-profiles.ts'
import type { IamScope } from '../scope.ts'
import type { UserRow } from '../tables.ts'

/**
 * Deletes a user that has no credentials of any kind, no policies and no group.
 *
 * https://docs.aws.amazon.com/IAM/latest/APIReference/API_DeleteUser.html
 */
export const DeleteUser: Operation<IamScope, DeleteUserInput, void> = {
  readOnly: false,
  questions: ({ UserName }, { users }) => [users.question('iam:DeleteUser', UserName)],
  perform: ({ UserName }, scope) => {
    const { users } = scope
    const user = users.require(UserName)
    requireNoCredentials(user.value, scope)
    requireNoPolicies(user.value)
    if (user.value.groups.length > 0) throw mustFirst('remove users from group')
    return { changes: [users.remove(user)] }
  },
}

function requireNoCredentials(user: UserRow, scope: IamScope): void {
  const [key] = scope.accessKeys.ownedBy(user.name)
  if (key) throw mustFirst('delete access keys')
  if (findLoginProfile(scope, user)) throw mustFirst('delete login profile')
  const [device] = devicesOf(scope.store, user)
  if (device) throw mustFirst('delete MFA device')
}
