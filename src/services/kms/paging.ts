import { setImmediate as turn } from 'node:timers/promises'
import { isJsonObject, parseJson } from '../../base/json.ts'
import type { PageRequest, Row } from '../../store/store.ts'
import { InvalidMarkerException } from './errors.ts'
import { limits } from './limits.ts'
import { requireWithin } from './value-range.ts'

interface PageInput {
  readonly Limit?: number | undefined
  readonly Marker?: string | undefined
}

export interface Page<Item> {
  readonly items: readonly Item[]
  readonly more: { readonly Truncated: boolean; readonly NextMarker?: string }
}

/** Ids of keys, grants and rows and the names of aliases, which order lists, hold nothing else. */
const POSITION = /^[a-zA-Z0-9/_-]+$/

/** Of lists that are ordered by number. */
export const NUMBER = /^\d{1,6}$/

/** One page of a list whose order is that of `positionOf`; no other position looks like `shape`. */
export function pageOf<Item>(
  { Limit, Marker }: PageInput,
  size: { readonly default: number; readonly max: number },
  fetch: (request: { after: string | undefined; limit: number }) => readonly Item[],
  positionOf: (item: Item) => string,
  shape = POSITION,
): Page<Item> {
  const limit = Limit ?? size.default
  requireWithin(limit, size, 'limit')
  const after = Marker === undefined ? undefined : requireMarker(Marker, shape)
  const found = fetch({ after, limit: limit + 1 })
  const items = found.slice(0, limit)
  const last = items.at(-1)
  if (found.length <= limit || last === undefined) return { items, more: { Truncated: false } }
  return { items, more: { Truncated: true, NextMarker: encodeMarker(positionOf(last)) } }
}

/** Every row, read piece by piece. */
export function* everyRow<Value>(
  read: (request: PageRequest) => readonly Row<Value>[],
): Generator<Row<Value>, undefined> {
  for (let after = ''; ;) {
    const rows = read({ after, limit: limits.rowsPerRead })
    yield* rows
    const last = rows.at(-1)
    if (!last || rows.length < limits.rowsPerRead) return undefined
    after = last.id
  }
}

/**
 * As `everyRow`, for work that nobody waits for: between two pieces, requests that have come
 * meanwhile are answered. A row may be another one by the time that it is looked at.
 */
export async function* everyRowInTurns<Value>(
  read: (request: PageRequest) => readonly Row<Value>[],
): AsyncGenerator<Row<Value>, undefined> {
  let looked = 0
  for (const row of everyRow(read)) {
    yield row
    looked += 1
    if (looked % limits.rowsPerRead === 0) await turn()
  }
  return undefined
}

// A marker holds a position inside the caller's own list only, so one that was made up or was
// given to another account shows nothing that a list would not.
const encodeMarker = (after: string): string =>
  Buffer.from(JSON.stringify({ after })).toString('base64')

function requireMarker(marker: string, shape: RegExp): string {
  const decoded = parseJson(Buffer.from(marker, 'base64').toString())
  const after = isJsonObject(decoded) ? decoded['after'] : undefined
  if (typeof after !== 'string' || !shape.test(after) || encodeMarker(after) !== marker) {
    throw InvalidMarkerException()
  }
  return after
}
