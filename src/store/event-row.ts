// How an event lies in the outbox and in the file of its day.

import type { SQLOutputValue } from 'node:sqlite'
import type { EventCategory, LookupAttribute, PlacedEvent, StoredEvent } from './store.ts'

export const EVENT_COLUMNS =
  'sequence, event_id, account, region, time, attributes, record, category'

/** The values of EVENT_COLUMNS but the first: flat, which is cheap to hand to a thread. */
export type EventRow = readonly [
  eventId: string,
  account: string,
  region: string,
  timeSeconds: number,
  attributesJson: string,
  record: string,
  category: EventCategory,
]

/** The values of EVENT_COLUMNS. */
export type PlacedEventRow = readonly [sequence: number, ...row: EventRow]

export function eventRowOf(event: StoredEvent): EventRow {
  const { eventId, account, region, timeSeconds, attributes, record } = event
  const category = event.category ?? 'Management'
  return [eventId, account, region, timeSeconds, JSON.stringify(attributes), record, category]
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
      ...(row.category === 'Data' && { category: 'Data' }),
    }),
    position: { timeSeconds, sequence: Number(row.sequence) },
  }
}
