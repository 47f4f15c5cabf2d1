import { change } from '../../../store/store.ts'
import type { Operation } from '../../operation.ts'
import { accountNotRegistered } from '../errors.ts'
import type { DeregisterDelegatedAdministratorInput } from '../model.ts'
import { onNode, serviceContext } from '../questions.ts'
import { requireServicePrincipal } from '../resources/service-principal.ts'
import type { OrganizationsScope } from '../scope.ts'
import { members } from '../tables.ts'

/**
 * Ends what RegisterDelegatedAdministrator began.
 *
 * https://docs.aws.amazon.com/organizations/latest/APIReference/API_DeregisterDelegatedAdministrator.html
 */
export const DeregisterDelegatedAdministrator: Operation<
  OrganizationsScope,
  DeregisterDelegatedAdministratorInput,
  void
> = {
  readOnly: false,
  questions: ({ AccountId, ServicePrincipal }, scope) => [
    onNode(
      'organizations:DeregisterDelegatedAdministrator',
      AccountId,
      scope,
      serviceContext(ServicePrincipal),
    ),
  ],
  perform({ AccountId, ServicePrincipal }, scope) {
    const organization = scope.asManagement()
    const service = requireServicePrincipal(ServicePrincipal)
    const member = organization.requireMember(AccountId)
    const { administers } = member.value
    const left = administers.filter((one) => one.service !== service)
    if (left.length === administers.length) throw accountNotRegistered()
    return { changes: [change(members, member.id, member, { ...member.value, administers: left })] }
  },
}
