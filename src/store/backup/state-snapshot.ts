// `state.db` as it was at one moment, read beside the stack that goes on writing: in WAL mode a
// read transaction sees what was committed when it began, and holds nobody up.

import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { backup, type DatabaseSync } from 'node:sqlite'
import type { FileId } from '../object-file.ts'
import {
  metaNumber,
  newestSequence,
  openForReading,
  requireKnownSchema,
  schemaOf,
  STATE_MIGRATIONS,
} from '../schema.ts'
import { requireFinished } from '../move/unfinished-move.ts'
import { StoreError } from '../store-error.ts'

/** Few enough that a copy answers to signals, many enough to be quick. */
const pagesPerStep = 1000

export class StateSnapshot {
  readonly #database: DatabaseSync

  constructor(directory: string) {
    const path = statePathIn(directory)
    if (!existsSync(path)) throw noStore(directory)
    requireFinished(directory)
    this.#database = openForReading(path)
    try {
      requireKnownSchema(this.#database, path, STATE_MIGRATIONS)
      // INVARIANT: a transaction begins with its first read, which is this one.
      this.#database.exec('BEGIN')
      this.newestSequence()
    } catch (fault) {
      this.#database.close()
      throw fault
    }
  }

  get schema(): number {
    return schemaOf(this.#database)
  }

  /** For questions of whoever knows the tables. */
  get database(): DatabaseSync {
    return this.#database
  }

  /** The number of the newest event; 0: there is none. */
  newestSequence(): number {
    return newestSequence(this.#database)
  }

  /** Events up to this number were forgotten, wherever they still lie. */
  forgotten(): number {
    return metaNumber(this.#database, 'forgotten')
  }

  /** How many rows each table has. */
  rowCounts(): Readonly<Record<string, number>> {
    const counts = this.#database.prepare(
      'SELECT table_name, count(*) AS rows FROM row GROUP BY table_name ORDER BY table_name',
    )
    return Object.fromEntries(
      counts.all().map(({ table_name, rows }) => [String(table_name), Number(rows)]),
    )
  }

  /** The files that rows name. */
  files(): readonly FileId[] {
    if (!hasObjectFiles(this.#database)) return []
    const select = this.#database.prepare(
      `SELECT id FROM object_file WHERE state <> 'released' ORDER BY id`,
    )
    return select.all().map(({ id }) => String(id) as FileId)
  }

  /** Whether rows name it. */
  holdsFile(id: FileId): boolean {
    if (!hasObjectFiles(this.#database)) return false
    const select = this.#database.prepare(
      `SELECT 1 FROM object_file WHERE id = ? AND state <> 'released'`,
    )
    return select.get(id) !== undefined
  }

  /** A database file of its own, as of the snapshot's moment. */
  async copyTo(path: string): Promise<void> {
    await backup(this.#database, path, { rate: pagesPerStep })
  }

  close(): void {
    this.#database.close()
  }
}

export const statePathIn = (directory: string): string => join(directory, 'state.db')

/** A directory of an older version has no table of them. */
export const hasObjectFiles = (state: DatabaseSync): boolean =>
  state.prepare(`SELECT 1 FROM sqlite_master WHERE name = 'object_file'`).get() !== undefined

export const noStore = (directory: string): StoreError =>
  new StoreError(`\`${directory}\` holds no Sparekey data: there is no state.db`, '--data DIR')
