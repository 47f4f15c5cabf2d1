// Rows that were read or written of late, bounded by the length of their JSON text.

import type { Row } from './store.ts'

interface Cached {
  readonly row: Row<unknown>
  readonly weight: number
}

/** What a row costs beside its text: the objects around it and its place in the map. */
const rowOverheadCharacters = 256

/** Forgets the row that was asked for least recently first. */
export class RowCache {
  readonly #charactersMax: number
  readonly #rows = new Map<string, Cached>()
  #characters = 0

  constructor(charactersMax: number) {
    this.#charactersMax = charactersMax
  }

  get(table: string, id: string): Row<unknown> | undefined {
    const name = nameOf(table, id)
    const cached = this.#rows.get(name)
    if (!cached) return undefined
    // A Map keeps the order of insertion: the row goes to the end that is forgotten last.
    this.#rows.delete(name)
    this.#rows.set(name, cached)
    return cached.row
  }

  set(table: string, row: Row<unknown>, textLength: number): void {
    this.delete(table, row.id)
    const weight = textLength + rowOverheadCharacters
    this.#rows.set(nameOf(table, row.id), { row, weight })
    this.#characters += weight
    this.#shrink()
  }

  delete(table: string, id: string): void {
    this.#remove(nameOf(table, id))
  }

  clear(): void {
    this.#rows.clear()
    this.#characters = 0
  }

  #shrink(): void {
    for (const name of this.#rows.keys()) {
      if (this.#characters <= this.#charactersMax) return
      this.#remove(name)
    }
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
