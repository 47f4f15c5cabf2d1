import type { Operation } from '../../operation.ts'
import type { DescribeOrganizationalUnitInput, DescribeOrganizationalUnitOutput } from '../model.ts'
import { onNode } from '../questions.ts'
import { unitView } from '../resources/views.ts'
import type { OrganizationsScope } from '../scope.ts'

/**
 * Tells of an OU.
 *
 * https://docs.aws.amazon.com/organizations/latest/APIReference/API_DescribeOrganizationalUnit.html
 */
export const DescribeOrganizationalUnit: Operation<
  OrganizationsScope,
  DescribeOrganizationalUnitInput,
  DescribeOrganizationalUnitOutput
> = {
  readOnly: true,
  questions: ({ OrganizationalUnitId }, scope) => [
    onNode('organizations:DescribeOrganizationalUnit', OrganizationalUnitId, scope),
  ],
  perform({ OrganizationalUnitId }, scope) {
    const organization = scope.asAdministrator()
    const unit = organization.requireUnit(OrganizationalUnitId)
    return { output: { OrganizationalUnit: unitView(organization, unit.value) } }
  },
}
