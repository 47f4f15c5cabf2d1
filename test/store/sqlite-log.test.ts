// The store of a process that asks another one for the log, over a channel as between processes.

import { randomBytes } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { MessageChannel, type MessagePort } from 'node:worker_threads'
import { Leases, logOver, serveLog, type Channel } from '../../src/store/shared/log-channel.ts'
import { SharedFolder } from '../../src/store/shared/shared-folder.ts'
import { openSharedStore } from '../../src/store/shared/shared-store.ts'
import { openSqliteLog } from '../../src/store/shared/sqlite-log.ts'
import { storeConformance } from './conformance.ts'
import type { StorePlace } from './place.ts'

storeConformance('SQLite of another process', newWorkerPlace)

function newWorkerPlace(): StorePlace {
  const directory = join(mkdtempSync(join(tmpdir(), 'sparekey-store-')), 'data')
  return {
    open: async () => {
      const log = openSqliteLog({ directory })
      const { port1, port2 } = new MessageChannel()
      serveLog(log, new Leases(), channelOf(port1))
      const store = await openSharedStore({
        log: logOver(channelOf(port2)),
        place: new SharedFolder(join(directory, 'objects')),
        world: { randomBytes },
        stalenessMsMax: 1000,
        pollMs: 200,
      })
      const close = store.close.bind(store)
      store.close = async () => {
        await close()
        port2.close()
        await log.close()
      }
      return store
    },
    remove: async () => rmSync(dirname(directory), { recursive: true }),
  }
}

const channelOf = (port: MessagePort): Channel => ({
  send: (message) => port.postMessage(message),
  onMessage: (listener) => void port.on('message', listener),
  onClose: (listener) => void port.on('close', listener),
})
