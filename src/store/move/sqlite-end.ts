// A data directory as one end of a move.

import { existsSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import type { DatabaseSync } from 'node:sqlite'
import { migrateDays } from '../day-file.ts'
import { openObjectFile } from '../backup/held-files.ts'
import { noStore, statePathIn } from '../backup/state-snapshot.ts'
import { dayOf, dayPath, daysIn, type Day } from '../event-days.ts'
import { EVENT_COLUMNS, type PlacedEventRow } from '../event-row.ts'
import { lockDirectory, type DirectoryLock } from '../lock.ts'
import type { FileId, OpenFile } from '../object-file.ts'
import { requireWhole } from '../open-fault.ts'
import { metaNumber, openForReading, openForWriting, STATE_MIGRATIONS } from '../schema.ts'
import type { IndexKey } from '../writer-messages.ts'
import { byJson, type MovedRow, type MoveEnd, type MoveHead, type RowName } from './move-end.ts'
import { requireFinished } from './unfinished-move.ts'

/** The rows' keys by their rows: the index itself is in the order of the keys. */
const KEYS_BY_ROW = `CREATE TEMP TABLE key_of_row (
    table_name TEXT, id TEXT, index_name TEXT, key TEXT,
    PRIMARY KEY (table_name, id, index_name, key)
  ) WITHOUT ROWID;
  INSERT INTO key_of_row SELECT table_name, id, index_name, key FROM row_index`

const ROWS = `SELECT table_name, id, version, value, (
      SELECT json_group_array(json_array(index_name, key)) FROM key_of_row
      WHERE key_of_row.table_name = row.table_name AND key_of_row.id = row.id
    ) AS keys
  FROM row WHERE (table_name, id) > (?, ?) ORDER BY table_name, id LIMIT ?`

export const eventsIn = (directory: string): string => join(directory, 'events')

/** Throws when a stack is at work there, or when there is none. */
export function openSqliteSource(directory: string): SqliteEnd {
  const path = statePathIn(directory)
  if (!existsSync(path)) throw noStore(directory)
  requireFinished(directory)
  const lock = lockDirectory(directory)
  try {
    // As a start does: one of an older version is brought to the newest schema.
    const database = openForWriting(path, STATE_MIGRATIONS)
    try {
      requireWhole(database, path)
      if (existsSync(eventsIn(directory))) migrateDays(database, eventsIn(directory))
    } finally {
      database.close()
    }
    return new SqliteEnd(directory, lock)
  } catch (fault) {
    lock.release()
    throw fault
  }
}

export class SqliteEnd implements MoveEnd {
  readonly name: string
  protected readonly directory: string
  readonly #lock: DirectoryLock
  #state: DatabaseSync | undefined
  #day: { readonly day: Day; readonly database: DatabaseSync | undefined } | undefined

  constructor(directory: string, lock: DirectoryLock) {
    this.name = directory
    this.directory = directory
    this.#lock = lock
  }

  async head(): Promise<MoveHead> {
    const newest = this.state.prepare(`SELECT seq FROM sqlite_sequence WHERE name = 'outbox'`).get()
    return {
      sequence: Number(newest?.['seq'] ?? 0),
      version: metaNumber(this.state, 'version'),
      forgotten: metaNumber(this.state, 'forgotten'),
    }
  }

  async rowsBehind(last: RowName | undefined, limit: number): Promise<readonly MovedRow[]> {
    const { table = '', id = '' } = last ?? {}
    const rows = this.state.prepare(ROWS).all(table, id, limit)
    return rows.map((row) => ({
      table: String(row['table_name']),
      id: String(row['id']),
      version: Number(row['version']),
      text: String(row['value']),
      keys: (JSON.parse(String(row['keys'])) as IndexKey[]).toSorted(byJson),
    }))
  }

  async days(): Promise<readonly Day[]> {
    const waiting = this.state.prepare('SELECT DISTINCT time / 86400 * 86400 AS day FROM outbox')
    const inOutbox = waiting.all().map(({ day }) => dayOf(Number(day)))
    const events = eventsIn(this.directory)
    return [...new Set([...(existsSync(events) ? daysIn(events) : []), ...inOutbox])].toSorted()
  }

  /** A crash may have left an event in the outbox and in the file of its day. */
  async eventsBehind(
    day: Day,
    sequence: number,
    limit: number,
  ): Promise<readonly PlacedEventRow[]> {
    const behind = Math.max(sequence, metaNumber(this.state, 'forgotten'))
    const inDay = this.ofDay(day)
      ?.prepare(`SELECT ${EVENT_COLUMNS} FROM event WHERE sequence > ? ORDER BY sequence LIMIT ?`)
      .all(behind, limit)
    const inOutbox = this.state
      .prepare(
        `SELECT ${EVENT_COLUMNS} FROM outbox WHERE sequence > ? AND date(time, 'unixepoch') = ?
         ORDER BY sequence LIMIT ?`,
      )
      .all(behind, day, limit)
    const found = [...(inDay ?? []), ...inOutbox].map((row) => eventRow(row))
    return [...new Map(found.map((row) => [row[0], row])).values()]
      .toSorted(([left], [right]) => left - right)
      .slice(0, limit)
  }

  async filesBehind(id: string, limit: number): Promise<readonly FileId[]> {
    const select = this.state.prepare(
      `SELECT id FROM object_file WHERE state <> 'released' AND id > ? ORDER BY id LIMIT ?`,
    )
    return select.all(id, limit).map((row) => String(row['id']) as FileId)
  }

  async openFile(id: FileId): Promise<OpenFile> {
    const file = openObjectFile(join(this.directory, 'objects'), id)
    if (file) return file
    throw Object.assign(new Error(`the object file ${id} is nowhere`), { code: 'ENOENT' })
  }

  async close(): Promise<void> {
    this.closeReading()
    this.#lock.release()
  }

  /** What is written behind it is not in what it has gathered. */
  protected closeReading(): void {
    this.#day?.database?.close()
    this.#day = undefined
    this.#state?.close()
    this.#state = undefined
  }

  protected get state(): DatabaseSync {
    if (this.#state) return this.#state
    this.#state = openForReading(statePathIn(this.directory))
    this.#state.exec(KEYS_BY_ROW)
    return this.#state
  }

  /** One at a time is open. */
  protected ofDay(day: Day): DatabaseSync | undefined {
    if (this.#day?.day === day) return this.#day.database
    this.#day?.database?.close()
    const path = dayPath(eventsIn(this.directory), day)
    this.#day = { day, database: existsSync(path) ? openForReading(path) : undefined }
    return this.#day.database
  }
}

type SqliteRow = ReturnType<ReturnType<DatabaseSync['prepare']>['all']>[number]

const eventRow = (row: SqliteRow): PlacedEventRow => [
  Number(row['sequence']),
  String(row['event_id']),
  String(row['account']),
  String(row['region']),
  Number(row['time']),
  String(row['attributes']),
  String(row['record']),
  row['category'] === 'Data' ? 'Data' : 'Management',
]

/** Nothing but what a lock leaves. */
export const isEmptyDirectory = (directory: string): boolean =>
  !existsSync(directory) ||
  readdirSync(directory).every((name) => ['lock', 'lock-journal', 'pid'].includes(name))
