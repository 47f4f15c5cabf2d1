import { join } from 'node:path'
import type { DatabaseSync, StatementSync } from 'node:sqlite'
import { AdoptableFiles } from './adoptable-files.ts'
import { migrateDays } from './day-file.ts'
import { dayOf } from './event-days.ts'
import { EventFeed } from './event-feed.ts'
import { eventRowOf } from './event-row.ts'
import { EventReader } from './event-reader.ts'
import { FileSweeper } from './file-sweeper.ts'
import { faultAt } from './injected-fault.ts'
import { lockDirectory, type DirectoryLock } from './lock.ts'
import { requireFinished } from './move/unfinished-move.ts'
import { Mover } from './mover.ts'
import type { FileId } from './object-file.ts'
import { ObjectFolder } from './object-folder.ts'
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
import type { World } from '../base/world.ts'

export interface SqliteStoreOptions {
  /** Made when it is missing, for its owner only. */
  readonly directory: string
  /** Names the object files. */
  readonly world: Pick<World, 'randomBytes'>
  /** For tests: the nth write of a thread, or to files, fails as on a full disk, once. */
  readonly faults?: {
    readonly writerStatement?: number
    readonly moverStep?: number
    readonly fileStep?: number
  }
}

/**
 * Opens the store in a directory, alone: a second process is refused, with the first one's pid.
 *
 * `state.db` holds the rows and the outbox of events; `events/2026-11-23.db` the events of a
 * day, `objects` the files of object content.
 */
export async function openSqliteStore(options: SqliteStoreOptions): Promise<Store> {
  requireFinished(options.directory)
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
  readonly files: AdoptableFiles
  readonly #lock: DirectoryLock
  readonly #database: DatabaseSync
  readonly #selectForgotten: StatementSync
  readonly #view: View
  readonly #days: OpenDays
  readonly #reader: EventReader
  readonly #feed: EventFeed
  readonly #writer: Writer
  readonly #mover: Mover
  readonly #sweeper: FileSweeper
  #closing: Promise<void> | undefined

  constructor({ directory, world, faults = {} }: SqliteStoreOptions, lock: DirectoryLock) {
    const path = statePath(directory)
    const eventsDirectory = join(directory, 'events')
    const objectsDirectory = join(directory, 'objects')
    ensurePrivateDirectory(eventsDirectory)
    requireNotLost(path, eventsDirectory, objectsDirectory)
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
    const folder = new ObjectFolder(objectsDirectory, faultAt(faults.fileStep))
    // Adopted, or released before it was moved: a step of it is still to be done.
    const stateOf = (id: FileId): string | undefined => fileState(this.#database, id)
    folder.keepIncoming((id) => stateOf(id) === 'adopted' || stateOf(id) === 'released')
    this.files = new AdoptableFiles(folder, world, (id) => stateOf(id) !== undefined)
    this.#sweeper = new FileSweeper(this.#database, folder, (write) => this.#writer.push(write))
    // The last run may have left events in the outbox, and files on their way.
    this.#mover.nudge()
    this.#sweeper.nudge()
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
    return this.#reader.events(query)
  }

  async eventsBehind(request: FeedRequest): Promise<readonly PlacedEvent[]> {
    return this.#feed.eventsBehind(request)
  }

  newestSequence(): number {
    return this.#feed.newestSequence()
  }

  // Asynchronous in its answer only: check and staging are done when it returns its promise.
  async append({ changes, events, files = {} }: Entry): Promise<void> {
    const { adopt: adopts = [], release: releases = [] } = files
    this.files.requireAdoptable(adopts)
    const rows = this.#view.stage(changes, () => this.#writer.nextVersion())
    const write = { rows, events: events.map(eventRowOf), adopts, releases }
    await this.files.adopt(adopts, this.#writer.push(write))
  }

  async emptyAllExcept(tables: readonly Table<never>[]): Promise<void> {
    const emptyAllExcept = tables.map(({ name }) => name)
    this.#view.emptyAllExcept(emptyAllExcept)
    await this.#writer.push({ emptyAllExcept })
    this.#days.letGo(() => true) // As in `dropEventDaysBefore`.
    await this.#mover.drop({ kind: 'dropForgotten', forgotten: this.#forgotten() })
    await this.#sweeper.sweep()
  }

  async dropEventDaysBefore(date: Date, delivered?: number): Promise<void> {
    const day = dayOf(date.getTime() / secondMs)
    // Whoever closes a deleted file last frees its blocks, which takes a while: not this thread.
    this.#days.letGo((open) => open < day)
    await this.#mover.drop({ kind: 'dropBefore', day, delivered })
  }

  freshen(): undefined {
    return undefined // The directory is this process's alone.
  }

  async hold(): Promise<boolean> {
    return true
  }

  async leave(): Promise<void> {}

  trouble(): string | undefined {
    return this.#writer.trouble() ?? this.#mover.trouble() ?? this.#sweeper.trouble()
  }

  queued(): number {
    return this.#writer.queued()
  }

  close(): Promise<void> {
    this.#closing ??= this.#close()
    return this.#closing
  }

  async #close(): Promise<void> {
    await this.#mover.finish()
    await this.#sweeper.finish()
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
    if (writes.some(touchesFiles)) this.#sweeper.nudge()
  }
}

const touchesFiles = ({ adopts = [], releases = [] }: QueuedWrite): boolean =>
  adopts.length + releases.length > 0

/** Undefined: no entry has adopted the file, or it is gone. */
function fileState(state: DatabaseSync, id: FileId): string | undefined {
  const row = state.prepare('SELECT state FROM object_file WHERE id = ?').get(id)
  return row && String(row.state)
}
