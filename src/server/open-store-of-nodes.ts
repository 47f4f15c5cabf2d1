// The store that several nodes share.

import { join } from 'node:path'
import { secondMs } from '../base/sizes.ts'
import type { FilePlace } from '../store/adoptable-files.ts'
import { openPostgresLog } from '../store/postgres/postgres-log.ts'
import { isBucketUrl, parseBucketAddress } from '../store/s3/address.ts'
import { openBucketPlace } from '../store/s3/bucket-place.ts'
import { SharedFolder } from '../store/shared/shared-folder.ts'
import { openSharedStore } from '../store/shared/shared-store.ts'
import type { Store } from '../store/store.ts'
import type { SharedStoreOptions } from './open-store.ts'
import type { SystemWorld } from './system-world.ts'

const stalenessMsMax = { bounded: 1 * secondMs, strong: 0 } as const
/** Often enough that a node which hears nothing stays far within the bound. */
const pollMs = 200

export async function openOfNodes(
  data: string,
  shared: SharedStoreOptions,
  world: SystemWorld,
): Promise<Store> {
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
