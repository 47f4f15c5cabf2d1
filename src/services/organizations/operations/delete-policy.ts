import { change } from '../../../store/store.ts'
import type { Operation } from '../../operation.ts'
import { policyInUse } from '../errors.ts'
import type { DeletePolicyInput } from '../model.ts'
import { onPolicy } from '../questions.ts'
import { requireOwnPolicy } from '../resources/own-policy.ts'
import type { OrganizationsScope } from '../scope.ts'
import { policies } from '../tables.ts'

/**
 * Removes a policy that is attached nowhere.
 *
 * https://docs.aws.amazon.com/organizations/latest/APIReference/API_DeletePolicy.html
 */
export const DeletePolicy: Operation<OrganizationsScope, DeletePolicyInput, void> = {
  readOnly: false,
  questions: ({ PolicyId }, scope) => [onPolicy('organizations:DeletePolicy', PolicyId, scope)],
  perform({ PolicyId }, scope) {
    const organization = scope.asManagement()
    const row = requireOwnPolicy(organization, PolicyId)
    if (organization.nodesWith(PolicyId).length > 0) throw policyInUse()
    return { changes: [change(policies, row.id, row, undefined)] }
  },
}
