import type { Operation } from '../../operation.ts'
import type { EnableAWSServiceAccessInput } from '../model.ts'
import { onAnything, serviceContext } from '../questions.ts'
import { requireServicePrincipal } from '../resources/service-principal.ts'
import type { OrganizationsScope } from '../scope.ts'

/**
 * Lets a service work with the organization: CloudTrail needs it for organization trails.
 *
 * https://docs.aws.amazon.com/organizations/latest/APIReference/API_EnableAWSServiceAccess.html
 */
export const EnableAWSServiceAccess: Operation<
  OrganizationsScope,
  EnableAWSServiceAccessInput,
  void
> = {
  readOnly: false,
  questions: ({ ServicePrincipal }, scope) => [
    onAnything('organizations:EnableAWSServiceAccess', scope, serviceContext(ServicePrincipal)),
  ],
  perform({ ServicePrincipal }, scope) {
    const organization = scope.asManagement()
    const service = requireServicePrincipal(ServicePrincipal)
    const { trustedServices } = organization.value
    if (trustedServices.some((trusted) => trusted.service === service)) return {}
    const added = [...trustedServices, { service, since: scope.now.toISOString() }]
    return { changes: [organization.update({ trustedServices: added })] }
  },
}
