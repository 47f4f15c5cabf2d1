import { isJsonObject, parseJson } from '../../base/json.ts'
import { InvalidMarkerException, ValidationException } from './errors.ts'

interface PageInput {
  readonly Limit?: number | undefined
  readonly Marker?: string | undefined
}

export interface Page<Item> {
  readonly items: readonly Item[]
  readonly more: { readonly Truncated: boolean; readonly NextMarker?: string }
}

/** One page of a list whose order is that of `positionOf`. */
export function pageOf<Item>(
  { Limit, Marker }: PageInput,
  size: { readonly default: number; readonly max: number },
  fetch: (request: { after: string | undefined; limit: number }) => readonly Item[],
  positionOf: (item: Item) => string,
): Page<Item> {
  const limit = Limit ?? size.default
  if (limit > size.max) throw limitTooLarge(limit, size.max)
  const after = Marker === undefined ? undefined : requireMarker(Marker)
  const found = fetch({ after, limit: limit + 1 })
  const items = found.slice(0, limit)
  const last = items.at(-1)
  if (found.length <= limit || last === undefined) return { items, more: { Truncated: false } }
  return { items, more: { Truncated: true, NextMarker: encodeMarker(positionOf(last)) } }
}

/** Key ids and alias names, which is what lists are ordered by, hold nothing else. */
const POSITION = /^[a-zA-Z0-9/_-]+$/

// A marker holds a position inside the caller's own list only, so one that was made up or was
// given to another account shows nothing that a list would not.
const encodeMarker = (after: string): string =>
  Buffer.from(JSON.stringify({ after })).toString('base64')

function requireMarker(marker: string): string {
  const decoded = parseJson(Buffer.from(marker, 'base64').toString())
  const after = isJsonObject(decoded) ? decoded['after'] : undefined
  if (typeof after !== 'string' || !POSITION.test(after) || encodeMarker(after) !== marker) {
    throw InvalidMarkerException()
  }
  return after
}

/** The model allows 1000 everywhere; some operations take less, which the service checks. */
const limitTooLarge = (limit: number, max: number) =>
  ValidationException(
    `1 validation error detected: Value '${limit}' at 'limit' failed to satisfy constraint: ` +
      `Member must have value less than or equal to ${max}`,
  )
