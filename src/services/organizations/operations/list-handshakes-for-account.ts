import type { Operation } from '../../operation.ts'
import { allRows } from '../resources/all-rows.ts'
import type { ListHandshakesForAccountInput, ListHandshakesForAccountOutput } from '../model.ts'
import { onAnything } from '../questions.ts'
import { pageOf } from '../resources/page.ts'
import { handshakeView } from '../resources/views.ts'
import type { OrganizationsScope } from '../scope.ts'
import { handshakes } from '../tables.ts'

/**
 * Lists the invitations of the caller's account.
 *
 * https://docs.aws.amazon.com/organizations/latest/APIReference/API_ListHandshakesForAccount.html
 */
export const ListHandshakesForAccount: Operation<
  OrganizationsScope,
  ListHandshakesForAccountInput,
  ListHandshakesForAccountOutput
> = {
  readOnly: true,
  questions: (_input, scope) => [onAnything('organizations:ListHandshakesForAccount', scope)],
  perform(input, { store, account, now }) {
    const rows = allRows((request) => store.find(handshakes, 'account', account, request))
    const { items, next } = pageOf(rows, input)
    return { output: { Handshakes: items.map(({ value }) => handshakeView(value, now)), ...next } }
  },
}
