import { change } from '../../../store/store.ts'
import type { Change } from '../../../store/store.ts'
import type { Operation } from '../../operation.ts'
import { organizationNotEmpty } from '../errors.ts'
import { allRows } from '../resources/all-rows.ts'
import { onAnything } from '../questions.ts'
import type { Organization } from '../resources/organization.ts'
import type { OrganizationsScope } from '../scope.ts'
import { creations, handshakes, members, organizations, policies, units } from '../tables.ts'

/**
 * Ends an organization that has no account left but its management account. OUs and policies go
 * with it.
 *
 * https://docs.aws.amazon.com/organizations/latest/APIReference/API_DeleteOrganization.html
 */
export const DeleteOrganization: Operation<OrganizationsScope, void, void> = {
  readOnly: false,
  questions: (_input, scope) => [onAnything('organizations:DeleteOrganization', scope)],
  perform(_input, scope) {
    const organization = scope.asManagement()
    if (organization.members().length > 1) throw organizationNotEmpty()
    return { changes: endOf(organization, scope) }
  },
}

function endOf(organization: Organization, { store }: OrganizationsScope): readonly Change[] {
  const { row } = organization
  const made = allRows((request) => store.page(creations, { ...request, prefix: `${row.id}/` }))
  const invited = allRows((request) => store.find(handshakes, 'organization', row.id, request))
  return [
    change(organizations, row.id, row, undefined),
    ...organization.members().map((one) => change(members, one.id, one, undefined)),
    ...organization.units().map((one) => change(units, one.id, one, undefined)),
    ...organization.ownPolicies().map((one) => change(policies, one.id, one, undefined)),
    ...made.map((one) => change(creations, one.id, one, undefined)),
    ...invited.map((one) => change(handshakes, one.id, one, undefined)),
  ]
}
