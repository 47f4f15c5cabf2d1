// A node's copy of the rows that nodes share, in memory: reading one waits for nobody. It is filled
// at the start and follows from then on.

import { DatabaseSync, type SQLOutputValue, type StatementSync } from 'node:sqlite'
import type { IndexKey, RowWrite } from '../writer-messages.ts'
import type { LogReading, RowState } from './shared-log.ts'

const TABLES = `
  CREATE TABLE row (
    table_name TEXT NOT NULL,
    id TEXT NOT NULL,
    version INTEGER NOT NULL,
    value TEXT NOT NULL,
    keys TEXT NOT NULL,
    position INTEGER NOT NULL,
    PRIMARY KEY (table_name, id)
  ) WITHOUT ROWID;
  CREATE TABLE row_index (
    table_name TEXT NOT NULL,
    index_name TEXT NOT NULL,
    key TEXT NOT NULL,
    id TEXT NOT NULL,
    PRIMARY KEY (table_name, index_name, key, id)
  ) WITHOUT ROWID;`

export class Replica {
  readonly database: DatabaseSync
  /** Where rows were deleted of late: an older reading that still holds them comes too late. */
  readonly #deleted = new Map<string, number>()
  readonly #statements: Readonly<Record<keyof typeof STATEMENTS, StatementSync>>
  /** The last emptying by this node. */
  #emptied: { readonly kept: readonly string[]; readonly position: number } = {
    kept: [],
    position: 0,
  }

  constructor() {
    this.database = new DatabaseSync(':memory:')
    this.database.exec(TABLES)
    const prepared = Object.entries(STATEMENTS).map(([name, text]) => [
      name,
      this.database.prepare(text),
    ])
    this.#statements = Object.fromEntries(prepared) as Readonly<
      Record<keyof typeof STATEMENTS, StatementSync>
    >
  }

  /**
   * Brings in what is newer than what is here, and returns it as writes. A row may be here in a
   * newer state: a reading is of a moment, and own changes may have been settled since.
   */
  take(states: readonly RowState[]): readonly RowWrite[] {
    return this.#inTransaction(() => states.flatMap((state) => this.#takeOne(state) ?? []))
  }

  /**
   * The rows of a whole reading, and no others but own changes that were settled since its moment.
   */
  async takeWhole({ head, rows }: LogReading): Promise<void> {
    // In pieces: the old rows are there until the new ones are, so that nobody meets half of them.
    const pieces: (readonly RowState[])[] = []
    for await (const piece of rows) pieces.push(piece)
    this.#inTransaction(() => {
      const since = this.#statements.behind.all(head.position).map(rowStateOf)
      this.database.exec('DELETE FROM row; DELETE FROM row_index')
      for (const piece of [...pieces, since]) for (const state of piece) this.#takeOne(state)
    })
  }

  /** No reading of an earlier moment comes any more. */
  readThrough(position: number): void {
    for (const [name, deletedAt] of this.#deleted) {
      if (deletedAt <= position) this.#deleted.delete(name)
    }
  }

  emptyAllExcept(kept: readonly string[], position: number): void {
    this.#emptied = { kept, position }
    const keptJson = JSON.stringify(kept)
    this.#statements.emptyRows.run(keptJson)
    this.#statements.emptyKeys.run(keptJson)
  }

  close(): void {
    this.database.close()
  }

  #takeOne({ table, id, version, text, keys, position }: RowState): RowWrite | undefined {
    const known = this.#statements.select.get(table, id)
    const name = `${table}\0${id}`
    const newest = known ? Number(known.position) : (this.#deleted.get(name) ?? 0)
    if (newest > position || this.#isEmptied(table, position)) return undefined
    if (text === undefined) this.#deleted.set(name, position)
    else this.#deleted.delete(name)
    const before = known ? (JSON.parse(String(known.keys)) as readonly IndexKey[]) : []
    const keysGone = difference(before, keys)
    const keysNew = difference(keys, before)
    for (const [index, key] of keysGone) this.#statements.deleteKey.run(table, index, key, id)
    if (text === undefined) this.#statements.delete.run(table, id)
    else this.#statements.put.run(table, id, version, text, JSON.stringify(keys), position)
    for (const [index, key] of keysNew) this.#statements.putKey.run(table, index, key, id)
    const rests = Number(known?.version ?? 0)
    return { table, id, rests, version, text, keys, keysGone, keysNew }
  }

  /** Whether the state is from before the last emptying: a reading that was under way brings it. */
  #isEmptied(table: string, position: number): boolean {
    const { kept, position: emptiedAt } = this.#emptied
    return position < emptiedAt && !kept.includes(table)
  }

  #inTransaction<Result>(work: () => Result): Result {
    this.database.exec('BEGIN')
    try {
      const result = work()
      this.database.exec('COMMIT')
      return result
    } catch (fault) {
      this.database.exec('ROLLBACK')
      throw fault
    }
  }
}

const STATEMENTS = {
  behind: 'SELECT table_name, id, version, value, keys, position FROM row WHERE position > ?',
  select: 'SELECT version, position, keys FROM row WHERE table_name = ? AND id = ?',
  put: `INSERT OR REPLACE INTO row (table_name, id, version, value, keys, position)
        VALUES (?, ?, ?, ?, ?, ?)`,
  delete: 'DELETE FROM row WHERE table_name = ? AND id = ?',
  putKey: 'INSERT INTO row_index (table_name, index_name, key, id) VALUES (?, ?, ?, ?)',
  deleteKey: 'DELETE FROM row_index WHERE table_name = ? AND index_name = ? AND key = ? AND id = ?',
  emptyRows: 'DELETE FROM row WHERE table_name NOT IN (SELECT value FROM json_each(?))',
  emptyKeys: 'DELETE FROM row_index WHERE table_name NOT IN (SELECT value FROM json_each(?))',
} as const

function rowStateOf(row: Record<string, SQLOutputValue>): RowState {
  return {
    table: String(row['table_name']),
    id: String(row['id']),
    version: Number(row['version']),
    text: String(row['value']),
    keys: JSON.parse(String(row['keys'])) as readonly IndexKey[],
    position: Number(row['position']),
  }
}

function difference(keys: readonly IndexKey[], others: readonly IndexKey[]): readonly IndexKey[] {
  const named = new Set(others.map(([index, key]) => `${index}\0${key}`))
  return keys.filter(([index, key]) => !named.has(`${index}\0${key}`))
}
