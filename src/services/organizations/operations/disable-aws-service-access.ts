import type { Operation } from '../../operation.ts'
import type { DisableAWSServiceAccessInput } from '../model.ts'
import { onAnything, serviceContext } from '../questions.ts'
import { requireServicePrincipal } from '../resources/service-principal.ts'
import type { OrganizationsScope } from '../scope.ts'

/**
 * Ends what EnableAWSServiceAccess began.
 *
 * https://docs.aws.amazon.com/organizations/latest/APIReference/API_DisableAWSServiceAccess.html
 */
export const DisableAWSServiceAccess: Operation<
  OrganizationsScope,
  DisableAWSServiceAccessInput,
  void
> = {
  readOnly: false,
  questions: ({ ServicePrincipal }, scope) => [
    onAnything('organizations:DisableAWSServiceAccess', scope, serviceContext(ServicePrincipal)),
  ],
  perform({ ServicePrincipal }, scope) {
    const organization = scope.asManagement()
    const service = requireServicePrincipal(ServicePrincipal)
    const trustedServices = organization.value.trustedServices.filter(
      (trusted) => trusted.service !== service,
    )
    return { changes: [organization.update({ trustedServices })] }
  },
}
