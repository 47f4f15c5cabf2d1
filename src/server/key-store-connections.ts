import { secondMs } from '../base/sizes.ts'
import type { KeyStoreConnector, XksOptions } from '../services/kms/api.ts'
import { connectingKeyStores, connectKeyStore, httpsProxies } from '../services/kms/api.ts'
import type { House } from './exchange.ts'
import { appendUnlessStale } from '../store/store.ts'

/** Longer than a proxy is waited for. */
const connectMsMax = 30 * secondMs
/** Between two looks for those whose node is gone. */
const lookMs = 5 * secondMs

/** Connects external key stores to their proxies, outside of requests, each by itself. */
export class KeyStoreConnections implements KeyStoreConnector {
  readonly proxies: ReturnType<typeof httpsProxies>
  readonly #connecting = new Map<string, Promise<void>>()
  #house: House | undefined
  #look: NodeJS.Timeout | undefined

  constructor(options: XksOptions) {
    this.proxies = httpsProxies(options, () => new Date())
  }

  /** Goes on with those that the last stop cut off, or the end of another node. */
  start(house: House): void {
    this.#house = house
    this.#look = setInterval(this.wake, lookMs).unref()
    this.wake()
  }

  /** None is begun from now on; those that wait for their proxy have its answer written. */
  async stop(): Promise<void> {
    this.#house = undefined
    clearInterval(this.#look)
    await Promise.all(this.#connecting.values())
  }

  readonly wake = (): void => {
    const house = this.#house
    if (!house) return
    for (const row of connectingKeyStores(house.store)) {
      // One that was disconnected and connected again meanwhile is another.
      const connection = `${row.id} ${row.value.connectRequestId ?? ''}`
      if (this.#connecting.has(connection)) continue
      const done = this.#connect(house, row).finally(() => this.#connecting.delete(connection))
      this.#connecting.set(connection, done)
    }
  }

  async #connect(house: House, row: Parameters<typeof connectKeyStore>[0]): Promise<void> {
    const { store } = house
    const lease = `key-store/${row.id}`
    try {
      // Another node is at it.
      if (!(await store.hold(lease, connectMsMax))) return
      const outcome = await connectKeyStore(row, house, this.proxies)
      // The event is that of the request which asked for it: AWS has none for how it went.
      if (outcome) await appendUnlessStale(store, { changes: [outcome], events: [] })
      await store.leave(lease)
    } catch (err) {
      house.log.error({ err }, 'a custom key store was not connected')
    }
  }
}
