import type { Operation } from '../../operation.ts'
import type { GetRoleInput, GetRoleOutput } from '../model.ts'
import type { IamScope } from '../scope.ts'
import { confinement, roleShape } from '../shapes.ts'

/**
 * Answers a role and its trust policy.
 *
 * https://docs.aws.amazon.com/IAM/latest/APIReference/API_GetRole.html
 */
export const GetRole: Operation<IamScope, GetRoleInput, GetRoleOutput> = {
  readOnly: true,
  questions: ({ RoleName }, { roles }) => [roles.question('iam:GetRole', RoleName)],
  perform: ({ RoleName }, { roles, store }) => {
    const role = roles.require(RoleName).value
    return { output: { Role: { ...roleShape(store, role), ...confinement(role) } } }
  },
}
