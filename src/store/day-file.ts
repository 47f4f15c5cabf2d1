// The mover's side of one day's file: its only writer.

import type { DatabaseSync } from 'node:sqlite'
import { dayPath, daysIn, type Day } from './event-days.ts'
import { EVENT_COLUMNS, type PlacedEventRow } from './event-row.ts'
import { LookupIndex } from './lookup-index.ts'
import {
  createWhole,
  DAY_MIGRATIONS,
  dayPageBytes,
  metaNumber,
  openForWriting,
  removeDatabase,
} from './schema.ts'
import { isDamage } from './sqlite-fault.ts'

export interface DayFile {
  /** Durable when it returns. An event that is there already is left as it is. */
  add(events: readonly PlacedEventRow[]): void
  holdsEventsBehind(sequence: number): boolean
  close(): void
}

export function openDayFile(directory: string, day: Day, beforeStep: () => void): DayFile {
  const path = dayPath(directory, day)
  // A file whose making was cut off may need its journal rolled back, and a reader could not.
  createWhole(path, DAY_MIGRATIONS, dayPageBytes)
  const database = openForWriting(path, DAY_MIGRATIONS)
  const insertAll = eventInserter(database)
  const index = new LookupIndex(database)
  return {
    add: (events) => {
      try {
        database.exec('BEGIN IMMEDIATE')
        insertAll(events)
        index.add(events)
        beforeStep()
        database.exec('COMMIT')
      } catch (fault) {
        index.forgetTerms()
        throw fault
      } finally {
        if (database.isTransaction) database.exec('ROLLBACK')
      }
    },
    holdsEventsBehind: (sequence) =>
      database.prepare('SELECT 1 FROM event WHERE sequence > ? LIMIT 1').get(sequence) !==
      undefined,
    close: () => database.close(),
  }
}

function eventInserter(database: DatabaseSync): (events: readonly PlacedEventRow[]) => void {
  // Or ignore: it was copied before, and the crash came before the outbox forgot it.
  const insertEvent = database.prepare(
    `INSERT OR IGNORE INTO event (${EVENT_COLUMNS}) VALUES (?, ?, ?, ?, ?, ?, ?, ?)`,
  )
  return (events) => {
    for (const event of events) insertEvent.run(...event)
  }
}

/** Brings the files of the days to the newest schema, once; `state` remembers that it was done. */
export function migrateDays(state: DatabaseSync, directory: string): void {
  if (metaNumber(state, 'day_schema') === DAY_MIGRATIONS.length) return
  for (const day of daysIn(directory)) {
    try {
      openForWriting(dayPath(directory, day), DAY_MIGRATIONS).close()
    } catch (fault) {
      // A damaged day is told by those who need it; the stack goes on without it.
      if (!isDamage(fault)) throw fault
    }
  }
  state.prepare(`UPDATE meta SET value = ? WHERE name = 'day_schema'`).run(DAY_MIGRATIONS.length)
}

export function deleteDayFile(directory: string, day: Day): void {
  removeDatabase(dayPath(directory, day))
}
