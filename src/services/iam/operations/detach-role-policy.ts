import type { Operation } from '../../operation.ts'
import { withoutAttached } from '../attachments.ts'
import type { DetachRolePolicyInput } from '../model.ts'
import { policyContext } from '../context-keys.ts'
import type { IamScope } from '../scope.ts'
import { requireModifiable } from '../service-linked-roles.ts'

/**
 * Takes a managed policy off the role.
 *
 * https://docs.aws.amazon.com/IAM/latest/APIReference/API_DetachRolePolicy.html
 */
export const DetachRolePolicy: Operation<IamScope, DetachRolePolicyInput, void> = {
  readOnly: false,
  questions: ({ RoleName, PolicyArn }, { roles }) => [
    roles.question('iam:DetachRolePolicy', RoleName, policyContext(PolicyArn)),
  ],
  perform: ({ RoleName, PolicyArn }, { roles }) => {
    const role = requireModifiable(roles.require(RoleName))
    return { changes: [roles.put(role, withoutAttached(role.value, PolicyArn))] }
  },
}
