import type { Operation } from '../../operation.ts'
import { requireBoundary } from '../boundaries.ts'
import type { PutRolePermissionsBoundaryInput } from '../model.ts'
import { boundaryContext } from '../context-keys.ts'
import type { IamScope } from '../scope.ts'
import { requireModifiable } from '../service-linked-roles.ts'

/**
 * Confines the role to what a managed policy allows. In force for the next request.
 *
 * https://docs.aws.amazon.com/IAM/latest/APIReference/API_PutRolePermissionsBoundary.html
 */
export const PutRolePermissionsBoundary: Operation<
  IamScope,
  PutRolePermissionsBoundaryInput,
  void
> = {
  readOnly: false,
  questions: ({ RoleName, PermissionsBoundary }, { roles }) => [
    roles.question(
      'iam:PutRolePermissionsBoundary',
      RoleName,
      boundaryContext(PermissionsBoundary),
    ),
  ],
  perform: ({ RoleName, PermissionsBoundary }, { roles, policies }) => {
    const role = requireModifiable(roles.require(RoleName))
    const permissionsBoundary = requireBoundary(PermissionsBoundary, policies)
    return { changes: [roles.put(role, { ...role.value, permissionsBoundary })] }
  },
}
