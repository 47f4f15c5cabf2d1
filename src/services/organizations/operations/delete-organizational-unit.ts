import { change } from '../../../store/store.ts'
import type { Operation } from '../../operation.ts'
import { unitNotEmpty } from '../errors.ts'
import type { DeleteOrganizationalUnitInput } from '../model.ts'
import { onNode } from '../questions.ts'
import type { OrganizationsScope } from '../scope.ts'
import { units } from '../tables.ts'

/**
 * Removes an OU that has neither accounts nor OUs below it.
 *
 * https://docs.aws.amazon.com/organizations/latest/APIReference/API_DeleteOrganizationalUnit.html
 */
export const DeleteOrganizationalUnit: Operation<
  OrganizationsScope,
  DeleteOrganizationalUnitInput,
  void
> = {
  readOnly: false,
  questions: ({ OrganizationalUnitId }, scope) => [
    onNode('organizations:DeleteOrganizationalUnit', OrganizationalUnitId, scope),
  ],
  perform({ OrganizationalUnitId: id }, scope) {
    const organization = scope.asManagement()
    const unit = organization.requireUnit(id)
    const below = organization.unitsBelow(id).length + organization.membersBelow(id).length
    if (below > 0) throw unitNotEmpty()
    return { changes: [change(units, unit.id, unit, undefined)] }
  },
}
