// LookupEvents' half of the store: durable events, newest first, from the outbox and from the
// files of the days, each at most once.

import type { DatabaseSync, SQLInputValue, StatementSync } from 'node:sqlite'
import { dayPath, daysIn, dayTouches, type Day } from './event-days.ts'
import { EVENT_COLUMNS, placedEventOf, type PlacedEvent } from './event-row.ts'
import { openForReading, schemaOf } from './schema.ts'
import { isSqliteFault, SQLITE_CANTOPEN } from './sqlite-fault.ts'
import type { EventPage, EventPosition, EventQuery } from './store.ts'

const openDaysMax = 32

/** The span of the order of events that a query still has to see. */
interface Span {
  readonly fromSeconds: number
  /** Exclusive. */
  readonly before: EventPosition
  /** Events up to this sequence were forgotten. */
  readonly forgotten: number
}

const IN_SPAN = `account = ? AND region = ? AND time >= ? AND (time, sequence) < (?, ?)
  AND sequence > ?`
const NEWEST_FIRST = 'ORDER BY time DESC, sequence DESC LIMIT ?'

export class EventReader {
  readonly #directory: string
  readonly #days: Set<Day>
  readonly #open = new Map<Day, DayReader>()
  readonly #selectForgotten: StatementSync
  readonly #selectOutbox: StatementSync

  constructor(state: DatabaseSync, directory: string) {
    this.#directory = directory
    this.#days = new Set(daysIn(directory))
    this.#selectForgotten = state.prepare(`SELECT value FROM meta WHERE name = 'forgotten'`)
    // An attribute's JSON is a part of the JSON of all of them, and of no other's: inside a
    // string, quotation marks are escaped.
    this.#selectOutbox = state.prepare(
      `SELECT ${EVENT_COLUMNS} FROM outbox
       WHERE ${IN_SPAN} AND instr(attributes, ?) > 0 ${NEWEST_FIRST}`,
    )
  }

  addDays(days: readonly Day[]): void {
    for (const day of days) this.#days.add(day)
  }

  /** Their files are gone. */
  removeDays(days: readonly Day[]): void {
    for (const day of days) {
      this.#days.delete(day)
      this.#close(day)
    }
  }

  forgotten(): number {
    return Number(this.#selectForgotten.get()?.value)
  }

  events(query: EventQuery): EventPage {
    const span = spanOf(query, this.forgotten())
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
      const events = this.#reader(day)?.events(query, span, wanted - ofDays) ?? []
      ofDays += events.length
      for (const placed of events) found.set(placed.position.sequence, placed)
    }
    return pageOf([...found.values()].sort(newestFirst), query.limit)
  }

  close(): void {
    for (const day of this.#open.keys()) this.#close(day)
  }

  #inOutbox(query: EventQuery, span: Span, limit: number): readonly PlacedEvent[] {
    const attribute = query.attribute ? JSON.stringify(query.attribute) : '['
    const rows = this.#selectOutbox.all(...spanValues(query, span), attribute, limit)
    return rows.map(placedEventOf)
  }

  #daysNewestFirst({ fromSeconds, before }: Span): readonly Day[] {
    const touched = [...this.#days].filter((day) =>
      dayTouches(day, fromSeconds, before.timeSeconds),
    )
    return touched.sort().reverse()
  }

  /** Undefined: there is nothing to read in the file of this day. */
  #reader(day: Day): DayReader | undefined {
    const reader = this.#open.get(day) ?? openDay(dayPath(this.#directory, day))
    if (!reader) return undefined
    // To the end of the Map, which is closed last.
    this.#open.delete(day)
    this.#open.set(day, reader)
    for (const oldest of this.#open.keys()) {
      if (this.#open.size <= openDaysMax) break
      this.#close(oldest)
    }
    return reader
  }

  #close(day: Day): void {
    this.#open.get(day)?.close()
    this.#open.delete(day)
  }
}

/** One day's file, open for reading. */
class DayReader {
  readonly #database: DatabaseSync
  readonly #selectByLookup: StatementSync
  readonly #selectById: StatementSync

  constructor(database: DatabaseSync) {
    this.#database = database
    this.#selectByLookup = this.#database.prepare(
      `SELECT ${EVENT_COLUMNS} FROM event WHERE sequence IN (
         SELECT sequence FROM lookup
         WHERE attribute = ? AND value = ? AND ${IN_SPAN} ${NEWEST_FIRST}
       )`,
    )
    this.#selectById = this.#database.prepare(
      `SELECT ${EVENT_COLUMNS} FROM event WHERE event_id = ? AND ${IN_SPAN}`,
    )
  }

  events(query: EventQuery, span: Span, limit: number): readonly PlacedEvent[] {
    const [attribute, value] = query.attribute ?? ['', '']
    const inSpan = spanValues(query, span)
    const rows =
      attribute === 'EventId'
        ? this.#selectById.all(value, ...inSpan)
        : this.#selectByLookup.all(attribute, value, ...inSpan, limit)
    return rows.map(placedEventOf)
  }

  close(): void {
    this.#database.close()
  }
}

function openDay(path: string): DayReader | undefined {
  const database = openIfThere(path)
  if (!database) return undefined
  if (schemaOf(database) > 0) return new DayReader(database)
  database.close() // A crash came between making the file and its tables: it holds no events.
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

function spanOf({ fromSeconds, toSeconds, after }: EventQuery, forgotten: number): Span {
  const end = { timeSeconds: toSeconds, sequence: Number.MAX_SAFE_INTEGER }
  const before = after && after.timeSeconds <= toSeconds ? after : end
  return { fromSeconds, before, forgotten }
}

/** The values of IN_SPAN. */
function spanValues({ account, region }: EventQuery, span: Span): SQLInputValue[] {
  const { timeSeconds, sequence } = span.before
  return [account, region, span.fromSeconds, timeSeconds, sequence, span.forgotten]
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
