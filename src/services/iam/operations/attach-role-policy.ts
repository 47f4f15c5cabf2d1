import type { Operation } from '../../operation.ts'
import { withAttached } from '../attachments.ts'
import type { AttachRolePolicyInput } from '../model.ts'
import { policyContext } from '../context-keys.ts'
import type { IamScope } from '../scope.ts'
import { requireModifiable } from '../service-linked-roles.ts'

/**
 * Attaches a managed policy to the role; attaching it twice changes nothing.
 *
 * https://docs.aws.amazon.com/IAM/latest/APIReference/API_AttachRolePolicy.html
 */
export const AttachRolePolicy: Operation<IamScope, AttachRolePolicyInput, void> = {
  readOnly: false,
  questions: ({ RoleName, PolicyArn }, { roles }) => [
    roles.question('iam:AttachRolePolicy', RoleName, policyContext(PolicyArn)),
  ],
  perform: ({ RoleName, PolicyArn }, { roles, policies }) => {
    const role = requireModifiable(roles.require(RoleName))
    return { changes: [roles.put(role, withAttached('role', role.value, PolicyArn, policies))] }
  },
}
