import type { Operation } from '../../operation.ts'
import { limits } from '../limits.ts'
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
    const rows = store.find(handshakes, 'organization', id, { limit: limits.rowsPerRead })
    const { items, next } = pageOf(rows, input)
    return { output: { Handshakes: items.map(({ value }) => handshakeView(value, now)), ...next } }
  },
}
