import type { Operation } from '../../operation.ts'
import { withoutInlinePolicy } from '../inline-policies.ts'
import type { DeleteRolePolicyInput } from '../model.ts'
import type { IamScope } from '../scope.ts'
import { requireModifiable } from '../service-linked-roles.ts'

/**
 * Removes an inline policy from the role.
 *
 * https://docs.aws.amazon.com/IAM/latest/APIReference/API_DeleteRolePolicy.html
 */
export const DeleteRolePolicy: Operation<IamScope, DeleteRolePolicyInput, void> = {
  readOnly: false,
  questions: ({ RoleName }, { roles }) => [roles.question('iam:DeleteRolePolicy', RoleName)],
  perform: ({ RoleName, PolicyName }, { roles }) => {
    const role = requireModifiable(roles.require(RoleName))
    return { changes: [roles.put(role, withoutInlinePolicy('role', role.value, PolicyName))] }
  },
}
