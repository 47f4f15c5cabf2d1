// What the file's index says under a key that was asked for of late: the ids, as long as they are
// few. Most keys hold none, and to find that out in the file costs more than a decision.

import type { QueuedWrite } from './writer-messages.ts'

const keysMax = 10_000
/** A longer list is read from the file, from where it is wanted. */
export const idsPerKeyMax = 32

export class IndexCache {
  /** By `indexKeyName`; the ids of the rows in the file, in their order. */
  readonly #ids = new Map<string, readonly string[]>()

  get(name: string): readonly string[] | undefined {
    return this.#ids.get(name)
  }

  set(name: string, ids: readonly string[]): void {
    if (this.#ids.size >= keysMax) this.#ids.clear()
    this.#ids.set(name, ids)
  }

  /** The write is in the file now. */
  settle({ rows = [] }: QueuedWrite): void {
    for (const { table, keysGone, keysNew } of rows) {
      for (const [index, key] of keysGone) this.#ids.delete(indexKeyName(table, index, key))
      for (const [index, key] of keysNew) this.#ids.delete(indexKeyName(table, index, key))
    }
  }

  clear(): void {
    this.#ids.clear()
  }
}

/** The names of tables and indexes are ours and hold no NUL, so the key may be any text. */
export const indexKeyName = (table: string, index: string, key: string): string =>
  `${table}\0${index}\0${key}`
