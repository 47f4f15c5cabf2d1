import type { Operation } from '../../operation.ts'
import type { DescribePolicyInput, DescribePolicyOutput } from '../model.ts'
import { onPolicy } from '../questions.ts'
import { policySummary } from '../resources/views.ts'
import type { OrganizationsScope } from '../scope.ts'

/**
 * Answers a policy with its document.
 *
 * https://docs.aws.amazon.com/organizations/latest/APIReference/API_DescribePolicy.html
 */
export const DescribePolicy: Operation<
  OrganizationsScope,
  DescribePolicyInput,
  DescribePolicyOutput
> = {
  readOnly: true,
  questions: ({ PolicyId }, scope) => [onPolicy('organizations:DescribePolicy', PolicyId, scope)],
  perform({ PolicyId }, scope) {
    const organization = scope.asAdministrator()
    const policy = organization.requireAnyPolicy(PolicyId)
    const PolicySummary = policySummary(organization, policy)
    return { output: { Policy: { PolicySummary, Content: policy.content } } }
  },
}
