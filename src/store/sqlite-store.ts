import { join } from 'node:path'
import type { DatabaseSync, StatementSync } from 'node:sqlite'
import { migrateDays } from './day-file.ts'
import { dayOf } from './event-days.ts'
import { EventFeed } from './event-feed.ts'
import { eventRowOf } from './event-row.ts'
import { EventReader } from './event-reader.ts'
import { lockDirectory, type DirectoryLock } from './lock.ts'
import { Mover } from './mover.ts'
import { OpenDays } from './open-days.ts'
import { explainOpenFault, requireNotLost, requireWhole } from './open-fault.ts'
import { ensurePrivateDirectory } from './private-files.ts'
import {
  createWhole,
  metaNumber,
  openForReading,
  openForWriting,
  STATE_MIGRATIONS,
} from './schema.ts'
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
import { Writer } from './writer.ts'
import { secondMs } from '../base/sizes.ts'

export interface SqliteStoreOptions {
  /** Made when it is missing, for its owner only. */
  readonly directory: string
  /** For tests: the nth write of a thread fails as on a full disk, once. */
  readonly faults?: { readonly writerStatement?: number; readonly moverStep?: number }
}

/**
 * Opens the store in a directory, alone: a second process is refused, with the first one's pid.
 *
 * `state.db` holds the rows and the outbox of events; `events/2026-11-23.db` the events of a day.
 */
export async function openSqliteStore(options: SqliteStoreOptions): Promise<Store> {
  ensurePrivateDirectory(options.directory)
  const lock = lockDirectory(options.directory)
  try {
    return new SqliteStore(options, lock)
  } catch (fault) {
    lock.release()
    throw explainOpenFault(fault, options.directory, statePath(options.directory))
  }
}

const statePath = (directory: string): string => join(directory, 'state.db')

class SqliteStore implements Store {
  readonly #lock: DirectoryLock
  readonly #database: DatabaseSync
  readonly #selectForgotten: StatementSync
  readonly #view: View
  readonly #days: OpenDays
  readonly #reader: EventReader
  readonly #feed: EventFeed
  readonly #writer: Writer
  readonly #mover: Mover
  #closing: Promise<void> | undefined

  constructor({ directory, faults = {} }: SqliteStoreOptions, lock: DirectoryLock) {
    const path = statePath(directory)
    const eventsDirectory = join(directory, 'events')
    ensurePrivateDirectory(eventsDirectory)
    requireNotLost(path, eventsDirectory)
    createWhole(path, STATE_MIGRATIONS)
    const database = openForWriting(path, STATE_MIGRATIONS)
    try {
      requireWhole(database, path)
      migrateDays(database, eventsDirectory)
    } finally {
      database.close()
    }

    this.#lock = lock
    this.#database = openForReading(path)
    this.#selectForgotten = this.#database.prepare(
      `SELECT value FROM meta WHERE name = 'forgotten'`,
    )
    this.#view = new View(this.#database)
    this.#days = new OpenDays(eventsDirectory)
    const forgotten = (): number => this.#forgotten()
    this.#reader = new EventReader(this.#database, this.#days, forgotten)
    this.#feed = new EventFeed(this.#database, this.#days, forgotten)
    this.#writer = new Writer(
      directory,
      { path, ...(faults.writerStatement && { failAtStatement: faults.writerStatement }) },
      metaNumber(this.#database, 'version'),
      { durable: (writes) => this.#durable(writes), failed: () => this.#view.forgetPending() },
    )
    this.#mover = new Mover(
      {
        statePath: path,
        eventsDirectory,
        ...(faults.moverStep && { failAtStep: faults.moverStep }),
      },
      {
        copied: (movedThrough, days) => {
          this.#days.add(days)
          return this.#writer.push({ movedThrough })
        },
        dropped: (days) => this.#days.remove(days),
      },
    )
    this.#mover.nudge() // The last run may have left events in the outbox.
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

  events(query: EventQuery): EventPage {
    return this.#reader.events(query)
  }

  eventsBehind(request: FeedRequest): readonly PlacedEvent[] {
    return this.#feed.eventsBehind(request)
  }

  newestSequence(): number {
    return this.#feed.newestSequence()
  }

  // Asynchronous in its answer only: check and staging are done when it returns its promise.
  async append({ changes, events }: Entry): Promise<void> {
    const rows = this.#view.stage(changes, () => this.#writer.nextVersion())
    await this.#writer.push({ rows, events: events.map(eventRowOf) })
  }

  async emptyAllExcept(tables: readonly Table<never>[]): Promise<void> {
    const emptyAllExcept = tables.map(({ name }) => name)
    this.#view.emptyAllExcept(emptyAllExcept)
    await this.#writer.push({ emptyAllExcept })
    await this.#mover.drop({ kind: 'dropForgotten', forgotten: this.#forgotten() })
  }

  async dropEventDaysBefore(date: Date, delivered?: number): Promise<void> {
    const day = dayOf(date.getTime() / secondMs)
    await this.#mover.drop({ kind: 'dropBefore', day, delivered })
  }

  trouble(): string | undefined {
    return this.#writer.trouble() ?? this.#mover.trouble()
  }

  close(): Promise<void> {
    this.#closing ??= this.#close()
    return this.#closing
  }

  async #close(): Promise<void> {
    await this.#mover.finish()
    await this.#writer.finish()
    // The threads come last: the last connection to close folds the log into the file.
    this.#days.close()
    this.#database.close()
    await this.#mover.end()
    await this.#writer.end()
    this.#lock.release()
  }

  #forgotten(): number {
    return Number(this.#selectForgotten.get()?.value)
  }

  #durable(writes: readonly QueuedWrite[]): void {
    for (const write of writes) this.#view.settle(write)
    if (writes.some(({ events = [] }) => events.length > 0)) this.#mover.nudge()
  }
}
