// Rows that were read or written of late, bounded by the length of their JSON text. That there is
// no row of an id is kept as well.

import type { Row } from './store.ts'

export interface CachedRow {
  /** Undefined: there is none. */
  readonly row: Row<unknown> | undefined
}

interface Cached extends CachedRow {
  readonly weight: number
  /** Asked for since it was put, or since it was last spared. */
  isUsed: boolean
}

/** What a row costs beside its text: the objects around it and its place in the map. */
const rowOverheadCharacters = 256

/** Forgets the oldest rows first, but spares those once that were asked for meanwhile. */
export class RowCache {
  readonly #charactersMax: number
  readonly #rows = new Map<string, Cached>()
  #characters = 0

  constructor(charactersMax: number) {
    this.#charactersMax = charactersMax
  }

  /** Undefined: nothing is known of this id. */
  get(table: string, id: string): CachedRow | undefined {
    const cached = this.#rows.get(nameOf(table, id))
    if (cached) cached.isUsed = true
    return cached
  }

  set(table: string, row: Row<unknown>, textLength: number): void {
    this.#put(nameOf(table, row.id), row, textLength)
  }

  setAbsent(table: string, id: string): void {
    this.#put(nameOf(table, id), undefined, 0)
  }

  /** What the file holds is to be read there. */
  forget(table: string, id: string): void {
    this.#remove(nameOf(table, id))
  }

  clear(): void {
    this.#rows.clear()
    this.#characters = 0
  }

  #put(name: string, row: Row<unknown> | undefined, textLength: number): void {
    this.#remove(name)
    const weight = textLength + rowOverheadCharacters
    this.#rows.set(name, { row, weight, isUsed: false })
    this.#characters += weight
    this.#shrink()
  }

  /** A Map keeps the order of insertion, and walks on to what is put behind its end meanwhile. */
  #shrink(): void {
    for (const [name, cached] of this.#rows) {
      if (this.#characters <= this.#charactersMax) return
      this.#remove(name)
      if (cached.isUsed) this.#spare(name, cached)
    }
  }

  #spare(name: string, cached: Cached): void {
    cached.isUsed = false
    this.#rows.set(name, cached)
    this.#characters += cached.weight
  }

  #remove(name: string): void {
    const cached = this.#rows.get(name)
    if (!cached) return
    this.#rows.delete(name)
    this.#characters -= cached.weight
  }
}

/** NUL is in no id (`requireRowId`), so two names are never the same by accident. */
const nameOf = (table: string, id: string): string => `${table}\0${id}`
