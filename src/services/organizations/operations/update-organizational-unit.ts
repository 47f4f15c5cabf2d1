import { change } from '../../../store/store.ts'
import type { Operation } from '../../operation.ts'
import type { UpdateOrganizationalUnitInput, UpdateOrganizationalUnitOutput } from '../model.ts'
import { onNode } from '../questions.ts'
import { requireFreeName } from '../resources/free-unit-name.ts'
import { unitView } from '../resources/views.ts'
import type { OrganizationsScope } from '../scope.ts'
import { units } from '../tables.ts'

/**
 * Gives an OU another name.
 *
 * https://docs.aws.amazon.com/organizations/latest/APIReference/API_UpdateOrganizationalUnit.html
 */
export const UpdateOrganizationalUnit: Operation<
  OrganizationsScope,
  UpdateOrganizationalUnitInput,
  UpdateOrganizationalUnitOutput
> = {
  readOnly: false,
  questions: ({ OrganizationalUnitId }, scope) => [
    onNode('organizations:UpdateOrganizationalUnit', OrganizationalUnitId, scope),
  ],
  perform({ OrganizationalUnitId, Name }, scope) {
    const organization = scope.asManagement()
    const unit = organization.requireUnit(OrganizationalUnitId)
    const { name, parentId } = unit.value
    if (Name === undefined || Name === name) {
      return { output: { OrganizationalUnit: unitView(organization, unit.value) } }
    }
    requireFreeName(organization, parentId, Name)
    const renamed = { ...unit.value, name: Name }
    return {
      output: { OrganizationalUnit: unitView(organization, renamed) },
      changes: [change(units, unit.id, unit, renamed)],
    }
  },
}
