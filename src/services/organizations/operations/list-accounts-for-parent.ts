import type { Operation } from '../../operation.ts'
import type { ListAccountsForParentInput, ListAccountsForParentOutput } from '../model.ts'
import { onNode } from '../questions.ts'
import { pageOf } from '../resources/page.ts'
import { accountView } from '../resources/views.ts'
import type { OrganizationsScope } from '../scope.ts'

/**
 * Lists the accounts that lie directly below the root or an OU.
 *
 * https://docs.aws.amazon.com/organizations/latest/APIReference/API_ListAccountsForParent.html
 */
export const ListAccountsForParent: Operation<
  OrganizationsScope,
  ListAccountsForParentInput,
  ListAccountsForParentOutput
> = {
  readOnly: true,
  questions: ({ ParentId }, scope) => [
    onNode('organizations:ListAccountsForParent', ParentId, scope),
  ],
  perform(input, scope) {
    const organization = scope.asAdministrator()
    organization.requireParent(input.ParentId)
    const { items, next } = pageOf(organization.membersBelow(input.ParentId), input)
    const Accounts = items.map(({ value }) => accountView(organization, value))
    return { output: { Accounts, ...next } }
  },
}
