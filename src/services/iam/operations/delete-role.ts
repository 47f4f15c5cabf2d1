import type { Operation } from '../../operation.ts'
import { requireNoPolicies } from '../attachments.ts'
import { mustFirst } from '../errors.ts'
import type { DeleteRoleInput } from '../model.ts'
import type { IamScope } from '../scope.ts'
import { requireModifiable } from '../service-linked-roles.ts'

/**
 * Deletes a role that carries no policies and is in no instance profile. Its sessions lose all
 * permissions at once.
 *
 * https://docs.aws.amazon.com/IAM/latest/APIReference/API_DeleteRole.html
 */
export const DeleteRole: Operation<IamScope, DeleteRoleInput, void> = {
  readOnly: false,
  questions: ({ RoleName }, { roles }) => [roles.question('iam:DeleteRole', RoleName)],
  perform: ({ RoleName }, { roles, instanceProfiles }) => {
    const role = requireModifiable(roles.require(RoleName))
    requireNoPolicies(role.value)
    const [profile] = instanceProfiles.holding(role.value.name)
    if (profile) throw mustFirst('remove roles from instance profile')
    return { changes: [roles.remove(role)] }
  },
}
