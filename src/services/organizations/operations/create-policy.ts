import { change } from '../../../store/store.ts'
import type { Operation } from '../../operation.ts'
import { ConstraintViolationException, duplicatePolicy, policyTypeNotAvailable } from '../errors.ts'
import { limits } from '../limits.ts'
import type { CreatePolicyInput, CreatePolicyOutput } from '../model.ts'
import { onAnything, requestTagContext, typeContext, withTagging } from '../questions.ts'
import { requireContent, requireControlType } from '../resources/control-policies.ts'
import { newPolicyId } from '../resources/ids.ts'
import type { Organization } from '../resources/organization.ts'
import { requireTags } from '../resources/tags.ts'
import { policySummary } from '../resources/views.ts'
import type { OrganizationsScope } from '../scope.ts'
import { ownedId, policies } from '../tables.ts'
import type { PolicyRow } from '../tables.ts'

/**
 * Keeps an SCP or RCP. It has no say before it is attached.
 *
 * https://docs.aws.amazon.com/organizations/latest/APIReference/API_CreatePolicy.html
 */
export const CreatePolicy: Operation<OrganizationsScope, CreatePolicyInput, CreatePolicyOutput> = {
  readOnly: false,
  questions: ({ Type, Tags }, scope) =>
    withTagging(
      onAnything('organizations:CreatePolicy', scope, {
        ...typeContext(Type),
        ...requestTagContext(Tags),
      }),
      Tags,
    ),
  perform(input, scope) {
    const organization = scope.asManagement()
    const policy = newPolicy(input, organization, scope)
    const PolicySummary = policySummary(organization, policy)
    return {
      output: { Policy: { PolicySummary, Content: policy.content } },
      changes: [change(policies, ownedId(policy.organizationId, policy.id), undefined, policy)],
    }
  },
}

function newPolicy(
  { Name: name, Description: description, Type, Content, Tags }: CreatePolicyInput,
  organization: Organization,
  { world }: OrganizationsScope,
): PolicyRow {
  const type = requireControlType(Type)
  const { id: organizationId, featureSet } = organization.value
  if (featureSet !== 'ALL') throw policyTypeNotAvailable()
  const others = organization.policiesOf(type)
  if (others.some((other) => other.name === name)) throw duplicatePolicy()
  if (others.length > limits.policiesMax[type]) {
    // The sentence is ours: AWS's is not known.
    const sentence = 'You have exceeded the maximum number of policies of this type.'
    throw ConstraintViolationException('POLICY_NUMBER_LIMIT_EXCEEDED', sentence)
  }
  const content = requireContent(type, Content)
  const tags = requireTags(Tags)
  return { organizationId, id: newPolicyId(world), type, name, description, content, tags }
}
