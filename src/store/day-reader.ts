// One day's file, open for reading.

import type { DatabaseSync, StatementSync } from 'node:sqlite'
import { dayPath, type Day } from './event-days.ts'
import { EVENT_COLUMNS, placedEventOf } from './event-row.ts'
import { IN_PLACE, IN_SPAN, IN_TIME, NEWEST_FIRST, spanValues, type Span } from './event-span.ts'
import { openForReading, schemaOf } from './schema.ts'
import { isSqliteFault, SQLITE_CANTOPEN } from './sqlite-fault.ts'
import type { EventQuery, PlacedEvent } from './store.ts'
import { KiB } from '../base/sizes.ts'

/** Small: three months of files are open at once. The system caches pages as well. */
const pageCacheBytes = 512 * KiB

/** The sequence numbers of a day's events; both ends are inclusive. */
export interface SequenceRange {
  readonly least: number
  readonly greatest: number
}

export class DayReader {
  readonly #database: DatabaseSync
  readonly #selectByTerm: StatementSync
  /** Undefined: the day has no entries of before. */
  readonly #selectByLookup: StatementSync | undefined
  readonly #selectById: StatementSync
  readonly #selectBetween: StatementSync
  readonly #selectRange: StatementSync

  constructor(database: DatabaseSync) {
    this.#database = database
    this.#selectByTerm = database.prepare(
      `SELECT ${EVENT_COLUMNS} FROM event WHERE sequence IN (
         SELECT sequence FROM entry
         WHERE term = (SELECT id FROM term WHERE attribute = ? AND value = ? AND ${IN_PLACE})
           AND ${IN_TIME} ${NEWEST_FIRST}
       )`,
    )
    this.#selectByLookup = hasEntriesOfSchema2(database)
      ? database.prepare(
          `SELECT ${EVENT_COLUMNS} FROM event WHERE sequence IN (
             SELECT sequence FROM lookup_of_schema_2
             WHERE attribute = ? AND value = ? AND ${IN_SPAN} ${NEWEST_FIRST}
           )`,
        )
      : undefined
    this.#selectById = database.prepare(
      `SELECT ${EVENT_COLUMNS} FROM event
       WHERE event_id = ? AND category = 'Management' AND ${IN_SPAN} ${NEWEST_FIRST}`,
    )
    this.#selectBetween = database.prepare(
      `SELECT ${EVENT_COLUMNS} FROM event
       WHERE sequence > ? AND sequence < ? ORDER BY sequence LIMIT ?`,
    )
    // Two questions: each is one step in the tree, where one with both ends reads all of it.
    this.#selectRange = database.prepare(
      `SELECT (SELECT min(sequence) FROM event) AS least,
              (SELECT max(sequence) FROM event) AS greatest`,
    )
  }

  /** The newest, up to `limit` of each kind of entry. */
  events(query: EventQuery, span: Span, limit: number): readonly PlacedEvent[] {
    const [attribute, value] = query.attribute ?? ['', '']
    const inSpan = [...spanValues(query, span), limit]
    if (attribute === 'EventId') return this.#selectById.all(value, ...inSpan).map(placedEventOf)
    const rows = this.#selectByTerm.all(attribute, value, ...inSpan)
    const older = this.#selectByLookup?.all(attribute, value, ...inSpan) ?? []
    return [...rows, ...older].map(placedEventOf)
  }

  /** Of both categories, in the order of sequence numbers; both ends are exclusive. */
  between(behind: number, before: number, limit: number): readonly PlacedEvent[] {
    return this.#selectBetween.all(behind, before, limit).map(placedEventOf)
  }

  /** Undefined: there is no event. */
  range(): SequenceRange | undefined {
    const { least, greatest } = this.#selectRange.get() ?? {}
    if (typeof least !== 'number' || typeof greatest !== 'number') return undefined
    return { least, greatest }
  }

  close(): void {
    this.#database.close()
  }
}

const hasEntriesOfSchema2 = (database: DatabaseSync): boolean =>
  database.prepare('SELECT 1 FROM lookup_of_schema_2 LIMIT 1').get() !== undefined

/** Undefined: there is nothing to read in the file of this day. */
export function openDay(directory: string, day: Day): DayReader | undefined {
  const database = openIfThere(dayPath(directory, day))
  if (!database) return undefined
  if (schemaOf(database) > 0) {
    database.exec(`PRAGMA cache_size = -${pageCacheBytes / KiB}`)
    return new DayReader(database)
  }
  database.close() // An older version made the file before its tables, and a crash came between.
  return undefined
}

/** Undefined: the mover has just deleted the file, and the word of it is on its way. */
function openIfThere(path: string): DatabaseSync | undefined {
  try {
    return openForReading(path)
  } catch (fault) {
    if (isSqliteFault(fault, SQLITE_CANTOPEN)) return undefined
    throw fault
  }
}
