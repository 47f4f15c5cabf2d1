import type { Operation } from '../../operation.ts'
import type { ListPoliciesForTargetInput, ListPoliciesForTargetOutput } from '../model.ts'
import { onNode, typeContext } from '../questions.ts'
import { pageOf } from '../resources/page.ts'
import { policySummary } from '../resources/views.ts'
import type { OrganizationsScope } from '../scope.ts'

/**
 * Lists the policies of one type that are attached to the root, an OU or an account itself.
 *
 * https://docs.aws.amazon.com/organizations/latest/APIReference/API_ListPoliciesForTarget.html
 */
export const ListPoliciesForTarget: Operation<
  OrganizationsScope,
  ListPoliciesForTargetInput,
  ListPoliciesForTargetOutput
> = {
  readOnly: true,
  questions: ({ TargetId, Filter }, scope) => [
    onNode('organizations:ListPoliciesForTarget', TargetId, scope, typeContext(Filter)),
  ],
  perform(input, scope) {
    const organization = scope.asAdministrator()
    const { policies } = organization.requireNode(input.TargetId).fields
    const found = policies
      .map((id) => organization.requireAnyPolicy(id))
      .filter(({ type }) => type === input.Filter)
    const { items, next } = pageOf(found, input)
    const Policies = items.map((policy) => policySummary(organization, policy))
    return { output: { Policies, ...next } }
  },
}
