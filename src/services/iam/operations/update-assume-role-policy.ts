import type { Operation } from '../../operation.ts'
import type { UpdateAssumeRolePolicyInput } from '../model.ts'
import type { IamScope } from '../scope.ts'
import { requireModifiable } from '../service-linked-roles.ts'
import { storedTrustPolicy } from '../trust-binding.ts'

/**
 * Replaces the trust policy. The new document is in force for the next request.
 *
 * https://docs.aws.amazon.com/IAM/latest/APIReference/API_UpdateAssumeRolePolicy.html
 */
export const UpdateAssumeRolePolicy: Operation<IamScope, UpdateAssumeRolePolicyInput, void> = {
  readOnly: false,
  questions: ({ RoleName }, { roles }) => [roles.question('iam:UpdateAssumeRolePolicy', RoleName)],
  perform: ({ RoleName, PolicyDocument }, { roles, store }) => {
    const role = requireModifiable(roles.require(RoleName))
    const trustPolicy = storedTrustPolicy(store, PolicyDocument)
    return { changes: [roles.put(role, { ...role.value, trustPolicy })] }
  },
}
