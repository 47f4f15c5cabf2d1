import { change } from '../../../store/store.ts'
import type { Operation } from '../../operation.ts'
import { duplicatePolicy } from '../errors.ts'
import type { UpdatePolicyInput, UpdatePolicyOutput } from '../model.ts'
import { onPolicy } from '../questions.ts'
import { requireContent } from '../resources/control-policies.ts'
import type { Organization } from '../resources/organization.ts'
import { requireOwnPolicy } from '../resources/own-policy.ts'
import { policySummary } from '../resources/views.ts'
import type { OrganizationsScope } from '../scope.ts'
import { policies } from '../tables.ts'
import type { PolicyRow } from '../tables.ts'

/**
 * Changes name, description or document of a policy. A new document has its say from the next
 * request on, wherever the policy is attached.
 *
 * https://docs.aws.amazon.com/organizations/latest/APIReference/API_UpdatePolicy.html
 */
export const UpdatePolicy: Operation<OrganizationsScope, UpdatePolicyInput, UpdatePolicyOutput> = {
  readOnly: false,
  questions: ({ PolicyId }, scope) => [onPolicy('organizations:UpdatePolicy', PolicyId, scope)],
  perform(input, scope) {
    const organization = scope.asManagement()
    const row = requireOwnPolicy(organization, input.PolicyId)
    const policy = updated(row.value, input, organization)
    const PolicySummary = policySummary(organization, policy)
    return {
      output: { Policy: { PolicySummary, Content: policy.content } },
      changes: [change(policies, row.id, row, policy)],
    }
  },
}

function updated(
  policy: PolicyRow,
  { Name, Description, Content }: UpdatePolicyInput,
  organization: Organization,
): PolicyRow {
  const { type, name, description, content } = policy
  const isTaken = organization
    .policiesOf(type)
    .some((other) => other.name === Name && other.id !== policy.id)
  if (isTaken) throw duplicatePolicy()
  return {
    ...policy,
    name: Name ?? name,
    description: Description ?? description,
    content: Content === undefined ? content : requireContent(type, Content),
  }
}
