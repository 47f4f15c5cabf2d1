// The log in a directory of SQLite files, for the processes of one machine: the one that holds the
// directory keeps it, and the others ask it.

import type { StatementSync } from 'node:sqlite'
import type { FileId } from '../object-file.ts'
import { metaNumber } from '../schema.ts'
import { openSqliteParts, type SqliteFaults, type SqliteParts } from '../sqlite-parts.ts'
import type { EventPage, EventQuery, FeedRequest, PlacedEvent } from '../store.ts'
import type { IndexKey, QueuedWrite, RowWrite } from '../writer-messages.ts'
import { RecentChanges } from './recent-changes.ts'
import type { CommitOutcome, LogHead, LogReading, RowState, SharedLog } from './shared-log.ts'

const rowsPerPiece = 5000

export interface SqliteLogOptions {
  /** Made when it is missing, for its owner only. */
  readonly directory: string
  readonly faults?: SqliteFaults
}

/** All that is the same whoever asks. */
export type LogCore = Omit<
  SharedLog,
  'hold' | 'leave' | 'filesOfEntries' | 'forgetWhatIsGone' | 'beHeard' | 'nodes'
>

/** Opens the directory, alone: see `openSqliteParts`. */
export const openSqliteLog = (options: SqliteLogOptions): LogCore => new SqliteLog(options)

class SqliteLog implements LogCore {
  readonly #parts: SqliteParts
  readonly #recent = new RecentChanges()
  /** Versions of rows that are on their way to the disk; 0: the row is being deleted. */
  readonly #pending = new Map<string, number>()
  readonly #positions = new WeakMap<QueuedWrite, number>()
  readonly #hintListeners = new Set<() => void>()
  readonly #selectVersion: StatementSync
  /** Of this run: whoever asks is no older. */
  #position = 0
  #version: number
  #emptying: Promise<unknown> = Promise.resolve()

