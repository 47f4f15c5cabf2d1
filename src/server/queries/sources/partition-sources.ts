// The objects of one partition, each of which the caller may read.

import { setImmediate } from 'node:timers/promises'
import type { StoredObject } from '../../../services/s3/api.ts'
import { storedObjects } from '../../../services/s3/api.ts'
import type { Partition } from '../../../sql/partitions/partitions-for.ts'
import type { DataContent, DataSource } from '../../../sql/types.ts'
import { queryLimits } from '../limits.ts'
import type { QueryScope } from '../query-scope.ts'
import { requireListable, requireReadable } from './requirements.ts'
import { requireS3Location, type S3Location } from './s3-location.ts'
import { readSealedObject } from './sealed-object.ts'

/**
 * Lists the partition and asks for each of its objects whether the caller may read it: one that
 * may not be read fails the query, as on AWS.
 *
 * UNLIKE AWS: a query of Athena's reads objects of S3 without an event for each of them, but for
 * those that KMS decrypts.
 */
export async function* partitionSources(
  scope: QueryScope,
  { location, values }: Partition,
): AsyncGenerator<DataSource, undefined> {
  const place = requireS3Location(location)
  requireListable(scope, place)
  const listed = storedObjects(scope.house.store, place.bucket, place.prefix)
  for (;;) {
    const objects = nextOf(listed, queryLimits.decisionsPerTurn)
    const read = objects.filter((stored) => hasRows(stored, place))
    requireReadable(scope, place.bucket, read)
    for (const stored of read) {
      const content = await contentOf(scope, place.bucket, stored)
      yield { ...nameOf(place.bucket, stored), content, partition: values }
    }
    if (objects.length < queryLimits.decisionsPerTurn) return undefined
    await setImmediate()
    scope.signal.throwIfAborted()
  }
}

/** `Iterator.take` would end the listing behind the first of them. */
function nextOf<T>(from: Iterator<T, undefined>, count: number): readonly T[] {
  const taken: T[] = []
  while (taken.length < count) {
    const next = from.next()
    if (next.done) break
    taken.push(next.value)
  }
  return taken
}

/** Hive's readers see neither empty files nor those whose names begin with `_` or a dot. */
function hasRows({ key, object }: StoredObject, { prefix }: S3Location): boolean {
  return object.size > 0 && !/(?:^|\/)[._]/.test(key.slice(prefix.length))
}

function nameOf(
  bucket: string,
  { key, object }: StoredObject,
): Pick<DataSource, 'uri' | 'bytes' | 'etag'> {
  const { size: bytes, etag } = object
  // No copy in clear of what was there before, under the same ETag, stands for an encrypted one.
  const sealed = object.encryption ? `${etag} under ${object.encryption.kmsKeyArn}` : etag
  return { uri: `s3://${bucket}/${key}`, bytes, etag: sealed }
}

async function contentOf(
  scope: QueryScope,
  bucket: string,
  { key, object }: StoredObject,
): Promise<DataContent> {
  if (object.encryption || !object.file) {
    return { read: () => readSealedObject(scope, bucket, key) }
  }
  return { path: await scope.house.store.files.path(object.file) }
}
