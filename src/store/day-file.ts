// The mover's side of one day's file: its only writer.

import { rmSync } from 'node:fs'
import type { DatabaseSync } from 'node:sqlite'
import { dayPath, type Day } from './event-days.ts'
import { EVENT_COLUMNS, eventValues, type PlacedEvent } from './event-row.ts'
import { DAY_MIGRATIONS, openForWriting } from './schema.ts'

export interface DayFile {
  /** Durable when it returns. An event that is there already is left as it is. */
  add(events: readonly PlacedEvent[]): void
  holdsEventsBehind(sequence: number): boolean
  close(): void
}

export function openDayFile(directory: string, day: Day, beforeStep: () => void): DayFile {
  const database = openForWriting(dayPath(directory, day), DAY_MIGRATIONS)
  const insertOne = eventInserter(database)
  return {
    add: (events) => {
      try {
        database.exec('BEGIN IMMEDIATE')
        for (const event of events) insertOne(event)
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

function eventInserter(database: DatabaseSync): (placed: PlacedEvent) => void {
  const insertEvent = database.prepare(
    `INSERT OR IGNORE INTO event (${EVENT_COLUMNS}) VALUES (?, ?, ?, ?, ?, ?, ?)`,
  )
  const insertLookup = database.prepare(
    `INSERT OR IGNORE INTO lookup (account, region, attribute, value, time, sequence)
     VALUES (?, ?, ?, ?, ?, ?)`,
  )
  return ({ event, position: { timeSeconds, sequence } }) => {
    // Copied before, and the crash came before the outbox forgot it.
    if (Number(insertEvent.run(...eventValues(event, sequence)).changes) === 0) return
    insertLookup.run(event.account, event.region, '', '', timeSeconds, sequence)
    for (const [attribute, value] of event.attributes) {
      if (attribute === 'EventId') continue // `event_id` has an index of its own.
      insertLookup.run(event.account, event.region, attribute, value, timeSeconds, sequence)
    }
  }
}

export function deleteDayFile(directory: string, day: Day): void {
  const path = dayPath(directory, day)
  for (const ending of ['', '-wal', '-shm']) rmSync(path + ending, { force: true })
}
