// How an event lies in the outbox and in the file of its day.

import type { SQLOutputValue } from 'node:sqlite'
import type { EventPosition, LookupAttribute, StoredEvent } from './store.ts'

/** An event and its place in the order of events. */
export interface PlacedEvent {
  readonly event: StoredEvent
  readonly position: EventPosition
}

export const EVENT_COLUMNS = 'sequence, event_id, account, region, time, attributes, record'

/** The values of EVENT_COLUMNS but the first: flat, which is cheap to hand to a thread. */
export type EventRow = readonly [
  eventId: string,
  account: string,
  region: string,
  timeSeconds: number,
  attributesJson: string,
  record: string,
]

/** The values of EVENT_COLUMNS. */
export type PlacedEventRow = readonly [sequence: number, ...row: EventRow]

export function eventRowOf(event: StoredEvent): EventRow {
  const { eventId, account, region, timeSeconds, attributes, record } = event
  return [eventId, account, region, timeSeconds, JSON.stringify(attributes), record]
}

export function placedEventOf(row: Record<string, SQLOutputValue>): PlacedEvent {
  const timeSeconds = Number(row.time)
  const attributes = JSON.parse(String(row.attributes)) as readonly [LookupAttribute, string][]
  return {
    event: Object.freeze({
      eventId: String(row.event_id),
      account: String(row.account),
      region: String(row.region),
      timeSeconds,
      attributes,
      record: String(row.record),
    }),
    position: { timeSeconds, sequence: Number(row.sequence) },
  }
}
