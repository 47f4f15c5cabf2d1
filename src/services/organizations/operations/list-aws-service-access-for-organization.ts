import type { Operation } from '../../operation.ts'
import type {
  ListAWSServiceAccessForOrganizationInput,
  ListAWSServiceAccessForOrganizationOutput,
} from '../model.ts'
import { onAnything } from '../questions.ts'
import { pageOf } from '../resources/page.ts'
import type { OrganizationsScope } from '../scope.ts'

/**
 * Lists the services that may work with the organization.
 *
 * https://docs.aws.amazon.com/organizations/latest/APIReference/API_ListAWSServiceAccessForOrganization.html
 */
export const ListAWSServiceAccessForOrganization: Operation<
  OrganizationsScope,
  ListAWSServiceAccessForOrganizationInput,
  ListAWSServiceAccessForOrganizationOutput
> = {
  readOnly: true,
  questions: (_input, scope) => [
    onAnything('organizations:ListAWSServiceAccessForOrganization', scope),
  ],
  perform(input, scope) {
    const { items, next } = pageOf(scope.asAdministrator().value.trustedServices, input)
    const EnabledServicePrincipals = items.map(({ service, since }) => ({
      ServicePrincipal: service,
      DateEnabled: new Date(since),
    }))
    return { output: { EnabledServicePrincipals, ...next } }
  },
}
