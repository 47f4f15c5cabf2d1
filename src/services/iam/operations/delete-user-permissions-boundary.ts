import type { Operation } from '../../operation.ts'
import type { DeleteUserPermissionsBoundaryInput } from '../model.ts'
import type { IamScope } from '../scope.ts'

/**
 * Takes the permissions boundary off the user.
 *
 * https://docs.aws.amazon.com/IAM/latest/APIReference/API_DeleteUserPermissionsBoundary.html
 */
export const DeleteUserPermissionsBoundary: Operation<
  IamScope,
  DeleteUserPermissionsBoundaryInput,
  void
> = {
  readOnly: false,
  questions: ({ UserName }, { users }) => [
    users.question('iam:DeleteUserPermissionsBoundary', UserName),
  ],
  perform: ({ UserName }, { users }) => {
    const user = users.require(UserName)
    const { permissionsBoundary: _, ...unconfined } = user.value
    return { changes: [users.put(user, unconfined)] }
  },
}
