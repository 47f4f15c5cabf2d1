import type { Operation } from '../../operation.ts'
import type { UpdateRoleDescriptionInput, UpdateRoleDescriptionOutput } from '../model.ts'
import { roleEvent } from '../role-event.ts'
import type { IamScope } from '../scope.ts'
import { roleShape } from '../shapes.ts'

/**
 * Replaces the description of a role, of a service-linked one as well.
 *
 * https://docs.aws.amazon.com/IAM/latest/APIReference/API_UpdateRoleDescription.html
 */
export const UpdateRoleDescription: Operation<
  IamScope,
  UpdateRoleDescriptionInput,
  UpdateRoleDescriptionOutput
> = {
  readOnly: false,
  questions: ({ RoleName }, { roles }) => [roles.question('iam:UpdateRoleDescription', RoleName)],
  perform: ({ RoleName, Description }, { roles, store }) => {
    const role = roles.require(RoleName)
    const next = { ...role.value, description: Description }
    const Role = roleShape(store, next)
    return { output: { Role }, changes: [roles.put(role, next)], event: roleEvent(Role) }
  },
}
