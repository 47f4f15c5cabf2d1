// Lists in pages. A marker is the id of the last item that the caller has seen.

import type { PageRequest, Row } from '../../store/store.ts'
import { ValidationError } from './errors.ts'
import { limits } from './limits.ts'

export interface PageInput {
  readonly Marker?: string | undefined
  readonly MaxItems?: number | undefined
}

export interface Item<Value> {
  readonly id: string
  readonly value: Value
}

export interface Page<Value> {
  readonly items: readonly Value[]
  /** What the answer says of the page, in AWS's spelling. */
  readonly position: { readonly IsTruncated: boolean; readonly Marker?: string }
}

const ROWS_PER_READ = 200

/** Takes one page of the items that `itemsAfter` yields in the order of their ids. */
export function takePage<Value>(
  { Marker, MaxItems = limits.itemsPerPageDefault }: PageInput,
  itemsAfter: (id: string) => Iterable<Item<Value>>,
): Page<Value> {
  const taken: Item<Value>[] = []
  for (const item of itemsAfter(Marker === undefined ? '' : readMarker(Marker))) {
    if (taken.length === MaxItems) return truncated(taken)
    taken.push(item)
  }
  return { items: taken.map(({ value }) => value), position: { IsTruncated: false } }
}

/** A list that is at hand whole, as items for `takePage`. */
export const listed =
  <Value>(values: readonly Value[], idOf: (value: Value) => string) =>
  (after: string): readonly Item<Value>[] =>
    values
      .map((value) => ({ id: idOf(value), value }))
      .filter(({ id }) => id > after)
      .sort((a, b) => (a.id < b.id ? -1 : 1))

/** All rows that `read` gives, a bounded number at a time. */
export function* eachRow<Value>(
  read: (request: PageRequest) => readonly Row<Value>[],
  after = '',
): Generator<Row<Value>> {
  for (let behind = after; ;) {
    const rows = read({ limit: ROWS_PER_READ, ...(behind !== '' && { after: behind }) })
    yield* rows
    const last = rows.at(-1)
    if (!last || rows.length < ROWS_PER_READ) return
    behind = last.id
  }
}

function truncated<Value>(taken: readonly Item<Value>[]): Page<Value> {
  const last = taken.at(-1)?.id ?? ''
  return {
    items: taken.map(({ value }) => value),
    position: { IsTruncated: true, Marker: Buffer.from(last, 'utf8').toString('base64url') },
  }
}

function readMarker(marker: string): string {
  const id = Buffer.from(marker, 'base64url').toString('utf8')
  if (Buffer.from(id, 'utf8').toString('base64url') !== marker) {
    throw ValidationError('Invalid Marker.')
  }
  return id
}
