// Changes that are queued and not yet durable. They hide what the disk says.

import { compareIds } from './row-id.ts'
import type { Row } from './store.ts'
import type { QueuedWrite } from './writer-messages.ts'

export interface PendingRow {
  readonly id: string
  /** Undefined: the row is being deleted. */
  readonly row: Row<unknown> | undefined
  /** The keys of the row by index. */
  readonly keys: ReadonlyMap<string, ReadonlySet<string>>
  /** Deletions have a version too: it tells whether the row was touched again since. */
  readonly version: number
  readonly textLength: number
}

export class Overlay {
  readonly #tables = new Map<string, Map<string, PendingRow>>()
  /** Queued emptyings, each by the names of the tables it keeps. */
  #emptyings: (readonly string[])[] = []

  get(table: string, id: string): PendingRow | undefined {
    return this.#tables.get(table)?.get(id)
  }

  has(table: string, id: string): boolean {
    return this.#tables.get(table)?.has(id) === true
  }

  /** Whether nothing on the disk counts, because the table is being emptied. */
  hidesDisk(table: string): boolean {
    return this.#emptyings.some((kept) => !kept.includes(table))
  }

  /** Whether what the disk says of the table may be other than what is to be seen. */
  touches(table: string): boolean {
    return (this.#tables.get(table)?.size ?? 0) > 0 || this.hidesDisk(table)
  }

  /** The ids of pending rows that pass, in order. */
  idsWhere(table: string, passes: (pending: PendingRow) => boolean): string[] {
    const ids: string[] = []
    for (const pending of this.#tables.get(table)?.values() ?? []) {
      if (pending.row && passes(pending)) ids.push(pending.id)
    }
    return ids.sort(compareIds)
  }

  put(table: string, pending: PendingRow): void {
    const rows = this.#tables.get(table)
    if (rows) rows.set(pending.id, pending)
    else this.#tables.set(table, new Map([[pending.id, pending]]))
  }

  emptyAllExcept(kept: readonly string[]): void {
    this.#emptyings.push(kept)
    for (const table of this.#tables.keys()) {
      if (!kept.includes(table)) this.#tables.delete(table)
    }
  }

  /** Takes out what `write` put in, unless it was touched again since, and returns it. */
  settle(write: QueuedWrite): readonly (readonly [table: string, pending: PendingRow])[] {
    if (write.emptyAllExcept) this.#emptyings.shift()
    const settled: [string, PendingRow][] = []
    for (const { table, id, version } of write.rows ?? []) {
      const pending = this.get(table, id)
      if (pending?.version !== version) continue
      this.#tables.get(table)?.delete(id)
      settled.push([table, pending])
    }
    return settled
  }

  clear(): void {
    this.#tables.clear()
    this.#emptyings = []
  }
}
