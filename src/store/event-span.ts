// The span of the order of events that a lookup still has to see, as SQL and as its values.

import type { SQLInputValue } from 'node:sqlite'
import type { EventPosition, EventQuery } from './store.ts'

export interface Span {
  readonly fromSeconds: number
  /** Exclusive. */
  readonly before: EventPosition
  /** Events up to this sequence were forgotten. */
  readonly forgotten: number
}

export const IN_PLACE = 'account = ? AND region = ?'
export const IN_TIME = 'time >= ? AND (time, sequence) < (?, ?) AND sequence > ?'
export const IN_SPAN = `${IN_PLACE} AND ${IN_TIME}`
export const NEWEST_FIRST = 'ORDER BY time DESC, sequence DESC LIMIT ?'

export function spanOf({ fromSeconds, toSeconds, after }: EventQuery, forgotten: number): Span {
  const end = { timeSeconds: toSeconds, sequence: Number.MAX_SAFE_INTEGER }
  const before = after && after.timeSeconds <= toSeconds ? after : end
  return { fromSeconds, before, forgotten }
}

/** The values of IN_SPAN. */
export function spanValues({ account, region }: EventQuery, span: Span): SQLInputValue[] {
  const { timeSeconds, sequence } = span.before
  return [account, region, span.fromSeconds, timeSeconds, sequence, span.forgotten]
}
