// Where the stack keeps its state: alone in its data directory, or in a database that other nodes
// share.

import { join } from 'node:path'
import { secondMs } from '../base/sizes.ts'
import { openPostgresLog } from '../store/postgres/postgres-log.ts'
import type { PostgresAddress } from '../store/postgres/address.ts'
import type { SharedLog } from '../store/shared/shared-log.ts'
import type { FilePlace } from '../store/adoptable-files.ts'
import { isBucketUrl, parseBucketAddress } from '../store/s3/address.ts'
import { openBucketPlace } from '../store/s3/bucket-place.ts'
import { SharedFolder } from '../store/shared/shared-folder.ts'
import { openSharedStore } from '../store/shared/shared-store.ts'
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

const stalenessMsMax = { bounded: 1 * secondMs, strong: 0 } as const
/** Often enough that a node which hears nothing stays far within the bound. */
const pollMs = 200

/** `shared` undefined: SQLite, in the data directory. */
export async function openStore(
  data: string,
  shared: SharedStoreOptions | undefined,
  world: SystemWorld,
): Promise<Store> {
  if (!shared) return openSqliteStore({ directory: data, world })
  if ('log' in shared) {
    const place = new SharedFolder(shared.objects)
    return openSharedStore({ log: shared.log, place, world, pollMs, stalenessMsMax: 0 })
  }
  const { postgres: address, consistency, objects = join(data, 'objects') } = shared
  const place = await openPlace(objects, data)
  const log = await openPostgresLog({ address, node: world.uuid() }).catch((fault: unknown) => {
    place.close?.()
    throw fault
  })
  return openSharedStore({
    ...{ log, world, pollMs },
    place,
    stalenessMsMax: stalenessMsMax[consistency],
  })
}

/** `data` is this node's own: copies of objects for engines that read files lie there. */
export async function openPlace(objects: string, data: string): Promise<FilePlace> {
  if (!isBucketUrl(objects)) return new SharedFolder(objects)
  const copiesDirectory = join(data, 'fetched-objects')
  return openBucketPlace({ address: parseBucketAddress(objects), copiesDirectory })
}
