import type { Operation } from '../../operation.ts'
import { limits } from '../limits.ts'
import type { UpdateRoleInput, UpdateRoleOutput } from '../model.ts'
import type { IamScope } from '../scope.ts'
import { requireModifiable } from '../service-linked-roles.ts'
import type { RoleRow } from '../tables.ts'

/**
 * Sets the description and the maximum session duration of a role.
 *
 * A duration that is left out becomes one hour again.
 *
 * https://docs.aws.amazon.com/IAM/latest/APIReference/API_UpdateRole.html
 */
export const UpdateRole: Operation<IamScope, UpdateRoleInput, UpdateRoleOutput> = {
  readOnly: false,
  questions: ({ RoleName }, { roles }) => [roles.question('iam:UpdateRole', RoleName)],
  perform: ({ RoleName, Description, MaxSessionDuration }, { roles }) => {
    const found = roles.require(RoleName)
    // The description of a service-linked role can be changed, and nothing else of it.
    const role = MaxSessionDuration === undefined ? found : requireModifiable(found)
    const next: RoleRow = {
      ...role.value,
      ...(Description !== undefined && { description: Description }),
      maxSessionSeconds: MaxSessionDuration ?? limits.sessionSecondsDefault,
    }
    return { output: {}, changes: [roles.put(role, next)] }
  },
}
