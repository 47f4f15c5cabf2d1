import type { Operation } from '../../operation.ts'
import type { ListAccountsInput, ListAccountsOutput } from '../model.ts'
import { onAnything } from '../questions.ts'
import { pageOf } from '../resources/page.ts'
import { accountView } from '../resources/views.ts'
import type { OrganizationsScope } from '../scope.ts'

/**
 * Lists the accounts of the organization.
 *
 * https://docs.aws.amazon.com/organizations/latest/APIReference/API_ListAccounts.html
 */
export const ListAccounts: Operation<OrganizationsScope, ListAccountsInput, ListAccountsOutput> = {
  readOnly: true,
  questions: (_input, scope) => [onAnything('organizations:ListAccounts', scope)],
  perform(input, scope) {
    const organization = scope.asAdministrator()
    const { items, next } = pageOf(organization.members(), input)
    const Accounts = items.map(({ value }) => accountView(organization, value))
    return { output: { Accounts, ...next } }
  },
}
