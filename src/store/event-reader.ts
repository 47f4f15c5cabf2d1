// LookupEvents' half of the store: durable management events, newest first, from the outbox and
// from the files of the days, each at most once.

import type { DatabaseSync, StatementSync } from 'node:sqlite'
import { dayTouches, type Day } from './event-days.ts'
import { EVENT_COLUMNS, placedEventOf } from './event-row.ts'
import { IN_SPAN, NEWEST_FIRST, spanOf, spanValues, type Span } from './event-span.ts'
import type { OpenDays } from './open-days.ts'
import type { EventPage, EventQuery, PlacedEvent } from './store.ts'

export class EventReader {
  readonly #days: OpenDays
  readonly #forgotten: () => number
  readonly #selectOutbox: StatementSync

  constructor(state: DatabaseSync, days: OpenDays, forgotten: () => number) {
    this.#days = days
    this.#forgotten = forgotten
    // An attribute's JSON is a part of the JSON of all of them, and of no other's: inside a
    // string, quotation marks are escaped.
    this.#selectOutbox = state.prepare(
      `SELECT ${EVENT_COLUMNS} FROM outbox
       WHERE category = 'Management' AND ${IN_SPAN} AND instr(attributes, ?) > 0 ${NEWEST_FIRST}`,
    )
  }

  events(query: EventQuery): EventPage {
    const span = spanOf(query, this.#forgotten())
    // One more than asked for tells whether there is a next page. The outbox comes first: what
    // is no longer in it is in the file of its day already.
    const wanted = query.limit + 1
    const found = new Map<number, PlacedEvent>()
    for (const placed of this.#inOutbox(query, span, wanted)) {
      found.set(placed.position.sequence, placed)
    }
    let ofDays = 0
    for (const day of this.#daysNewestFirst(span)) {
      if (ofDays >= wanted) break
      const events = this.#days.reader(day)?.events(query, span, wanted - ofDays) ?? []
      ofDays += events.length
      for (const placed of events) found.set(placed.position.sequence, placed)
    }
    return pageOf([...found.values()].sort(newestFirst), query.limit)
  }

  #inOutbox(query: EventQuery, span: Span, limit: number): readonly PlacedEvent[] {
    const attribute = query.attribute ? JSON.stringify(query.attribute) : '['
    const rows = this.#selectOutbox.all(...spanValues(query, span), attribute, limit)
    return rows.map(placedEventOf)
  }

  #daysNewestFirst({ fromSeconds, before }: Span): readonly Day[] {
    const touched = this.#days
      .all()
      .filter((day) => dayTouches(day, fromSeconds, before.timeSeconds))
    return touched.sort().reverse()
  }
}

function newestFirst({ position: left }: PlacedEvent, { position: right }: PlacedEvent): number {
  return right.timeSeconds - left.timeSeconds || right.sequence - left.sequence
}

function pageOf(found: readonly PlacedEvent[], limit: number): EventPage {
  const page = found.slice(0, limit)
  const events = page.map(({ event }) => event)
  const last = page.at(-1)
  return found.length > limit && last ? { events, next: last.position } : { events }
}
