import type { Operation } from '../../operation.ts'
import { effectivePolicyNotFound } from '../errors.ts'
import type { DescribeEffectivePolicyInput, DescribeEffectivePolicyOutput } from '../model.ts'
import { onNode, typeContext } from '../questions.ts'
import type { OrganizationsScope } from '../scope.ts'

/**
 * Refuses: SCPs and RCPs are not among the types that are merged into an effective policy, and the
 * other types are not there.
 *
 * https://docs.aws.amazon.com/organizations/latest/APIReference/API_DescribeEffectivePolicy.html
 */
export const DescribeEffectivePolicy: Operation<
  OrganizationsScope,
  DescribeEffectivePolicyInput,
  DescribeEffectivePolicyOutput
> = {
  readOnly: true,
  questions: ({ PolicyType, TargetId }, scope) => [
    onNode(
      'organizations:DescribeEffectivePolicy',
      TargetId ?? scope.account,
      scope,
      typeContext(PolicyType),
    ),
  ],
  perform({ TargetId }, scope) {
    scope.requireOrganization()
    if (TargetId !== undefined && TargetId !== scope.account) {
      scope.asAdministrator().requireNode(TargetId)
    }
    throw effectivePolicyNotFound()
  },
}
