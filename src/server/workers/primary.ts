// Several processes of one stack: this one keeps the state and answers no request, the workers
// answer on one port and keep nothing.

import cluster, { type Worker } from 'node:cluster'
import { once } from 'node:events'
import { mkdirSync } from 'node:fs'
import { setTimeout as sleep } from 'node:timers/promises'
import type { Logger } from 'pino'
import { secondMs } from '../../base/sizes.ts'
import { Leases, serveLog, type Channel } from '../../store/shared/log-channel.ts'
import { openSqliteLog, type LogCore } from '../../store/shared/sqlite-log.ts'
import { StoreError } from '../../store/store-error.ts'
import { openLog } from '../log.ts'
import { openRootKeys } from '../root-key/open-root-keys.ts'
import { fileAlone } from '../root-key/root-key-source.ts'
import type { ServerOptions } from '../server-options.ts'
import { systemWorld } from '../system-world.ts'
import { CrewMetrics } from './crew-metrics.ts'
import type { FromWorker, RootKeyBytes, Secrets, ToWorker, WorkerReady } from './messages.ts'
import { isOfWorker, SLOT_VARIABLE } from './messages.ts'

const restartPauseMs = 1 * secondMs

export interface Workers {
  /** As the first one said it: the others say the same. */
  readonly ready: WorkerReady
  /** Requests in flight are finished, and everything queued is durable. */
  close(): Promise<void>
}

/** Starts so many, each with this process's own command line, and starts those anew that end. */
export async function startWorkers(options: ServerOptions, count: number): Promise<Workers> {
  const keys = await openRootKeys(
    { data: options.data, ...(options.rootKey ?? fileAlone) },
    systemWorld(),
  )
  mkdirSync(options.data, { recursive: true, mode: 0o700 })
  const store = options.shared ? undefined : openSqliteLog({ directory: options.data })
  options.rootKey?.asking.forget()
  const rootKeys: RootKeyBytes = {
    current: keys.current.rootKey.use((bytes) => bytes),
    former: keys.former.map(({ rootKey }) => rootKey.use((bytes) => bytes)),
  }
  const secrets = { rootKeys, rootAccessKey: options.rootAccessKey }
  const crew = new Crew(store, secrets, openLog(options.logLevel ?? 'warn'))
  try {
    const [ready] = await Promise.all(
      Array.from({ length: count }, (_, index) => crew.start(index + 1)),
    )
    // INVARIANT: whoever asks for workers asks for at least one.
    if (!ready) throw new Error('no worker was asked for')
    return { ready, close: () => crew.close() }
  } catch (fault) {
    await crew.close()
    throw fault
  }
}

class Crew {
  readonly #store: LogCore | undefined
  readonly #log: Logger
  readonly #secrets: Secrets
  readonly #leases = new Leases()
  readonly #workers = new Set<Worker>()
  readonly #metrics = new CrewMetrics(tell)
  #isClosing = false

  constructor(store: LogCore | undefined, secrets: Secrets, log: Logger) {
    this.#store = store
    this.#log = log
    this.#secrets = secrets
    // Structured clones: events and rows go over the channel as they are.
    cluster.setupPrimary({ serialization: 'advanced', args: process.argv.slice(2) })
  }

  /** Resolves when the worker answers requests. */
  async start(slot: number): Promise<WorkerReady> {
    const worker = cluster.fork({ [SLOT_VARIABLE]: String(slot) })
    this.#workers.add(worker)
    if (this.#store) serveLog(this.#store, this.#leases, channelTo(worker))
    worker.once('exit', () => {
      this.#workers.delete(worker)
      if (worker.isReady && !this.#isClosing) void this.#startAgain(slot)
    })
    const ready = await this.#told(worker)
    worker.isReady = true
    return ready
  }

  async close(): Promise<void> {
    this.#isClosing = true
    await Promise.all([...this.#workers].map((worker) => stop(worker)))
    this.#metrics.close()
    await this.#store?.close()
  }

  async #startAgain(slot: number): Promise<void> {
    while (!this.#isClosing) {
      await sleep(restartPauseMs)
      try {
        await this.start(slot)
        return
      } catch (fault) {
        // The others go on meanwhile.
        this.#log.error({ err: fault }, 'a worker cannot be started')
      }
    }
  }

  #told(worker: Worker): Promise<WorkerReady> {
    return new Promise((resolve, reject) => {
      worker.once('exit', (code) => reject(new Error(`a worker ended with ${code}`)))
      worker.on('message', (message: unknown) => {
        if (!isOfWorker(message)) return
        const said = message as FromWorker
        if (said.worker === 'ready') resolve(said.ready)
        else if (said.worker === 'failed') reject(new StoreError(said.message, said.hint ?? ''))
        else if (said.worker === 'wants-secrets') {
          tell(worker, { worker: 'secrets', secrets: this.#secrets })
        } else if (said.worker === 'wants-page') void this.#tellPage(worker, said.id)
      })
    })
  }

  async #tellPage(worker: Worker, id: number): Promise<void> {
    const serving = [...this.#workers].filter(({ isReady }) => isReady)
    tell(worker, { worker: 'page', id, page: await this.#metrics.page(serving) })
  }
}

declare module 'node:cluster' {
  interface Worker {
    /** It has answered requests: one that ends is started anew. */
    isReady?: boolean
  }
}

/** One that has ended meanwhile needs no answer. */
function tell(worker: Worker, message: ToWorker | object): void {
  if (worker.isConnected()) worker.send(message, undefined, () => undefined)
}

async function stop(worker: Worker): Promise<void> {
  if (worker.isDead()) return
  const gone = once(worker, 'exit')
  tell(worker, { worker: 'stop' })
  await gone
}

const channelTo = (worker: Worker): Channel => ({
  send: (message) => tell(worker, message as object),
  onMessage: (listener) => void worker.on('message', listener),
  onClose: (listener) => void worker.once('disconnect', listener),
})
