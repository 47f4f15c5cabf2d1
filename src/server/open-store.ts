// Where the stack keeps its state: alone in its data directory, or in a database that other nodes
// share.

import type { PostgresAddress } from '../store/postgres/address.ts'
import type { SharedLog } from '../store/shared/shared-log.ts'
import { openSqliteStore } from '../store/sqlite-store.ts'
import type { Store } from '../store/store.ts'
import type { Consistency } from './consistency.ts'
import type { SystemWorld } from './system-world.ts'

export { parsePostgresAddress } from '../store/postgres/address.ts'

/** In a database. */
export interface PostgresStoreOptions {
  readonly postgres: PostgresAddress
  readonly consistency: Consistency
  /** A folder that all nodes see, or `s3://bucket`; absent: `objects` in the data directory. */
  readonly objects?: string
}

/** Of another process of this machine: there is nothing between that would be waited for. */
export interface LocalStoreOptions {
  readonly log: SharedLog
  readonly objects: string
}

export type SharedStoreOptions = PostgresStoreOptions | LocalStoreOptions

/** `shared` undefined: SQLite, in the data directory. */
export async function openStore(
  data: string,
  shared: SharedStoreOptions | undefined,
  world: SystemWorld,
): Promise<Store> {
  if (!shared) return openSqliteStore({ directory: data, world })
  // A stack alone does without all that nodes need.
  const { openOfNodes } = await import('./open-store-of-nodes.ts')
  return openOfNodes(data, shared, world)
}
