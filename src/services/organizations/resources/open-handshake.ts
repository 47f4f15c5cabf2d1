// Invitations, as the two parties may answer them.

import { change } from '../../../store/store.ts'
import type { Change, Row } from '../../../store/store.ts'
import {
  handshakeAlreadyInState,
  handshakeNotFound,
  InvalidHandshakeTransitionException,
} from '../errors.ts'
import type { OrganizationsScope } from '../scope.ts'
import type { HandshakeRow } from '../tables.ts'
import { handshakes } from '../tables.ts'
import { isExpired } from './views.ts'

type Party = 'managementAccount' | 'account'

/** To be answered by this party: the handshake has to be open. */
export function requireOpenHandshake(
  id: string,
  party: Party,
  to: HandshakeRow['state'],
  scope: OrganizationsScope,
): Row<HandshakeRow> {
  const row = scope.store.get(handshakes, id)
  if (row?.value[party] !== scope.account) throw handshakeNotFound()
  if (row.value.state === to) throw handshakeAlreadyInState()
  if (row.value.state !== 'OPEN' || isExpired(row.value, scope.now)) {
    // The sentence is ours: AWS's is not known.
    throw InvalidHandshakeTransitionException('The handshake is not open any longer.')
  }
  return row
}

export const withState = (row: Row<HandshakeRow>, state: HandshakeRow['state']): Change =>
  change(handshakes, row.id, row, { ...row.value, state })
