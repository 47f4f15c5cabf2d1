import { change } from '../../../store/store.ts'
import type { Operation } from '../../operation.ts'
import { accountAlreadyRegistered, ConstraintViolationException } from '../errors.ts'
import type { RegisterDelegatedAdministratorInput } from '../model.ts'
import { onNode, serviceContext } from '../questions.ts'
import type { Organization } from '../resources/organization.ts'
import { requireServicePrincipal } from '../resources/service-principal.ts'
import type { OrganizationsScope } from '../scope.ts'
import { members } from '../tables.ts'

/**
 * Lets an account administer a trusted service for the organization. It may read the organization
 * then.
 *
 * https://docs.aws.amazon.com/organizations/latest/APIReference/API_RegisterDelegatedAdministrator.html
 */
export const RegisterDelegatedAdministrator: Operation<
  OrganizationsScope,
  RegisterDelegatedAdministratorInput,
  void
> = {
  readOnly: false,
  questions: ({ AccountId, ServicePrincipal }, scope) => [
    onNode(
      'organizations:RegisterDelegatedAdministrator',
      AccountId,
      scope,
      serviceContext(ServicePrincipal),
    ),
  ],
  perform({ AccountId, ServicePrincipal }, scope) {
    const organization = scope.asManagement()
    const service = requireServicePrincipal(ServicePrincipal)
    const member = organization.requireMember(AccountId)
    requireDelegable(organization, AccountId, service)
    const { administers } = member.value
    if (administers.some((one) => one.service === service)) throw accountAlreadyRegistered()
    const added = [...administers, { service, since: scope.now.toISOString() }]
    return {
      changes: [change(members, member.id, member, { ...member.value, administers: added })],
    }
  },
}

function requireDelegable({ value }: Organization, account: string, service: string): void {
  if (account === value.managementAccount) {
    throw ConstraintViolationException(
      'CANNOT_REGISTER_MASTER_AS_DELEGATED_ADMINISTRATOR',
      'You cannot register master account/yourself as delegated administrator for your ' +
        'organization.',
    )
  }
  if (value.trustedServices.some((trusted) => trusted.service === service)) return
  // The sentence is ours: AWS's is not known.
  const sentence = 'The service does not have trusted access to the organization.'
  throw ConstraintViolationException('SERVICE_ACCESS_NOT_ENABLED', sentence)
}
