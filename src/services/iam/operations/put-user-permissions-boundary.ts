import type { Operation } from '../../operation.ts'
import { requireBoundary } from '../boundaries.ts'
import type { PutUserPermissionsBoundaryInput } from '../model.ts'
import { boundaryContext } from '../context-keys.ts'
import type { IamScope } from '../scope.ts'

/**
 * Confines the user to what a managed policy allows. In force for the next request.
 *
 * https://docs.aws.amazon.com/IAM/latest/APIReference/API_PutUserPermissionsBoundary.html
 */
export const PutUserPermissionsBoundary: Operation<
  IamScope,
  PutUserPermissionsBoundaryInput,
  void
> = {
  readOnly: false,
  questions: ({ UserName, PermissionsBoundary }, { users }) => [
    users.question(
      'iam:PutUserPermissionsBoundary',
      UserName,
      boundaryContext(PermissionsBoundary),
    ),
  ],
  perform: ({ UserName, PermissionsBoundary }, { users, policies }) => {
    const user = users.require(UserName)
    const permissionsBoundary = requireBoundary(PermissionsBoundary, policies)
    return { changes: [users.put(user, { ...user.value, permissionsBoundary })] }
  },
}
