// What services see: pending changes, over a bounded cache, over the file.

import type { DatabaseSync, SQLInputValue, SQLOutputValue, StatementSync } from 'node:sqlite'
import { idsPerKeyMax, IndexCache, indexKeyName } from './index-cache.ts'
import { Overlay, type PendingRow } from './overlay.ts'
import { RowCache } from './row-cache.ts'
import { compareIds, requireRowId } from './row-id.ts'
import { indexKeys, keyDifference, listOf, valueOf } from './row-value.ts'
import { StaleChange } from './store.ts'
import type { Change, PageRequest, Row, Table } from './store.ts'
import type { QueuedWrite, RowWrite } from './writer-messages.ts'
import { MiB } from '../base/sizes.ts'

const cachedCharactersMax = 64 * MiB

export class View {
  readonly #overlay = new Overlay()
  readonly #cache = new RowCache(cachedCharactersMax)
  readonly #indexCache = new IndexCache()
  readonly #selectRow: StatementSync
  readonly #selectRows: StatementSync
  readonly #selectFound: StatementSync

  constructor(database: DatabaseSync) {
    this.#selectRow = database.prepare(
      'SELECT version, value FROM row WHERE table_name = ? AND id = ?',
    )
    this.#selectRows = database.prepare(
      'SELECT id, version, value FROM row WHERE table_name = ? AND id >= ? ORDER BY id',
    )
    this.#selectFound = database.prepare(
      `SELECT id FROM row_index WHERE table_name = ? AND index_name = ? AND key = ? AND id >= ?
       ORDER BY id`,
    )
  }

  get<Value>(table: Table<Value>, id: string): Row<Value> | undefined {
    return this.#row(table.name, id) as Row<Value> | undefined
  }

  page<Value>(table: Table<Value>, request: PageRequest): readonly Row<Value>[] {
    const pending = () => this.#overlay.idsWhere(table.name, () => true)
    const disk = (from: string) => this.#diskRows(table.name, from)
    return this.#rows(table, request, pending, disk)
  }

  find<Value>(
    table: Table<Value>,
    index: string,
    key: string,
    request: PageRequest,
  ): readonly Row<Value>[] {
    if (!table.indexes?.[index]) throw new Error(`\`${table.name}\` has no index \`${index}\``)
    const holdsKey = ({ keys }: PendingRow): boolean => keys.get(index)?.has(key) === true
    const pending = () => this.#overlay.idsWhere(table.name, holdsKey)
    const place = [table.name, index, key] as const
    return this.#rows(table, request, pending, (from) => this.#foundIds(place, from))
  }

  /** Puts the changes over the file and returns them for the queue: all, or StaleChange. */
  stage(changes: readonly Change[], nextVersion: () => number): readonly RowWrite[] {
    this.#requireNewest(changes)
    return changes.map((change) => this.#stageOne(change, nextVersion()))
  }

  emptyAllExcept(kept: readonly string[]): void {
    this.#overlay.emptyAllExcept(kept)
    this.#forgetDisk()
  }

  /** The write is in the file now. */
  settle(write: QueuedWrite): void {
    for (const [table, { id, row, textLength }] of this.#overlay.settle(write)) {
      if (row) this.#cache.set(table, row, textLength)
      // Nobody is likely to ask for it again, and rows come and go without end.
      else this.#cache.forget(table, id)
    }
    this.#indexCache.settle(write)
  }

  /** Somebody else has changed the file, as these writes say. */
  changedBelow(writes: readonly RowWrite[]): void {
    for (const { table, id } of writes) this.#cache.forget(table, id)
    this.#indexCache.settle({ rows: writes })
  }

  /** The file is another one now, but what is pending stays so. */
  replacedBelow(): void {
    this.#forgetDisk()
  }

  /** Nothing that is pending will be in the file. */
  forgetPending(): void {
    this.#overlay.clear()
    this.#forgetDisk()
  }

  #forgetDisk(): void {
    this.#cache.clear()
    this.#indexCache.clear()
  }

  #requireNewest(changes: readonly Change[]): void {
    const seen = new Set<string>()
    for (const { table, id, rests } of changes) {
      requireRowId(id)
      const name = `${table.name}\0${id}`
      if (seen.has(name)) throw new Error(`two changes of row \`${id}\` of \`${table.name}\``)
      seen.add(name)
      const version = this.#row(table.name, id)?.version ?? 0
      if (version !== rests) throw new StaleChange(table.name, id)
    }
  }

  #stageOne({ table, id, rests, value }: Change, version: number): RowWrite {
    const text = value === undefined ? undefined : JSON.stringify(value)
    const row = text === undefined ? undefined : newRow(id, version, text)
    const keys = indexKeys(table, row)
    const before = indexKeys(table, this.#row(table.name, id))
    const { gone, fresh } = keyDifference(before, keys)
    this.#overlay.put(table.name, { id, row, keys, version, textLength: text?.length ?? 0 })
    const listed = listOf(keys)
    const name = table.name
    return { table: name, id, rests, version, text, keys: listed, keysGone: gone, keysNew: fresh }
  }

  #row(table: string, id: string): Row<unknown> | undefined {
    const pending = this.#overlay.get(table, id)
    if (pending) return pending.row
    if (this.#overlay.hidesDisk(table)) return undefined
    const cached = this.#cache.get(table, id)
    return cached ? cached.row : this.#load(table, id)
  }

  #load(table: string, id: string): Row<unknown> | undefined {
    const stored = this.#selectRow.get(table, id)
    if (stored) return this.#keep(table, id, stored)
    this.#cache.setAbsent(table, id)
    return undefined
  }

  #keep(table: string, id: string, { version, value }: StoredRow): Row<unknown> {
    const text = String(value)
    const row = newRow(id, Number(version), text)
    this.#cache.set(table, row, text.length)
    return row
  }

  #rows<Value>(
    table: Table<Value>,
    { prefix = '', after = '', limit }: PageRequest,
    pending: () => readonly string[],
    diskIdsFrom: (from: string) => Iterable<string>,
  ): readonly Row<Value>[] {
    const from = compareIds(prefix, after) > 0 ? prefix : after
    const inRange = (id: string): boolean => id.startsWith(prefix) && compareIds(id, after) > 0
    const ids: string[] = []
    // Most of the time nothing of the table is pending, and what the file says is all.
    const all = this.#overlay.touches(table.name)
      ? mergeIds(
          pending().filter(inRange),
          this.#unhidden(table.name, () => diskIdsFrom(from)),
        )
      : diskIdsFrom(from)
    for (const id of all) {
      if (ids.length >= limit) break
      if (inRange(id)) ids.push(id)
      // In the order of ids, those with the prefix stand together.
      else if (id !== after) break
    }
    return ids.flatMap((id) => this.get(table, id) ?? [])
  }

  /** What the file holds and the overlay says nothing about. */
  *#unhidden(table: string, diskIds: () => Iterable<string>): Generator<string, undefined> {
    // Nothing is even asked of a table that is being emptied: it would be kept as the answer.
    if (this.#overlay.hidesDisk(table)) return undefined
    for (const id of diskIds()) {
      if (!this.#overlay.has(table, id)) yield id
    }
    return undefined
  }

  /** What the file's index says, from the id `from` on. */
  #foundIds(place: readonly [string, string, string], from: string): Iterable<string> {
    const name = indexKeyName(...place)
    const known = this.#indexCache.get(name)
    if (known) return idsFrom(known, from)
    const first = [...this.#diskIds(this.#selectFound, [...place, '']).take(idsPerKeyMax + 1)]
    if (first.length > idsPerKeyMax) return this.#diskIds(this.#selectFound, [...place, from])
    this.#indexCache.set(name, first)
    return idsFrom(first, from)
  }

  /** Rows that stand together are read in one go: one by one, a page takes twice as long. */
  *#diskRows(table: string, from: string): Generator<string, undefined> {
    for (const stored of this.#selectRows.iterate(table, from)) {
      const id = String(stored.id)
      if (!this.#cache.get(table, id)?.row) this.#keep(table, id, stored)
      yield id
    }
    return undefined
  }

  *#diskIds(statement: StatementSync, values: SQLInputValue[]): Generator<string, undefined> {
    for (const row of statement.iterate(...values)) yield String(row.id)
    return undefined
  }
}

type StoredRow = Readonly<Record<string, SQLOutputValue>>

const idsFrom = (ids: readonly string[], from: string): readonly string[] =>
  from === '' ? ids : ids.filter((id) => compareIds(id, from) >= 0)

function newRow(id: string, version: number, text: string): Row<unknown> {
  return Object.freeze({ id, version, value: valueOf(text) })
}

/** Merges two lists of ids, each in order, with no id in both. */
function* mergeIds(
  pending: readonly string[],
  disk: Generator<string, undefined>,
): Generator<string, undefined> {
  try {
    let stored = disk.next().value
    for (const id of pending) {
      for (; stored !== undefined && compareIds(stored, id) < 0; stored = disk.next().value) {
        yield stored
      }
      yield id
    }
    for (; stored !== undefined; stored = disk.next().value) yield stored
    return undefined
  } finally {
    disk.return(undefined) // An open statement would hold back the checkpoints.
  }
}
