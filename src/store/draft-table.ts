// The rows of one table of a draft, in the order of their ids and under the keys of their indexes,
// so that a page of them costs what it holds and not what the draft holds.

import { indexKeys } from './row-value.ts'
import { SortedIds } from './sorted-ids.ts'
import type { Row, Table } from './store.ts'

/** A row of the draft. */
export interface DraftRow {
  readonly table: Table<never>
  readonly id: string
  /** The version that the store below had when the draft first touched the row. */
  readonly rests: number
  /** Undefined: it is deleted. */
  readonly row: Row<unknown> | undefined
}

export class DraftTable {
  readonly #rows = new Map<string, DraftRow>()
  /** Of the rows that are not deleted. */
  readonly #ids = new SortedIds()
  /** By index, then by key. */
  readonly #found = new Map<string, Map<string, SortedIds>>()

  get(id: string): DraftRow | undefined {
    return this.#rows.get(id)
  }

  rows(): Iterable<DraftRow> {
    return this.#rows.values()
  }

  ids(): SortedIds {
    return this.#ids
  }

  idsWith(index: string, key: string): SortedIds {
    return this.#found.get(index)?.get(key) ?? new SortedIds()
  }

  put(drafted: DraftRow): void {
    const { table, id, row } = drafted
    for (const ids of this.#listsOf(table, this.#rows.get(id)?.row)) ids.delete(id)
    this.#rows.set(id, drafted)
    for (const ids of this.#listsOf(table, row)) ids.add(id)
  }

  /** The lists that hold a row's id. */
  *#listsOf(table: Table<never>, row: Row<unknown> | undefined): Generator<SortedIds, undefined> {
    if (!row) return undefined
    yield this.#ids
    for (const [index, keys] of indexKeys(table, row)) {
      const lists = this.#found.get(index) ?? new Map<string, SortedIds>()
      this.#found.set(index, lists)
      for (const key of keys) {
        const list = lists.get(key) ?? new SortedIds()
        lists.set(key, list)
        yield list
      }
    }
    return undefined
  }
}
