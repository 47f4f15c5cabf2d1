import type { Operation } from '../../operation.ts'
import { allRows } from '../resources/all-rows.ts'
import type { ListCreateAccountStatusInput, ListCreateAccountStatusOutput } from '../model.ts'
import { onAnything } from '../questions.ts'
import { pageOf } from '../resources/page.ts'
import { creationState, creationView } from '../resources/views.ts'
import type { OrganizationsScope } from '../scope.ts'
import { creations } from '../tables.ts'

/**
 * Tells what became of every CreateAccount, or of those that have come to one of the states.
 *
 * https://docs.aws.amazon.com/organizations/latest/APIReference/API_ListCreateAccountStatus.html
 */
export const ListCreateAccountStatus: Operation<
  OrganizationsScope,
  ListCreateAccountStatusInput,
  ListCreateAccountStatusOutput
> = {
  readOnly: true,
  questions: (_input, scope) => [onAnything('organizations:ListCreateAccountStatus', scope)],
  perform(input, scope) {
    const { id } = scope.asAdministrator().value
    const { store } = scope
    const all = allRows((request) => store.page(creations, { ...request, prefix: `${id}/` }))
    const shown = all
      .map(({ value }) => value)
      .filter((one) => input.States?.includes(creationState(one)) ?? true)
    const { items, next } = pageOf(shown, input)
    return { output: { CreateAccountStatuses: items.map(creationView), ...next } }
  },
}
