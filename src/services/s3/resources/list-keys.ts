// Which keys a page of a listing holds, and which it rolls up under their common prefix.

import type { Row, StoreView } from '../../../store/store.ts'
import { limits } from '../limits.ts'
import type { ObjectRow } from '../tables.ts'
import { objectRowId, objects } from '../tables.ts'

export interface KeyListing {
  readonly bucket: string
  readonly prefix: string
  /** Undefined: nothing is rolled up. */
  readonly delimiter: string | undefined
  /** Only what stands behind it, in the order of UTF-8 bytes. */
  readonly after: string
  readonly limit: number
}

/** A key with its object, or a common prefix. */
export type ListedItem =
  | { readonly name: string; readonly object: ObjectRow }
  | { readonly name: string; readonly object?: undefined }

export interface KeyPage {
  readonly items: readonly ListedItem[]
  readonly isTruncated: boolean
}

export function listKeys(store: StoreView, listing: KeyListing): KeyPage {
  // Of none there is no more, as S3 has it.
  if (listing.limit <= 0) return { items: [], isTruncated: false }
  const found = [...itemsBehind(store, listing).take(listing.limit + 1)]
  return { items: found.slice(0, listing.limit), isTruncated: found.length > listing.limit }
}

/**
 * Keys under one common prefix stand together: behind the first of them the search goes on where
 * the last could stand, so that rolling up a million keys reads a few rows.
 */
function* itemsBehind(store: StoreView, listing: KeyListing): Generator<ListedItem, undefined> {
  const { bucket, limit } = listing
  const idPrefix = objectRowId(bucket, listing.prefix)
  const keyStart = objectRowId(bucket, '').length
  const start = rolledUpUnder(listing.after, listing)
  let after = start === undefined ? listing.after : lastKeyUnder(start)
  // Little is read at first: behind every common prefix what was read too much is thrown away.
  let size = rowsAtFirst
  for (;;) {
    const request = { prefix: idPrefix, after: objectRowId(bucket, after), limit: size }
    const rows = store.page(objects, request)
    const rolledUp = yield* itemsOf(rows, keyStart, listing)
    const last = rows.at(-1)
    if (rolledUp !== undefined) {
      after = lastKeyUnder(rolledUp)
      size = rowsAtFirst
    } else if (last === undefined || rows.length < size) return undefined
    else {
      after = last.id.slice(keyStart)
      size = Math.min(size * 2, limit + 1)
    }
  }
}

const rowsAtFirst = 8

/** Ends behind the first common prefix and returns it. */
function* itemsOf(
  rows: readonly Row<ObjectRow>[],
  keyStart: number,
  listing: KeyListing,
): Generator<ListedItem, string | undefined> {
  for (const { id, value } of rows) {
    const key = id.slice(keyStart)
    const rolledUp = rolledUpUnder(key, listing)
    if (rolledUp !== undefined) {
      yield { name: rolledUp }
      return rolledUp
    }
    yield { name: key, object: value }
  }
  return undefined
}

/** From the beginning of the key to the first delimiter behind the prefix. */
function rolledUpUnder(key: string, { prefix, delimiter }: KeyListing): string | undefined {
  if (delimiter === undefined || !key.startsWith(prefix)) return undefined
  const place = key.indexOf(delimiter, prefix.length)
  return place < 0 ? undefined : key.slice(0, place + delimiter.length)
}

const GREATEST_CHARACTER = '\u{10FFFF}'
const greatestCharacterBytes = 4

/** No key with this prefix stands behind it: none is longer. */
const lastKeyUnder = (prefix: string): string =>
  prefix + GREATEST_CHARACTER.repeat(limits.keyBytesMax / greatestCharacterBytes)
