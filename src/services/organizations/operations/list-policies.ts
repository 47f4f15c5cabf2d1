import type { Operation } from '../../operation.ts'
import type { ListPoliciesInput, ListPoliciesOutput } from '../model.ts'
import { onAnything, typeContext } from '../questions.ts'
import { requireControlType } from '../resources/control-policies.ts'
import { pageOf } from '../resources/page.ts'
import { policySummary } from '../resources/views.ts'
import type { OrganizationsScope } from '../scope.ts'

/**
 * Lists the policies of one type, AWS's first.
 *
 * https://docs.aws.amazon.com/organizations/latest/APIReference/API_ListPolicies.html
 */
export const ListPolicies: Operation<OrganizationsScope, ListPoliciesInput, ListPoliciesOutput> = {
  readOnly: true,
  questions: ({ Filter }, scope) => [
    onAnything('organizations:ListPolicies', scope, typeContext(Filter)),
  ],
  perform(input, scope) {
    const organization = scope.asAdministrator()
    const found = organization.policiesOf(requireControlType(input.Filter))
    const { items, next } = pageOf(found, input)
    const Policies = items.map((policy) => policySummary(organization, policy))
    return { output: { Policies, ...next } }
  },
}
