import type { Operation } from '../../operation.ts'
import type {
  ListDelegatedAdministratorsInput,
  ListDelegatedAdministratorsOutput,
} from '../model.ts'
import { onAnything, serviceContext } from '../questions.ts'
import { pageOf } from '../resources/page.ts'
import { accountView } from '../resources/views.ts'
import type { OrganizationsScope } from '../scope.ts'

/**
 * Lists the accounts that administer a service, or any.
 *
 * https://docs.aws.amazon.com/organizations/latest/APIReference/API_ListDelegatedAdministrators.html
 */
export const ListDelegatedAdministrators: Operation<
  OrganizationsScope,
  ListDelegatedAdministratorsInput,
  ListDelegatedAdministratorsOutput
> = {
  readOnly: true,
  questions: ({ ServicePrincipal }, scope) => [
    onAnything(
      'organizations:ListDelegatedAdministrators',
      scope,
      serviceContext(ServicePrincipal),
    ),
  ],
  perform(input, scope) {
    const organization = scope.asAdministrator()
    const { ServicePrincipal: wanted } = input
    const found = organization.members().flatMap(({ value }) => {
      const one = value.administers.find(({ service }) => !wanted || service === wanted)
      if (!one) return []
      const { Paths: _paths, ...account } = accountView(organization, value)
      return [{ ...account, DelegationEnabledDate: new Date(one.since) }]
    })
    const { items, next } = pageOf(found, input)
    return { output: { DelegatedAdministrators: items, ...next } }
  },
}
