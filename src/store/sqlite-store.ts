import { join } from 'node:path'
import type { DatabaseSync } from 'node:sqlite'
import { dayOf } from './event-days.ts'
import { eventRowOf } from './event-row.ts'
import { EventReader } from './event-reader.ts'
import { lockDirectory, type DirectoryLock } from './lock.ts'
import { Mover } from './mover.ts'
import { explainOpenFault, requireNotLost, requireWhole } from './open-fault.ts'
import { ensurePrivateDirectory } from './private-files.ts'
import { createWhole, openForReading, openForWriting, STATE_MIGRATIONS } from './schema.ts'
import type { Entry, EventPage, EventQuery, PageRequest, Row, Store, Table } from './store.ts'
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
  readonly #view: View
  readonly #reader: EventReader
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
    } finally {
      database.close()
    }

    this.#lock = lock
    this.#database = openForReading(path)
    this.#view = new View(this.#database)
    this.#reader = new EventReader(this.#database, eventsDirectory)
    this.#writer = new Writer(
      directory,
      { path, ...(faults.writerStatement && { failAtStatement: faults.writerStatement }) },
      newestVersion(this.#database),
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
          this.#reader.addDays(days)
          return this.#writer.push({ movedThrough })
        },
        dropped: (days) => this.#reader.removeDays(days),
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

  // Asynchronous in its answer only: check and staging are done when it returns its promise.
  async append({ changes, events }: Entry): Promise<void> {
    const rows = this.#view.stage(changes, () => this.#writer.nextVersion())
    await this.#writer.push({ rows, events: events.map(eventRowOf) })
  }

  async emptyAllExcept(tables: readonly Table<never>[]): Promise<void> {
    const emptyAllExcept = tables.map(({ name }) => name)
    this.#view.emptyAllExcept(emptyAllExcept)
    await this.#writer.push({ emptyAllExcept })
    await this.#mover.drop({ kind: 'dropForgotten', forgotten: this.#reader.forgotten() })
  }

  async dropEventDaysBefore(date: Date): Promise<void> {
    await this.#mover.drop({ kind: 'dropBefore', day: dayOf(date.getTime() / secondMs) })
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
    this.#reader.close()
    this.#database.close()
    await this.#mover.end()
    await this.#writer.end()
    this.#lock.release()
  }

  #durable(writes: readonly QueuedWrite[]): void {
    for (const write of writes) this.#view.settle(write)
    if (writes.some(({ events = [] }) => events.length > 0)) this.#mover.nudge()
  }
}

function newestVersion(database: DatabaseSync): number {
  return Number(database.prepare(`SELECT value FROM meta WHERE name = 'version'`).get()?.value)
}
