import type { Operation } from '../../operation.ts'
import type {
  ListOrganizationalUnitsForParentInput,
  ListOrganizationalUnitsForParentOutput,
} from '../model.ts'
import { onNode } from '../questions.ts'
import { pageOf } from '../resources/page.ts'
import { unitView } from '../resources/views.ts'
import type { OrganizationsScope } from '../scope.ts'

/**
 * Lists the OUs that lie directly below the root or an OU.
 *
 * https://docs.aws.amazon.com/organizations/latest/APIReference/API_ListOrganizationalUnitsForParent.html
 */
export const ListOrganizationalUnitsForParent: Operation<
  OrganizationsScope,
  ListOrganizationalUnitsForParentInput,
  ListOrganizationalUnitsForParentOutput
> = {
  readOnly: true,
  questions: ({ ParentId }, scope) => [
    onNode('organizations:ListOrganizationalUnitsForParent', ParentId, scope),
  ],
  perform(input, scope) {
    const organization = scope.asAdministrator()
    organization.requireParent(input.ParentId)
    const { items, next } = pageOf(organization.unitsBelow(input.ParentId), input)
    const OrganizationalUnits = items.map(({ value }) => unitView(organization, value))
    return { output: { OrganizationalUnits, ...next } }
  },
}
