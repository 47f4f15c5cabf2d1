import type { Operation } from '../../operation.ts'
import { accountNotRegistered } from '../errors.ts'
import type {
  ListDelegatedServicesForAccountInput,
  ListDelegatedServicesForAccountOutput,
} from '../model.ts'
import { onNode } from '../questions.ts'
import { pageOf } from '../resources/page.ts'
import type { OrganizationsScope } from '../scope.ts'

/**
 * Lists the services that an account administers.
 *
 * https://docs.aws.amazon.com/organizations/latest/APIReference/API_ListDelegatedServicesForAccount.html
 */
export const ListDelegatedServicesForAccount: Operation<
  OrganizationsScope,
  ListDelegatedServicesForAccountInput,
  ListDelegatedServicesForAccountOutput
> = {
  readOnly: true,
  questions: ({ AccountId }, scope) => [
    onNode('organizations:ListDelegatedServicesForAccount', AccountId, scope),
  ],
  perform(input, scope) {
    const { administers } = scope.asAdministrator().requireMember(input.AccountId).value
    if (administers.length === 0) throw accountNotRegistered()
    const { items, next } = pageOf(administers, input)
    const DelegatedServices = items.map(({ service, since }) => ({
      ServicePrincipal: service,
      DelegationEnabledDate: new Date(since),
    }))
    return { output: { DelegatedServices, ...next } }
  },
}
