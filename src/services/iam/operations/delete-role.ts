import type { Operation } from '../../operation.ts'
import { requireNoPolicies } from '../attachments.ts'
import type { DeleteRoleInput } from '../model.ts'
import type { IamScope } from '../scope.ts'
import { requireModifiable } from '../service-linked-roles.ts'

/**
 * Deletes a role that carries no policies. Its sessions lose all permissions at once.
 *
 * https://docs.aws.amazon.com/IAM/latest/APIReference/API_DeleteRole.html
 */
export const DeleteRole: Operation<IamScope, DeleteRoleInput, void> = {
  readOnly: false,
  questions: ({ RoleName }, { roles }) => [roles.question('iam:DeleteRole', RoleName)],
  perform: ({ RoleName }, { roles }) => {
    const role = requireModifiable(roles.require(RoleName))
    requireNoPolicies(role.value)
    return { changes: [roles.remove(role)] }
  },
}
