import type { Operation } from '../../operation.ts'
import { withInlinePolicy } from '../inline-policies.ts'
import type { PutRolePolicyInput } from '../model.ts'
import type { IamScope } from '../scope.ts'
import { requireModifiable } from '../service-linked-roles.ts'

/**
 * Adds an inline policy to the role, or replaces the one of its name.
 *
 * https://docs.aws.amazon.com/IAM/latest/APIReference/API_PutRolePolicy.html
 */
export const PutRolePolicy: Operation<IamScope, PutRolePolicyInput, void> = {
  readOnly: false,
  questions: ({ RoleName }, { roles }) => [roles.question('iam:PutRolePolicy', RoleName)],
  perform: (input, { roles }) => {
    const role = requireModifiable(roles.require(input.RoleName))
    return { changes: [roles.put(role, withInlinePolicy('role', role.value, input))] }
  },
}
