import { setImmediate } from 'node:timers/promises'
import { storedObject } from '../../../services/s3/api.ts'
import type { CompactedFile } from '../../../sql/compaction/manifest.ts'
import type { StoreView } from '../../../store/store.ts'
import { queryLimits } from '../limits.ts'
import { requireS3Location } from '../sources/s3-location.ts'

/** Whether any of its objects is gone, has another content, or lies encrypted now. */
export async function isObsolete({ tags }: CompactedFile, store: StoreView): Promise<boolean> {
  let looked = 0
  for (const tag of tags) {
    if (!isCurrent(tag, store)) return true
    looked += 1
    if (looked % queryLimits.decisionsPerTurn === 0) await setImmediate()
  }
  return false
}

/** A tag is the object's URI and its ETag, a line each. */
function isCurrent(tag: string, store: StoreView): boolean {
  const end = tag.lastIndexOf('\n')
  const { bucket, prefix: key } = requireS3Location(tag.slice(0, end))
  const object = storedObject(store, bucket, key)?.object
  return object?.etag === tag.slice(end + 1) && !object.encryption
}
