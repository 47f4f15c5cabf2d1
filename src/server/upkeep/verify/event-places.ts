// The events of a data directory as of one moment, from the files of their days and the outbox.

import { existsSync } from 'node:fs'
import { join } from 'node:path'
import type { DatabaseSync } from 'node:sqlite'
import { dayPath, daysIn } from '../../../store/event-days.ts'
import { EVENT_COLUMNS, placedEventOf } from '../../../store/event-row.ts'
import { openForReading, schemaOf } from '../../../store/schema.ts'
import type { PlacedEvent } from '../../../store/store.ts'

export interface EventPlace {
  /** `events/2026-11-23.db`, or `the outbox`. */
  readonly name: string
  readonly day: string | undefined
  readonly database: DatabaseSync
  events(): Generator<PlacedEvent, undefined>
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

function* eventsIn(database: DatabaseSync, table: string): Generator<PlacedEvent, undefined> {
  const select = database.prepare(`SELECT ${EVENT_COLUMNS} FROM ${table} ORDER BY sequence`)
  for (const row of select.iterate()) yield placedEventOf(row)
  return undefined
}
