import type { Operation } from '../../operation.ts'
import { allRows } from '../resources/all-rows.ts'
import type {
  ListHandshakesForOrganizationInput,
  ListHandshakesForOrganizationOutput,
} from '../model.ts'
import { onAnything } from '../questions.ts'
import { pageOf } from '../resources/page.ts'
import { handshakeView } from '../resources/views.ts'
import type { OrganizationsScope } from '../scope.ts'
import { handshakes } from '../tables.ts'

/**
 * Lists the invitations that the caller's organization has sent.
 *
 * https://docs.aws.amazon.com/organizations/latest/APIReference/API_ListHandshakesForOrganization.html
 */
export const ListHandshakesForOrganization: Operation<
  OrganizationsScope,
  ListHandshakesForOrganizationInput,
  ListHandshakesForOrganizationOutput
> = {
  readOnly: true,
  questions: (_input, scope) => [onAnything('organizations:ListHandshakesForOrganization', scope)],
  perform(input, scope) {
    const { id } = scope.asAdministrator().value
    const { store, now } = scope
    const rows = allRows((request) => store.find(handshakes, 'organization', id, request))
    const { items, next } = pageOf(rows, input)
    return { output: { Handshakes: items.map(({ value }) => handshakeView(value, now)), ...next } }
  },
}
