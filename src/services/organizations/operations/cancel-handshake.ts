import type { Operation } from '../../operation.ts'
import type { CancelHandshakeInput, CancelHandshakeOutput } from '../model.ts'
import { onHandshake } from '../questions.ts'
import { requireOpenHandshake, withState } from '../resources/open-handshake.ts'
import { handshakeView } from '../resources/views.ts'
import type { OrganizationsScope } from '../scope.ts'

/**
 * Takes back an invitation of the caller's organization.
 *
 * https://docs.aws.amazon.com/organizations/latest/APIReference/API_CancelHandshake.html
 */
export const CancelHandshake: Operation<
  OrganizationsScope,
  CancelHandshakeInput,
  CancelHandshakeOutput
> = {
  readOnly: false,
  questions: ({ HandshakeId }, scope) => [
    onHandshake('organizations:CancelHandshake', HandshakeId, scope),
  ],
  perform({ HandshakeId }, scope) {
    const state = 'CANCELED'
    const handshake = requireOpenHandshake(HandshakeId, 'managementAccount', state, scope)
    return {
      output: { Handshake: handshakeView({ ...handshake.value, state }, scope.now) },
      changes: [withState(handshake, state)],
    }
  },
}
