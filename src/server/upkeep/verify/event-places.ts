// The events of a data directory as of one moment, from the files of their days and the outbox.

import { existsSync } from 'node:fs'
import { join } from 'node:path'
import type { DatabaseSync } from 'node:sqlite'
import { dayPath, daysIn } from '../../../store/event-days.ts'
import { openForReading, schemaOf } from '../../../store/schema.ts'
import type { EventPosition } from '../../../store/store.ts'
import { readAhead } from './read-ahead.ts'

/** What an event is filed as, but for its attributes, and its text. */
export interface FiledEvent {
  readonly position: EventPosition
  readonly eventId: string
  readonly region: string
  readonly record: string
}

export interface EventPlace {
  /** `events/2026-11-23.db`, or `the outbox`. */
  readonly name: string
  readonly day: string | undefined
  readonly database: DatabaseSync
  /** In the order of their numbers. */
  events(): Generator<FiledEvent, undefined>
}

/** Days first, in their order. Each is open until the next one is asked for. */
export function* eventPlaces(
  data: string,
  state: DatabaseSync,
  damaged: (name: string, reason: string) => void,
): Generator<EventPlace, undefined> {
  const directory = join(data, 'events')
  for (const day of existsSync(directory) ? daysIn(directory).sort() : []) {
    const name = `events/${day}.db`
    const database = openDay(dayPath(directory, day), (reason) => damaged(name, reason))
    if (!database) continue
    try {
      yield placeOf(name, day, database, 'event')
    } finally {
      database.close()
    }
  }
  yield placeOf('outbox', undefined, state, 'outbox')
  return undefined
}

/** Undefined: it holds nothing, or is damaged. */
function openDay(path: string, damaged: (reason: string) => void): DatabaseSync | undefined {
  readAhead(path)
  const database = openForReading(path)
  try {
    if (schemaOf(database) > 0) return database
  } catch (fault) {
    damaged(fault instanceof Error ? fault.message : String(fault))
  }
  database.close()
  return undefined
}

const placeOf = (
  name: string,
  day: string | undefined,
  database: DatabaseSync,
  table: string,
): EventPlace => ({ name, day, database, events: () => eventsIn(database, table) })

function* eventsIn(database: DatabaseSync, table: string): Generator<FiledEvent, undefined> {
  const select = database.prepare(
    `SELECT sequence, time, event_id, region, record FROM ${table} ORDER BY sequence`,
  )
  for (const { sequence, time, event_id, region, record } of select.iterate()) {
    yield {
      position: { sequence: Number(sequence), timeSeconds: Number(time) },
      eventId: String(event_id),
      region: String(region),
      record: String(record),
    }
  }
  return undefined
}
