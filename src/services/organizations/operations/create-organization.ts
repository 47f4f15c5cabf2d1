import { change } from '../../../store/store.ts'
import type { Operation } from '../../operation.ts'
import { alreadyInOrganization } from '../errors.ts'
import type { CreateOrganizationInput, CreateOrganizationOutput } from '../model.ts'
import { onAnything } from '../questions.ts'
import { newMember, unknownEmail } from '../resources/new-member.ts'
import { newOrganization } from '../resources/new-organization.ts'
import { organizationView } from '../resources/views.ts'
import type { OrganizationsScope } from '../scope.ts'
import { organizations } from '../tables.ts'

/**
 * Makes the caller's account the management account of a new organization, with a root and nothing
 * in it. Policies can be attached once EnablePolicyType has been called.
 *
 * https://docs.aws.amazon.com/organizations/latest/APIReference/API_CreateOrganization.html
 */
export const CreateOrganization: Operation<
  OrganizationsScope,
  CreateOrganizationInput,
  CreateOrganizationOutput
> = {
  readOnly: false,
  questions: (_input, scope) => [onAnything('organizations:CreateOrganization', scope)],
  perform({ FeatureSet = 'ALL' }, scope) {
    const { account, now } = scope
    if (scope.organization) throw alreadyInOrganization()
    const row = newOrganization(FeatureSet, scope)
    return {
      output: { Organization: organizationView(row, unknownEmail(account)) },
      changes: [
        change(organizations, row.id, undefined, row),
        newMember(row, { account, joinedMethod: 'INVITED', joinedAt: now }),
      ],
    }
  },
}
