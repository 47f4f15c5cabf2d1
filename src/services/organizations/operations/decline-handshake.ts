import type { Operation } from '../../operation.ts'
import type { DeclineHandshakeInput, DeclineHandshakeOutput } from '../model.ts'
import { onHandshake } from '../questions.ts'
import { requireOpenHandshake, withState } from '../resources/open-handshake.ts'
import { handshakeView } from '../resources/views.ts'
import type { OrganizationsScope } from '../scope.ts'

/**
 * Turns an invitation of the caller's account down.
 *
 * https://docs.aws.amazon.com/organizations/latest/APIReference/API_DeclineHandshake.html
 */
export const DeclineHandshake: Operation<
  OrganizationsScope,
  DeclineHandshakeInput,
  DeclineHandshakeOutput
> = {
  readOnly: false,
  questions: ({ HandshakeId }, scope) => [
    onHandshake('organizations:DeclineHandshake', HandshakeId, scope),
  ],
  perform({ HandshakeId }, scope) {
    const state = 'DECLINED'
    const handshake = requireOpenHandshake(HandshakeId, 'account', state, scope)
    return {
      output: { Handshake: handshakeView({ ...handshake.value, state }, scope.now) },
      changes: [withState(handshake, state)],
    }
  },
}
