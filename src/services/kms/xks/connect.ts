// Connecting key stores, which goes on when the request for it has been answered.

import type { Sealer } from '../../../crypto/seal.ts'
import { change } from '../../../store/store.ts'
import type { Change, Row, StoreView } from '../../../store/store.ts'
import { everyRow } from '../paging.ts'
import type { CustomKeyStoreRow } from '../tables.ts'
import { CONNECTING, customKeyStores } from '../tables.ts'
import { proxyTarget } from '../resources/custom-key-stores.ts'
import { checkHealth } from './calls.ts'
import { connectionErrorCode, ProxyFailure } from './failures.ts'
import type { XksProxies } from './proxy.ts'

/** The key stores that wait for their proxy's answer. */
export const connectingKeyStores = (store: StoreView): readonly Row<CustomKeyStoreRow>[] => [
  ...everyRow((request) => store.find(customKeyStores, 'connecting', CONNECTING, request)),
]

type Outcome = Pick<CustomKeyStoreRow, 'state' | 'errorCode'>

/**
 * Asks the proxy, and gives what that makes of the store's row; undefined: somebody has
 * disconnected it meanwhile.
 */
export async function connectKeyStore(
  { id, value }: Row<CustomKeyStoreRow>,
  { store, sealer }: { readonly store: StoreView; readonly sealer: Sealer },
  proxies: XksProxies,
): Promise<Change | undefined> {
  const { connectRequestId = '' } = value
  const metadata = { kmsOperation: 'ConnectCustomKeyStore', kmsRequestId: connectRequestId }
  const outcome = await checkHealth(proxies, proxyTarget(value, { sealer }), metadata).then(
    (): Outcome => ({ state: 'CONNECTED' }),
    (thrown: unknown): Outcome => ({
      state: 'FAILED',
      errorCode: thrown instanceof ProxyFailure ? connectionErrorCode(thrown) : 'INTERNAL_ERROR',
    }),
  )
  const row = store.get(customKeyStores, id)
  if (row?.value.state !== 'CONNECTING' || row.value.connectRequestId !== connectRequestId) {
    return undefined
  }
  const { connectRequestId: _, ...kept } = row.value
  return change(customKeyStores, id, row, { ...kept, ...outcome })
}
