import type { StoreView } from '../../../store/store.ts'
import type { KeyState } from '../model.ts'
import type { KeyRow, KeyStorePlace } from '../tables.ts'
import { customKeyStores, keyStoreOf, keyStoreRowId } from '../tables.ts'

/** What state a key is in: its row's, or what its key store or the clock makes of it. */
export function stateOf(key: KeyRow, store: StoreView, now: Date): KeyState {
  const place = keyStoreOf(key)
  // A key in a key store is never a multi-Region key.
  return place ? stateInStore(key, place, store) : settledState(key, now)
}

/**
 * While its key store is not connected, a key that could be used or is disabled is unavailable;
 * what EnableKey and DisableKey do then shows when it is connected again.
 */
function stateInStore({ state }: KeyRow, place: KeyStorePlace, store: StoreView): KeyState {
  if (state !== 'Enabled' && state !== 'Disabled') return state
  const keyStore = store.get(customKeyStores, keyStoreRowId(place))?.value
  return keyStore?.state === 'CONNECTED' ? state : 'Unavailable'
}

/** What settles has done so by itself when its time has passed. */
function settledState({ state, multiRegionSettling: settling }: KeyRow, now: Date): KeyState {
  if (!settling || settling.until <= now.toISOString()) return state
  // Somebody who scheduled its deletion meanwhile did not wait for it.
  return state === 'PendingDeletion' || state === 'PendingReplicaDeletion' ? state : settling.state
}
