// The objects of one partition, each of which the caller may read.

import { setImmediate } from 'node:timers/promises'
import type { StoredObject } from '../../../services/s3/api.ts'
import { listQuestion, readQuestion, storedObjects } from '../../../services/s3/api.ts'
import type { Partition } from '../../../sql/partitions/partitions-for.ts'
import { SqlError } from '../../../sql/sql-error.ts'
import type { DataContent, DataSource } from '../../../sql/types.ts'
import { settled } from '../../exchange.ts'
import { innerScope } from '../../inner-scope.ts'
import { requireAllowed } from '../../steps/authorize.ts'
import { queryLimits } from '../limits.ts'
import type { QueryScope } from '../query-scope.ts'
import { asSourceFault } from './access.ts'
import { parseS3Location, type S3Location } from './s3-location.ts'
import { readSealedObject } from './sealed-object.ts'

/**
 * Lists the partition and asks for each of its objects whether the caller may read it: one that
 * may not be read fails the query, as on AWS.
 *
 * UNLIKE AWS: objects are read without an event for each of them, but for those that KMS decrypts.
 */
export async function* partitionSources(
  scope: QueryScope,
  partition: Partition,
): AsyncGenerator<DataSource, undefined> {
  const place = parseS3Location(partition.location)
  if (!place) throw notS3(partition.location)
  const { store } = scope.house
  const listed = storedObjects(store, place.bucket, place.prefix)
  requireListable(scope, place, partition.location)
  for (;;) {
    const objects = nextOf(listed, queryLimits.decisionsPerTurn)
    requireReadable(scope, place, objects)
    for (const stored of objects.filter((one) => hasRows(one, place))) {
      yield await sourceOf(scope, place, stored, partition)
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

function requireReadable(
  scope: QueryScope,
  { bucket, prefix }: S3Location,
  objects: readonly StoredObject[],
): void {
  const service = settled(scope.house.services.get('s3'), 'registry')
  const request = innerScope(scope.house, scope)
  for (const stored of objects) {
    if (!hasRows(stored, { bucket, prefix })) continue
    try {
      requireAllowed(service, request, readQuestion(request, bucket, stored))
    } catch (cause) {
      throw asSourceFault(cause, `s3://${bucket}/${stored.key}`)
    }
  }
}

function requireListable(
  scope: QueryScope,
  { bucket, prefix }: S3Location,
  location: string,
): void {
  const service = settled(scope.house.services.get('s3'), 'registry')
  const request = innerScope(scope.house, scope)
  try {
    requireAllowed(service, request, listQuestion(request, bucket, prefix))
  } catch (cause) {
    throw asSourceFault(cause, location)
  }
}

async function sourceOf(
  scope: QueryScope,
  { bucket }: S3Location,
  { key, object }: StoredObject,
  { values }: Partition,
): Promise<DataSource> {
  return {
    uri: `s3://${bucket}/${key}`,
    content: await contentOf(scope, bucket, { key, object }),
    bytes: object.size,
    etag: object.etag,
    partition: values,
  }
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

function notS3(location: string): SqlError {
  return new SqlError('HIVE_INVALID_METADATA', `The location ${location} is not one of S3`)
}
