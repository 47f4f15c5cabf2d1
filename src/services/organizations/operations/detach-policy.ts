import type { Operation } from '../../operation.ts'
import { ConstraintViolationException, policyNotAttached, policyTypeNotEnabled } from '../errors.ts'
import type { DetachPolicyInput } from '../model.ts'
import { onNode, onPolicy } from '../questions.ts'
import { awsPolicy } from '../resources/control-policies.ts'
import type { OrganizationsScope } from '../scope.ts'

/**
 * Detaches a policy. One SCP at least stays everywhere, and `RCPFullAWSAccess` itself.
 *
 * https://docs.aws.amazon.com/organizations/latest/APIReference/API_DetachPolicy.html
 */
export const DetachPolicy: Operation<OrganizationsScope, DetachPolicyInput, void> = {
  readOnly: false,
  questions: ({ PolicyId, TargetId }, scope) => [
    onPolicy('organizations:DetachPolicy', PolicyId, scope),
    onNode('organizations:DetachPolicy', TargetId, scope),
  ],
  perform({ PolicyId, TargetId }, scope) {
    const organization = scope.asManagement()
    const { id, type } = organization.requireAnyPolicy(PolicyId)
    const target = organization.requireNode(TargetId)
    if (!organization.value.policyTypes.includes(type)) throw policyTypeNotEnabled()
    const { policies } = target.fields
    if (!policies.includes(id)) throw policyNotAttached()
    const alike = policies.filter((other) => organization.requireAnyPolicy(other).type === type)
    const isFixed = type === 'RESOURCE_CONTROL_POLICY' && awsPolicy(id) !== undefined
    if (isFixed || alike.length === 1) throw lastPolicy()
    return { changes: [target.with({ policies: policies.filter((other) => other !== id) })] }
  },
}

const lastPolicy = () =>
  ConstraintViolationException(
    'MIN_POLICY_TYPE_ATTACHMENT_LIMIT_EXCEEDED',
    'You cannot remove the last policy attached to the specified target. You must have at least ' +
      'one attached at all times.',
  )
