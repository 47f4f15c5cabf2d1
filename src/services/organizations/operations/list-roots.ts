import type { Operation } from '../../operation.ts'
import type { ListRootsInput, ListRootsOutput } from '../model.ts'
import { onAnything } from '../questions.ts'
import { pageOf } from '../resources/page.ts'
import { rootView } from '../resources/views.ts'
import type { OrganizationsScope } from '../scope.ts'

/**
 * Tells of the root, with the types of policies that are enabled in it.
 *
 * https://docs.aws.amazon.com/organizations/latest/APIReference/API_ListRoots.html
 */
export const ListRoots: Operation<OrganizationsScope, ListRootsInput, ListRootsOutput> = {
  readOnly: true,
  questions: (_input, scope) => [onAnything('organizations:ListRoots', scope)],
  perform(input, scope) {
    const { items, next } = pageOf([rootView(scope.asAdministrator().value)], input)
    return { output: { Roots: items, ...next } }
  },
}
