// The mover's side of one day's file: its only writer.

import type { DatabaseSync } from 'node:sqlite'
import { dayPath, daysIn, type Day } from './event-days.ts'
import { EVENT_COLUMNS, type PlacedEventRow } from './event-row.ts'
import {
  createWhole,
  DAY_MIGRATIONS,
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
  createWhole(path, DAY_MIGRATIONS)
  const database = openForWriting(path, DAY_MIGRATIONS)
  const insertAll = eventInserter(database)
  return {
    add: (events) => {
      try {
        database.exec('BEGIN IMMEDIATE')
        insertAll(events)
        beforeStep()
        database.exec('COMMIT')
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
  // One statement for all of them, in the order of the index: neighbours share their pages.
  const insertLookups = database.prepare(
    `INSERT OR IGNORE INTO lookup (account, region, attribute, value, time, sequence)
     SELECT account, region, entry.value ->> 0, entry.value ->> 1, time, sequence
     FROM event, json_each(event.attributes) AS entry
     WHERE sequence BETWEEN ?1 AND ?2 AND category = 'Management' AND entry.value ->> 0 <> 'EventId'
     UNION ALL
     SELECT account, region, '', '', time, sequence
     FROM event WHERE sequence BETWEEN ?1 AND ?2 AND category = 'Management'
     ORDER BY 1, 2, 3, 4, 5, 6`,
  )
  return (events) => {
    const sequences = events.map(([sequence]) => sequence)
    for (const event of events) insertEvent.run(...event)
    insertLookups.run(Math.min(...sequences), Math.max(...sequences))
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
