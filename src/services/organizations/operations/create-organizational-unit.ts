import { change } from '../../../store/store.ts'
import type { Operation } from '../../operation.ts'
import { ConstraintViolationException } from '../errors.ts'
import { limits } from '../limits.ts'
import type { CreateOrganizationalUnitInput, CreateOrganizationalUnitOutput } from '../model.ts'
import { onNode, requestTagContext, withTagging } from '../questions.ts'
import { fullAccessOf } from '../resources/control-policies.ts'
import { requireFreeName } from '../resources/free-unit-name.ts'
import { newUnitId } from '../resources/ids.ts'
import type { Organization } from '../resources/organization.ts'
import { requireTags } from '../resources/tags.ts'
import { unitView } from '../resources/views.ts'
import type { OrganizationsScope } from '../scope.ts'
import { ownedId, units } from '../tables.ts'
import type { UnitRow } from '../tables.ts'

/**
 * Makes an OU below the root or another OU.
 *
 * https://docs.aws.amazon.com/organizations/latest/APIReference/API_CreateOrganizationalUnit.html
 */
export const CreateOrganizationalUnit: Operation<
  OrganizationsScope,
  CreateOrganizationalUnitInput,
  CreateOrganizationalUnitOutput
> = {
  readOnly: false,
  questions: ({ ParentId, Tags }, scope) =>
    withTagging(
      onNode('organizations:CreateOrganizationalUnit', ParentId, scope, requestTagContext(Tags)),
      Tags,
    ),
  perform(input, scope) {
    const organization = scope.asManagement()
    organization.requireParent(input.ParentId)
    const unit = newUnit(input, organization, scope)
    return {
      output: { OrganizationalUnit: unitView(organization, unit) },
      changes: [change(units, ownedId(unit.organizationId, unit.id), undefined, unit)],
    }
  },
}

function newUnit(
  { ParentId: parentId, Name: name, Tags }: CreateOrganizationalUnitInput,
  organization: Organization,
  { world }: OrganizationsScope,
): UnitRow {
  requireNesting(organization, parentId)
  requireFreeName(organization, parentId, name)
  const { id: organizationId, rootId, policyTypes } = organization.value
  return {
    organizationId,
    id: newUnitId(world, rootId),
    parentId,
    name,
    policies: fullAccessOf(policyTypes),
    tags: requireTags(Tags),
  }
}

// The sentences are ours: AWS's are not known.
function requireNesting(organization: Organization, parentId: string): void {
  if (organization.unitsDownTo(parentId).length >= limits.unitNestingMax) {
    throw ConstraintViolationException(
      'OU_DEPTH_LIMIT_EXCEEDED',
      'You have exceeded the maximum depth of organizational units.',
    )
  }
  if (organization.units().length >= limits.unitsMax) {
    throw ConstraintViolationException(
      'OU_NUMBER_LIMIT_EXCEEDED',
      'You have exceeded the maximum number of organizational units.',
    )
  }
}