  constructor({ directory, faults = {} }: SqliteLogOptions) {
    this.#parts = openSqliteParts(directory, faults, {
      durable: (writes) => this.#durable(writes),
      failed: () => this.#pending.clear(),
    })
    const { database } = this.#parts
    this.#selectVersion = database.prepare(
      'SELECT version FROM row WHERE table_name = ? AND id = ?',
    )
    this.#version = metaNumber(database, 'version')
  }

  async read(behind: number | undefined): Promise<LogReading> {
    const states = behind === undefined ? undefined : this.#recent.behind(behind)
    const head = this.#head()
    if (states) return { head, isWhole: false, rows: only(states) }
    return { head, isWhole: true, rows: this.#everyRow(head.position) }
  }

  async commit(writes: readonly QueuedWrite[]): Promise<CommitOutcome> {
    await this.#emptying
    const stale = writes.findIndex((write) => !this.#takesOver(write))
    const accepted = stale < 0 ? writes.length : stale
    const taken = writes.slice(0, accepted)
    this.#version = Math.max(this.#version, newestVersion(taken))
    this.#parts.writer.raiseVersion(this.#version)
    const durable = Promise.all(taken.map((write) => this.#write(write)))
    await durable
    const positions = taken.map((write) => this.#positions.get(write) ?? this.#position)
    return { accepted, positions, head: this.#head() }
  }

  async events(query: EventQuery): Promise<EventPage> {
    return this.#parts.reader.events(query)
  }

  async eventsBehind(request: FeedRequest): Promise<readonly PlacedEvent[]> {
    return this.#parts.feed.eventsBehind(request)
  }

  dropEventDaysBefore(date: Date, delivered: number | undefined): Promise<void> {
    return this.#parts.dropEventDaysBefore(date, delivered)
  }

  /** None: the directory's own sweep removes them. */
  async releasedFiles(): Promise<readonly FileId[]> {
    return []
  }

  async knownFiles(ids: readonly FileId[]): Promise<ReadonlySet<FileId>> {
    return new Set(ids.filter((id) => this.#parts.fileState(id) !== undefined))
  }

  trouble(): string | undefined {
    return this.#parts.trouble()
  }

  onHint(listener: () => void): () => void {
    this.#hintListeners.add(listener)
    return () => void this.#hintListeners.delete(listener)
  }

  close(): Promise<void> {
    return this.#parts.close()
  }

  #head(): LogHead {
    const sequence = this.#parts.feed.newestSequence()
    return { position: this.#position, sequence, version: this.#version }
  }

  async #write(write: QueuedWrite): Promise<void> {
    if (!write.emptyAllExcept) return this.#parts.writer.push(write)
    // What comes meanwhile waits, for it rests on what will be there then.
    const emptied = this.#parts.writer.push(write).then(() => this.#parts.dropForgotten())
    this.#emptying = emptied.catch(() => undefined)
    return emptied
  }

  /** Whether all its rows rest on the newest versions, which they then are themselves. */
  #takesOver({ rows = [] }: QueuedWrite): boolean {
    if (!rows.every((row) => this.#versionOf(row) === row.rests)) return false
    for (const row of rows) this.#pending.set(nameOf(row), versionAfter(row))
    return true
  }

  #versionOf(row: RowWrite): number {
    const pending = this.#pending.get(nameOf(row))
    return pending ?? Number(this.#selectVersion.get(row.table, row.id)?.version ?? 0)
  }

  #durable(writes: readonly QueuedWrite[]): void {
    const before = this.#position
    for (const write of writes) {
      const { rows = [], emptyAllExcept } = write
      if (rows.length === 0 && !emptyAllExcept) continue
      // INVARIANT: a position is one write's alone, so whoever made it knows all that stands there.
      this.#position += 1
      this.#positions.set(write, this.#position)
      if (emptyAllExcept) this.#recent.forgetAll(this.#position)
      for (const row of rows) this.#keep(row)
    }
    if (this.#position > before) for (const listener of this.#hintListeners) listener()
  }

  #keep(row: RowWrite): void {
    const { table, id, version, text, keys } = row
    this.#recent.add({ table, id, version, text, keys, position: this.#position })
    if (this.#pending.get(nameOf(row)) === versionAfter(row)) this.#pending.delete(nameOf(row))
  }

  /** What changes meanwhile stands at a later position, and is read again. */
  async *#everyRow(position: number): AsyncGenerator<readonly RowState[], undefined> {
    const { database } = this.#parts
    const keys = this.#everyKey()
    const select = database.prepare(
      `SELECT table_name, id, version, value FROM row WHERE (table_name, id) > (?, ?)
       ORDER BY table_name, id LIMIT ${rowsPerPiece}`,
    )
    for (let after: readonly [string, string] = ['', '']; ;) {
      const rows = select.all(...after)
      const last = rows.at(-1)
      if (!last) return undefined
      yield rows.map((row) => {
        const [table, id] = [String(row.table_name), String(row.id)]
        const text = String(row.value)
        const own = keys.get(nameOf({ table, id })) ?? []
        return { table, id, version: Number(row.version), text, keys: own, position }
      })
      after = [String(last.table_name), String(last.id)]
    }
  }

  /** The index is by key, and to ask it for a row's would be to read all of it for each. */
  #everyKey(): ReadonlyMap<string, readonly IndexKey[]> {
    const keys = new Map<string, IndexKey[]>()
    const select = 'SELECT table_name, index_name, key, id FROM row_index'
    for (const row of this.#parts.database.prepare(select).iterate()) {
      const name = nameOf({ table: String(row.table_name), id: String(row.id) })
      const own = keys.get(name) ?? []
      own.push([String(row.index_name), String(row.key)])
      keys.set(name, own)
    }
    return keys
  }
}

const nameOf = ({ table, id }: Pick<RowWrite, 'table' | 'id'>): string => `${table}\0${id}`

const versionAfter = ({ text, version }: RowWrite): number => (text === undefined ? 0 : version)

const newestVersion = (writes: readonly QueuedWrite[]): number =>
  writes.reduce(
    (most, { rows = [] }) => rows.reduce((top, { version }) => Math.max(top, version), most),
    0,
  )

async function* only(states: readonly RowState[]): AsyncGenerator<readonly RowState[], undefined> {
  yield states
  return undefined
}
