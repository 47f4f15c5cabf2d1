// A process that answers requests for the one that keeps the state.

import cluster from 'node:cluster'
import { once } from 'node:events'
import { join } from 'node:path'
import { SecretBytes } from '../../base/secret-bytes.ts'
import { logOver, type Channel } from '../../store/shared/log-channel.ts'
import { StoreError } from '../../store/store-error.ts'
import type { PageOfAll } from '../metrics/stack-metrics.ts'
import type { ServerOptions } from '../server-options.ts'
import { startServer } from '../start.ts'
import type { FromWorker, RootKeyBytes, Secrets, ToWorker } from './messages.ts'
import { isOfWorker, SLOT_VARIABLE } from './messages.ts'

/** Whether this process was started by `startWorkers`. */
export const isWorker = (): boolean => cluster.isWorker && SLOT_VARIABLE in process.env

/** Serves until the primary says stop, or is gone. */
export async function runWorker(options: ServerOptions): Promise<void> {
  process.channel?.ref() // The launcher lets a process end that waits for nothing else.
  const stopped = Promise.race([stopOrder(), once(process, 'disconnect')])
  // Signals reach every process of a terminal; the primary says when it is time.
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => undefined)
  try {
    const { rootKeys, rootAccessKey } = await askForSecrets()
    const server = await startServer({
      ...options,
      rootKeys: rootKeysOf(rootKeys),
      ...(rootAccessKey && { rootAccessKey }),
      pageOfAll: pageFromPrimary,
      scratch: join(options.data, `worker-${process.env[SLOT_VARIABLE]}`),
      shared: options.shared ?? {
        log: logOver(primaryChannel),
        objects: join(options.data, 'objects'),
      },
    })
    const { endpoint, ownEndpoint, vpcEndpoints, accounts, credentialsFile, seeded } = server
    tell({
      worker: 'ready',
      ready: {
        ...{ endpoint, ownEndpoint, accounts, credentialsFile, seeded },
        vpcEndpoints: [...vpcEndpoints],
      },
    })
    await stopped
    await server.close()
  } catch (fault) {
    const message = fault instanceof Error ? fault.message : String(fault)
    tell({ worker: 'failed', message, hint: fault instanceof StoreError ? fault.hint : undefined })
    process.exitCode = 1
  }
  process.disconnect()
}

const tell = (message: FromWorker): void => primaryChannel.send(message)

function askForSecrets(): Promise<Secrets> {
  return new Promise((resolve) => {
    hear((said) => {
      if (said.worker === 'secrets') resolve(said.secrets)
    })
    tell({ worker: 'wants-secrets' })
  })
}

/** Tells the primary this worker's metrics when it asks, and asks it for the page of all. */
const pageFromPrimary: PageOfAll = (own) => {
  const waiting = new Map<number, (page: string) => void>()
  let asked = 0
  hear((said) => {
    if (said.worker === 'page') {
      waiting.get(said.id)?.(said.page)
      waiting.delete(said.id)
    }
    if (said.worker !== 'wants-metrics') return
    const { id } = said
    void own.getMetricsAsJSON().then((families) => tell({ worker: 'metrics', id, families }))
  })
  return () =>
    new Promise((resolve) => {
      asked += 1
      waiting.set(asked, resolve)
      tell({ worker: 'wants-page', id: asked })
    })
}

function stopOrder(): Promise<void> {
  return new Promise((resolve) => {
    hear((said) => {
      if (said.worker === 'stop') resolve()
    })
  })
}

function hear(listener: (said: ToWorker) => void): void {
  process.on('message', (message: unknown) => {
    if (isOfWorker(message)) listener(message as ToWorker)
  })
}

const rootKeysOf = ({ current, former }: RootKeyBytes) => ({
  current: new SecretBytes(current),
  former: former.map((bytes) => new SecretBytes(bytes)),
})

const primaryChannel: Channel = {
  send: (message) => {
    if (process.connected) process.send?.(message, undefined, undefined, () => undefined)
  },
  onMessage: (listener) => void process.on('message', listener),
  onClose: (listener) => void process.once('disconnect', listener),
}
