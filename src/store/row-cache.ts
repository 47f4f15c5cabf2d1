// Rows that were read or written of late, bounded by the length of their JSON text. That there is
// no row of an id is kept as well.

import type { Row } from './store.ts'

export interface CachedRow {
  /** Undefined: there is none. */
  readonly row: Row<unknown> | undefined
}

interface Cached extends CachedRow {
  readonly table: string
  readonly id: string
  readonly weight: number
  /** Asked for since it was put, or since it was last spared. */
  isUsed: boolean
}

/** What a row costs beside its text: the objects around it and its place in the map. */
const rowOverheadCharacters = 256

/** Forgets the oldest rows first, but spares those once that were asked for meanwhile. */
export class RowCache {
  readonly #charactersMax: number
  /** By table and id: a name joined of both would be hashed anew for every look. */
  readonly #tables = new Map<string, Map<string, Cached>>()
  /** The oldest first. */
  readonly #inOrder = new Set<Cached>()
  #characters = 0

  constructor(charactersMax: number) {
    this.#charactersMax = charactersMax
  }

  /** Undefined: nothing is known of this id. */
  get(table: string, id: string): CachedRow | undefined {
    const cached = this.#tables.get(table)?.get(id)
    if (cached) cached.isUsed = true
    return cached
  }

  set(table: string, row: Row<unknown>, textLength: number): void {
    this.#put(table, row.id, row, textLength)
  }

  setAbsent(table: string, id: string): void {
    this.#put(table, id, undefined, 0)
  }

  /** Nothing is known of this id any longer. */
  forget(table: string, id: string): void {
    const cached = this.#tables.get(table)?.get(id)
    if (cached) this.#remove(cached)
  }

  clear(): void {
    this.#tables.clear()
    this.#inOrder.clear()
    this.#characters = 0
  }

  #put(table: string, id: string, row: Row<unknown> | undefined, textLength: number): void {
    const rows = this.#rowsOf(table)
    const before = rows.get(id)
    if (before) this.#remove(before)
    const weight = textLength + rowOverheadCharacters
    const cached = { table, id, row, weight, isUsed: false }
    rows.set(id, cached)
    this.#inOrder.add(cached)
    this.#characters += weight
    this.#shrink()
  }

  #rowsOf(table: string): Map<string, Cached> {
    const known = this.#tables.get(table)
    if (known) return known
    const rows = new Map<string, Cached>()
    this.#tables.set(table, rows)
    return rows
  }

  /** A Set keeps the order of insertion, and walks on to what is put behind its end meanwhile. */
  #shrink(): void {
    for (const cached of this.#inOrder) {
      if (this.#characters <= this.#charactersMax) return
      if (cached.isUsed) this.#spare(cached)
      else this.#remove(cached)
    }
  }

  #spare(cached: Cached): void {
    cached.isUsed = false
    this.#inOrder.delete(cached)
    this.#inOrder.add(cached)
  }

  #remove(cached: Cached): void {
    this.#tables.get(cached.table)?.delete(cached.id)
    this.#inOrder.delete(cached)
    this.#characters -= cached.weight
  }
}
