import type { Operation } from '../../operation.ts'
import {
  ConstraintViolationException,
  duplicateAttachment,
  policyTypeNotEnabled,
} from '../errors.ts'
import { limits } from '../limits.ts'
import type { AttachPolicyInput } from '../model.ts'
import { onNode, onPolicy } from '../questions.ts'
import type { OrganizationsScope } from '../scope.ts'

/**
 * Attaches a policy to the root, an OU or an account. It has its say from the next request on, for
 * everybody below.
 *
 * https://docs.aws.amazon.com/organizations/latest/APIReference/API_AttachPolicy.html
 */
export const AttachPolicy: Operation<OrganizationsScope, AttachPolicyInput, void> = {
  readOnly: false,
  questions: ({ PolicyId, TargetId }, scope) => [
    onPolicy('organizations:AttachPolicy', PolicyId, scope),
    onNode('organizations:AttachPolicy', TargetId, scope),
  ],
  perform({ PolicyId, TargetId }, scope) {
    const organization = scope.asManagement()
    const { id, type } = organization.requireAnyPolicy(PolicyId)
    const target = organization.requireNode(TargetId)
    if (!organization.value.policyTypes.includes(type)) throw policyTypeNotEnabled()
    const { policies } = target.fields
    if (policies.includes(id)) throw duplicateAttachment()
    const alike = policies.filter((other) => organization.requireAnyPolicy(other).type === type)
    if (alike.length >= limits.policiesPerTargetMax) {
      throw ConstraintViolationException(
        'MAX_POLICY_TYPE_ATTACHMENT_LIMIT_EXCEEDED',
        'You have attached the maximum number of policies to the specified target.',
      )
    }
    return { changes: [target.with({ policies: [...policies, id] })] }
  },
}
