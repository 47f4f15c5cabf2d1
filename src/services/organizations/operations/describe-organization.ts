import type { Operation } from '../../operation.ts'
import type { DescribeOrganizationOutput } from '../model.ts'
import { onAnything } from '../questions.ts'
import { organizationView } from '../resources/views.ts'
import type { OrganizationsScope } from '../scope.ts'

/**
 * Tells of the organization that the caller's account belongs to.
 *
 * https://docs.aws.amazon.com/organizations/latest/APIReference/API_DescribeOrganization.html
 */
export const DescribeOrganization: Operation<OrganizationsScope, void, DescribeOrganizationOutput> =
  {
    readOnly: true,
    questions: (_input, scope) => [onAnything('organizations:DescribeOrganization', scope)],
    perform(_input, scope) {
      const organization = scope.requireOrganization()
      const { value } = organization
      const { email } = organization.requireMember(value.managementAccount).value
      return { output: { Organization: organizationView(value, email) } }
    },
  }
