import type { Operation } from '../../operation.ts'
import { requireInlinePolicy } from '../inline-policies.ts'
import type { GetRolePolicyInput, GetRolePolicyOutput } from '../model.ts'
import type { IamScope } from '../scope.ts'

/**
 * Answers one inline policy of the role.
 *
 * https://docs.aws.amazon.com/IAM/latest/APIReference/API_GetRolePolicy.html
 */
export const GetRolePolicy: Operation<IamScope, GetRolePolicyInput, GetRolePolicyOutput> = {
  readOnly: true,
  questions: ({ RoleName }, { roles }) => [roles.question('iam:GetRolePolicy', RoleName)],
  perform: ({ RoleName, PolicyName }, { roles }) => {
    const role = roles.require(RoleName).value
    const PolicyDocument = requireInlinePolicy('role', role, PolicyName)
    return { output: { RoleName: role.name, PolicyName, PolicyDocument } }
  },
}
