// Rows that were read or written of late, bounded by the length of their JSON text. That there is
// no row of an id is kept as well, in room of its own: names that are asked for once, such as those
// of things that are made, would fill all of it.

import type { Row } from './store.ts'

export interface CachedRow {
  /** Undefined: there is none. */
  readonly row: Row<unknown> | undefined
}

interface Cached extends CachedRow {
  readonly table: string
  readonly id: string
  readonly weight: number
  readonly room: Room
  /** Asked for since it was put, or since it was last spared. */
  isUsed: boolean
}

/** What a row costs beside its text: the objects around it and its place in the map. */
const rowOverheadCharacters = 256
/** Of all the room, for what is not there: of the store's, 32,768 names. */
const absentShare = 1 / 8

/** Forgets the oldest rows first, but spares those once that were asked for meanwhile. */
export class RowCache {
  /** By table and id: a name joined of both would be hashed anew for every look. */
  readonly #tables = new Map<string, Map<string, Cached>>()
  readonly #present: Room
  readonly #absent: Room

  constructor(charactersMax: number) {
    const absentMax = charactersMax * absentShare
    this.#present = new Room(charactersMax - absentMax)
    this.#absent = new Room(absentMax)
  }

  /** Undefined: nothing is known of this id. */
  get(table: string, id: string): CachedRow | undefined {
    const cached = this.#tables.get(table)?.get(id)
    if (cached) cached.isUsed = true
    return cached
  }

  set(table: string, row: Row<unknown>, textLength: number): void {
    this.#put(this.#present, table, row.id, row, textLength)
  }

  setAbsent(table: string, id: string): void {
    this.#put(this.#absent, table, id, undefined, 0)
  }

  /** Nothing is known of this id any longer. */
  forget(table: string, id: string): void {
    const cached = this.#tables.get(table)?.get(id)
    if (cached) this.#remove(cached)
  }

  clear(): void {
    this.#tables.clear()
    this.#present.clear()
    this.#absent.clear()
  }

  #put(
    room: Room,
    table: string,
    id: string,
    row: Row<unknown> | undefined,
    textLength: number,
  ): void {
    const rows = this.#rowsOf(table)
    const before = rows.get(id)
    if (before) this.#remove(before)
    const weight = textLength + rowOverheadCharacters
    const cached = { table, id, row, weight, room, isUsed: false }
    rows.set(id, cached)
    room.add(cached)
    for (const old of room.tooOld()) this.#remove(old)
  }

  #rowsOf(table: string): Map<string, Cached> {
    const known = this.#tables.get(table)
    if (known) return known
    const rows = new Map<string, Cached>()
    this.#tables.set(table, rows)
    return rows
  }

  #remove(cached: Cached): void {
    this.#tables.get(cached.table)?.delete(cached.id)
    cached.room.remove(cached)
  }
}

/** What takes its place from the same bound. */
class Room {
  readonly #charactersMax: number
  /** The oldest first. */
  readonly #inOrder = new Set<Cached>()
  #characters = 0

  constructor(charactersMax: number) {
    this.#charactersMax = charactersMax
  }

  add(cached: Cached): void {
    this.#inOrder.add(cached)
    this.#characters += cached.weight
  }

  remove(cached: Cached): void {
    if (this.#inOrder.delete(cached)) this.#characters -= cached.weight
  }

  clear(): void {
    this.#inOrder.clear()
    this.#characters = 0
  }

  /**
   * What has to be removed before the next is asked for. A Set keeps the order of insertion, and
   * walks on to what is put behind its end meanwhile.
   */
  *tooOld(): Generator<Cached, undefined> {
    for (const cached of this.#inOrder) {
      if (this.#characters <= this.#charactersMax) return undefined
      if (cached.isUsed) this.#spare(cached)
      else yield cached
    }
    return undefined
  }

  #spare(cached: Cached): void {
    cached.isUsed = false
    this.#inOrder.delete(cached)
    this.#inOrder.add(cached)
  }
}
