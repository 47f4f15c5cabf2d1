// The rows of a data directory as one moment has them, past the store: nothing is written, and a
// stack may be at work there.

import type { DatabaseSync, SQLOutputValue, StatementSync } from 'node:sqlite'
import { parseJson } from '../../../base/json.ts'
import type { Row, Table } from '../../../store/store.ts'

/** Undefined: it is no JSON, which another check tells. */
const valueOf = <Value>(value: SQLOutputValue | undefined): Value | undefined =>
  parseJson(String(value)) as Value | undefined

export class StoredRows {
  readonly #selectOne: StatementSync
  readonly #database: DatabaseSync

  constructor(database: DatabaseSync) {
    this.#selectOne = database.prepare(
      'SELECT version, value FROM row WHERE table_name = ? AND id = ?',
    )
    this.#database = database
  }

  get<Value>({ name }: Table<Value>, id: string): Value | undefined {
    const found = this.#selectOne.get(name, id)
    return found && valueOf<Value>(found['value'])
  }

  has({ name }: Table<never>, id: string): boolean {
    return this.#selectOne.get(name, id) !== undefined
  }

  /** In the order of ids. */
  *all<Value>({ name }: Table<Value>): Generator<Row<Value>, undefined> {
    // A statement of its own: several tables may be walked at once, and one of them twice.
    const select = this.#database.prepare(
      'SELECT id, version, value FROM row WHERE table_name = ? ORDER BY id',
    )
    for (const { id, version, value } of select.iterate(name)) {
      const parsed = valueOf<Value>(value)
      if (parsed !== undefined) yield { id: String(id), version: Number(version), value: parsed }
    }
    return undefined
  }
}
