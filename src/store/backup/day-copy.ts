// A copy of the events of one day, up to a number: what came later belongs to another moment.

import { backup, DatabaseSync } from 'node:sqlite'
import { dayPath, type Day } from '../event-days.ts'
import { ensurePrivateFile } from '../private-files.ts'
import { openForReading, schemaOf } from '../schema.ts'
import { isSqliteFault, SQLITE_CANTOPEN, SQLITE_CORRUPT, SQLITE_NOTADB } from '../sqlite-fault.ts'

const pagesPerStep = 1000

export type DayCopy =
  | { readonly events: number; readonly damaged?: never }
  /** Why the file cannot be read. */
  | { readonly damaged: string; readonly events?: never }

/** Writes the copy to `to`. Undefined: the day is gone, or holds nothing up to `newest`. */
export async function copyDay(
  directory: string,
  day: Day,
  to: string,
  newest: number,
): Promise<DayCopy | undefined> {
  try {
    if (!(await copyPages(dayPath(directory, day), to))) return undefined
    const events = cutBehind(to, newest)
    return events === 0 ? undefined : { events }
  } catch (fault) {
    // It was dropped with its day: what is in it is older than the history.
    if (isSqliteFault(fault, SQLITE_CANTOPEN)) return undefined
    if (isSqliteFault(fault, SQLITE_CORRUPT) || isSqliteFault(fault, SQLITE_NOTADB)) {
      return { damaged: fault instanceof Error ? fault.message : String(fault) }
    }
    throw fault
  }
}

async function copyPages(from: string, to: string): Promise<boolean> {
  const database = openForReading(from)
  try {
    if (schemaOf(database) === 0) return false
    // A read transaction, so that what the mover adds meanwhile does not start the copy afresh.
    database.exec('BEGIN')
    database.prepare('SELECT count(*) FROM sqlite_master').get()
    ensurePrivateFile(to)
    await backup(database, to, { rate: pagesPerStep })
    return true
  } finally {
    database.close()
  }
}

/** How many events are left. */
function cutBehind(path: string, newest: number): number {
  const copy = new DatabaseSync(path)
  try {
    // Numbers behind the newest are given once more after a restore. Most days have none of them,
    // and no index finds the lookups of a number.
    if (copy.prepare('SELECT 1 FROM event WHERE sequence > ? LIMIT 1').get(newest)) {
      for (const table of tablesOf(copy).filter((name) => OF_EVENTS.has(name))) {
        copy.prepare(`DELETE FROM ${table} WHERE sequence > ?`).run(newest)
      }
    }
    return Number(copy.prepare('SELECT count(*) AS events FROM event').get()?.events)
  } finally {
    copy.close()
  }
}

/** Of every schema: the stack that writes there may be of an older version. */
const OF_EVENTS: ReadonlySet<string> = new Set(['event', 'lookup', 'lookup_of_schema_2', 'entry'])

const tablesOf = (database: DatabaseSync): readonly string[] =>
  database
    .prepare(`SELECT name FROM sqlite_master WHERE type = 'table'`)
    .all()
    .map(({ name }) => String(name))
