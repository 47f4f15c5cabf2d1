import type { Operation } from '../../operation.ts'
import type { ListTargetsForPolicyInput, ListTargetsForPolicyOutput } from '../model.ts'
import { onPolicy } from '../questions.ts'
import { pageOf } from '../resources/page.ts'
import type { OrganizationsScope } from '../scope.ts'

/**
 * Lists the root, OUs and accounts that a policy is attached to.
 *
 * https://docs.aws.amazon.com/organizations/latest/APIReference/API_ListTargetsForPolicy.html
 */
export const ListTargetsForPolicy: Operation<
  OrganizationsScope,
  ListTargetsForPolicyInput,
  ListTargetsForPolicyOutput
> = {
  readOnly: true,
  questions: ({ PolicyId }, scope) => [
    onPolicy('organizations:ListTargetsForPolicy', PolicyId, scope),
  ],
  perform(input, scope) {
    const organization = scope.asAdministrator()
    organization.requireAnyPolicy(input.PolicyId)
    const { items, next } = pageOf(organization.nodesWith(input.PolicyId), input)
    const Targets = items.map(({ id, arn, name, type }) => ({
      TargetId: id,
      Arn: arn,
      Name: name,
      Type: type,
    }))
    return { output: { Targets, ...next } }
  },
}
