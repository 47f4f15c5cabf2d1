import type { Operation } from '../../operation.ts'
import type { ListChildrenInput, ListChildrenOutput } from '../model.ts'
import { onNode } from '../questions.ts'
import { pageOf } from '../resources/page.ts'
import type { OrganizationsScope } from '../scope.ts'

/**
 * Lists the ids of the OUs or of the accounts that lie directly below the root or an OU.
 *
 * https://docs.aws.amazon.com/organizations/latest/APIReference/API_ListChildren.html
 */
export const ListChildren: Operation<OrganizationsScope, ListChildrenInput, ListChildrenOutput> = {
  readOnly: true,
  questions: ({ ParentId }, scope) => [onNode('organizations:ListChildren', ParentId, scope)],
  perform(input, scope) {
    const organization = scope.asAdministrator()
    const { ParentId, ChildType: Type } = input
    organization.requireParent(ParentId)
    const ids =
      Type === 'ACCOUNT'
        ? organization.membersBelow(ParentId).map(({ value }) => value.account)
        : organization.unitsBelow(ParentId).map(({ value }) => value.id)
    const { items, next } = pageOf<string>(ids, input)
    return { output: { Children: items.map((Id) => ({ Id, Type })), ...next } }
  },
}
