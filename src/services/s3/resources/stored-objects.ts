// For engines that read many objects by themselves: what is there, and what must be asked before it
// is read. The questions are those of ListObjectsV2 and GetObject.

import type { StoreView } from '../../../store/store.ts'
import type { Question, RequestScope } from '../../operation.ts'
import { existingTagContext, listContext } from '../context-keys.ts'
import { onBucket, onObject } from '../questions.ts'
import { s3Scope } from '../scope.ts'
import type { ObjectRow } from '../tables.ts'
import { objectRowId, objects } from '../tables.ts'

export interface StoredObject {
  readonly key: string
  readonly object: ObjectRow
}

const rowsPerRead = 1000

/** Every object whose key begins with `prefix`, in the order of keys; read as it is asked for. */
export function* storedObjects(
  store: StoreView,
  bucket: string,
  prefix: string,
): Generator<StoredObject, undefined> {
  const keyStart = objectRowId(bucket, '').length
  const idPrefix = objectRowId(bucket, prefix)
  for (let after = ''; ;) {
    const rows = store.page(objects, { prefix: idPrefix, after, limit: rowsPerRead })
    for (const { id, value } of rows) yield { key: id.slice(keyStart), object: value }
    const last = rows.at(-1)
    if (!last || rows.length < rowsPerRead) return undefined
    after = last.id
  }
}

/** Undefined: there is none. */
export const storedObject = (
  store: StoreView,
  bucket: string,
  key: string,
): StoredObject | undefined => {
  const row = store.get(objects, objectRowId(bucket, key))
  return row && { key, object: row.value }
}

/** May the caller list what lies below the prefix? Throws NoSuchBucket. */
export const listQuestion = (request: RequestScope, bucket: string, prefix: string): Question =>
  onBucket('s3:ListBucket', { Bucket: bucket }, s3Scope(request), listContext({ Prefix: prefix }))

/** May the caller read this object? Of one that lies encrypted, KMS is to be asked as well. */
export const readQuestion = (
  request: RequestScope,
  bucket: string,
  { key, object }: StoredObject,
): Question =>
  onObject(
    's3:GetObject',
    { Bucket: bucket, Key: key },
    s3Scope(request),
    existingTagContext(object.tags),
  )
