// The store of one process alone, in a directory of SQLite files.

import type { World } from '../base/world.ts'
import { AdoptableFiles } from './adoptable-files.ts'
import { eventRowOf } from './event-row.ts'
import { openSqliteParts, type SqliteFaults, type SqliteParts } from './sqlite-parts.ts'
import type {
  Entry,
  EventPage,
  EventQuery,
  FeedRequest,
  PageRequest,
  PlacedEvent,
  Row,
  Store,
  Table,
} from './store.ts'
import { View } from './view.ts'
import type { QueuedWrite } from './writer-messages.ts'

export interface SqliteStoreOptions {
  /** Made when it is missing, for its owner only. */
  readonly directory: string
  /** Names the object files. */
  readonly world: Pick<World, 'randomBytes'>
  readonly faults?: SqliteFaults
}

/** Opens the store in a directory: see `openSqliteParts`. */
export async function openSqliteStore(options: SqliteStoreOptions): Promise<Store> {
  return new SqliteStore(options)
}

class SqliteStore implements Store {
  readonly files: AdoptableFiles
  readonly #parts: SqliteParts
  readonly #view: View
  #closing: Promise<void> | undefined

  constructor({ directory, world, faults = {} }: SqliteStoreOptions) {
    const parts = openSqliteParts(directory, faults, {
      durable: (writes) => this.#settle(writes),
      failed: () => this.#view.forgetPending(),
    })
    this.#parts = parts
    this.#view = new View(parts.database)
    this.files = new AdoptableFiles(parts.folder, world, (id) => parts.fileState(id) !== undefined)
  }

  get<Value>(table: Table<Value>, id: string): Row<Value> | undefined {
    return this.#view.get(table, id)
  }

  page<Value>(table: Table<Value>, request: PageRequest): readonly Row<Value>[] {
    return this.#view.page(table, request)
  }

  find<Value>(
    table: Table<Value>,
    index: string,
    key: string,
    request: PageRequest,
  ): readonly Row<Value>[] {
    return this.#view.find(table, index, key, request)
  }

  // Asynchronous for stores that have to ask somebody else: here the answer is there at once.
  async events(query: EventQuery): Promise<EventPage> {
    return this.#parts.reader.events(query)
  }

  async eventsBehind(request: FeedRequest): Promise<readonly PlacedEvent[]> {
    return this.#parts.feed.eventsBehind(request)
  }

  newestSequence(): number {
    return this.#parts.feed.newestSequence()
  }

  // Asynchronous in its answer only: check and staging are done when it returns its promise.
  async append({ changes, events, files }: Entry): Promise<void> {
    const { adopt: adopts = [], release: releases = [] } = files ?? {}
    this.files.requireAdoptable(adopts)
    const rows = this.#view.stage(changes, () => this.#parts.writer.nextVersion())
    const write = { rows, events: events.map(eventRowOf), ...(files && { adopts, releases }) }
    await this.files.adopt(adopts, this.#parts.writer.push(write))
  }

  async emptyAllExcept(tables: readonly Table<never>[]): Promise<void> {
    const emptyAllExcept = tables.map(({ name }) => name)
    this.#view.emptyAllExcept(emptyAllExcept)
    await this.#parts.writer.push({ emptyAllExcept })
    await this.#parts.dropForgotten()
  }

  dropEventDaysBefore(date: Date, delivered?: number): Promise<void> {
    return this.#parts.dropEventDaysBefore(date, delivered)
  }

  freshen(): undefined {
    return undefined // The directory is this process's alone.
  }

  async hold(): Promise<boolean> {
    return true
  }

  async leave(): Promise<void> {}

  async nodes(): Promise<number> {
    return 1
  }

  async tidy(): Promise<void> {}

  trouble(): string | undefined {
    return this.#parts.trouble()
  }

  queued(): number {
    return this.#parts.writer.queued()
  }

  close(): Promise<void> {
    this.#closing ??= this.#parts.close()
    return this.#closing
  }

  #settle(writes: readonly QueuedWrite[]): void {
    for (const write of writes) this.#view.settle(write)
  }
}
