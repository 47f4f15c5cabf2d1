import type { Operation } from '../../operation.ts'
import { handshakeNotFound } from '../errors.ts'
import type { DescribeHandshakeInput, DescribeHandshakeOutput } from '../model.ts'
import { onHandshake } from '../questions.ts'
import { handshakeView } from '../resources/views.ts'
import type { OrganizationsScope } from '../scope.ts'
import { handshakes } from '../tables.ts'

/**
 * Tells of an invitation, to either party.
 *
 * https://docs.aws.amazon.com/organizations/latest/APIReference/API_DescribeHandshake.html
 */
export const DescribeHandshake: Operation<
  OrganizationsScope,
  DescribeHandshakeInput,
  DescribeHandshakeOutput
> = {
  readOnly: true,
  questions: ({ HandshakeId }, scope) => [
    onHandshake('organizations:DescribeHandshake', HandshakeId, scope),
  ],
  perform({ HandshakeId }, { store, account, now }) {
    const handshake = store.get(handshakes, HandshakeId)?.value
    const isParty = [handshake?.account, handshake?.managementAccount].includes(account)
    if (!handshake || !isParty) throw handshakeNotFound()
    return { output: { Handshake: handshakeView(handshake, now) } }
  },
}
