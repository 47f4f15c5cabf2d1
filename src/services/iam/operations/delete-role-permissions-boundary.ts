import type { Operation } from '../../operation.ts'
import type { DeleteRolePermissionsBoundaryInput } from '../model.ts'
import type { IamScope } from '../scope.ts'
import { requireModifiable } from '../service-linked-roles.ts'

/**
 * Takes the permissions boundary off the role.
 *
 * https://docs.aws.amazon.com/IAM/latest/APIReference/API_DeleteRolePermissionsBoundary.html
 */
export const DeleteRolePermissionsBoundary: Operation<
  IamScope,
  DeleteRolePermissionsBoundaryInput,
  void
> = {
  readOnly: false,
  questions: ({ RoleName }, { roles }) => [
    roles.question('iam:DeleteRolePermissionsBoundary', RoleName),
  ],
  perform: ({ RoleName }, { roles }) => {
    const role = requireModifiable(roles.require(RoleName))
    const { permissionsBoundary: _, ...unconfined } = role.value
    return { changes: [roles.put(role, unconfined)] }
  },
}
