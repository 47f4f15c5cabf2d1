// What a directory of SQLite files is made of: who reads the files, who writes them, who moves what
// is in them. What is pending, and who sees it, is somebody else's.

import { join } from 'node:path'
import type { DatabaseSync } from 'node:sqlite'
import { secondMs } from '../base/sizes.ts'
import { migrateDays } from './day-file.ts'
import { dayOf } from './event-days.ts'
import { EventFeed } from './event-feed.ts'
import { EventReader } from './event-reader.ts'
import { FileSweeper } from './file-sweeper.ts'
import { faultAt } from './injected-fault.ts'
import { lockDirectory, type DirectoryLock } from './lock.ts'
import { Mover } from './mover.ts'
import type { FileId } from './object-file.ts'
import { ObjectFolder } from './object-folder.ts'
import { OpenDays } from './open-days.ts'
import { explainOpenFault, requireNewest, requireNotLost, requireWhole } from './open-fault.ts'
import { ensurePrivateDirectory } from './private-files.ts'
import {
  createWhole,
  metaNumber,
  openForReading,
  openForWriting,
  STATE_MIGRATIONS,
} from './schema.ts'
import type { QueuedWrite } from './writer-messages.ts'
import { Writer, type WriterEvents } from './writer.ts'

/** For tests: the nth write of a thread, or to files, fails as on a full disk, once. */
export interface SqliteFaults {
  readonly writerStatement?: number
  readonly moverStep?: number
  readonly fileStep?: number
}

/**
 * Opens the files in a directory, alone: a second process is refused, with the first one's pid.
 *
 * `state.db` holds the rows and the outbox of events; `events/2026-11-23.db` the events of a
 * day, `objects` the files of object content.
 */
export function openSqliteParts(
  directory: string,
  faults: SqliteFaults,
  events: WriterEvents,
): SqliteParts {
  ensurePrivateDirectory(directory)
  const lock = lockDirectory(directory)
  try {
    return new SqliteParts(directory, faults, events, lock)
  } catch (fault) {
    lock.release()
    throw explainOpenFault(fault, directory, statePath(directory))
  }
}

const statePath = (directory: string): string => join(directory, 'state.db')

export class SqliteParts {
  readonly database: DatabaseSync
  readonly days: OpenDays
  readonly reader: EventReader
  readonly feed: EventFeed
  readonly writer: Writer
  readonly folder: ObjectFolder
  readonly sweeper: FileSweeper
  readonly #lock: DirectoryLock
  readonly #mover: Mover

  constructor(directory: string, faults: SqliteFaults, events: WriterEvents, lock: DirectoryLock) {
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
      requireNewest(database, path, eventsDirectory)
    } finally {
      database.close()
    }

    this.#lock = lock
    this.database = openForReading(path)
    this.days = new OpenDays(eventsDirectory)
    const forgotten = forgottenIn(this.database)
    this.reader = new EventReader(this.database, this.days, forgotten)
    this.feed = new EventFeed(this.database, this.days, forgotten)
    this.writer = new Writer(
      directory,
      { path, ...(faults.writerStatement && { failAtStatement: faults.writerStatement }) },
      metaNumber(this.database, 'version'),
      {
        durable: (writes) => {
          events.durable(writes)
          this.#nudge(writes)
        },
        failed: () => events.failed(),
      },
    )
    this.#mover = new Mover(
      {
        statePath: path,
        eventsDirectory,
        ...(faults.moverStep && { failAtStep: faults.moverStep }),
      },
      {
        copied: (movedThrough, days) => {
          this.days.add(days)
          return this.writer.push({ movedThrough })
        },
        dropped: (days) => this.days.remove(days),
      },
    )
    this.folder = new ObjectFolder(objectsDirectory, faultAt(faults.fileStep))
    // Adopted, or released before it was moved: a step of it is still to be done.
    this.folder.keepIncoming((id) => ['adopted', 'released'].includes(this.fileState(id) ?? ''))
    this.sweeper = new FileSweeper(this.database, this.folder, (write) => this.writer.push(write))
    // The last run may have left events in the outbox, and files on their way.
    this.#mover.nudge()
    this.sweeper.nudge()
  }

  /** Undefined: no entry has adopted the file, or it is gone. */
  fileState(id: FileId): string | undefined {
    const row = this.database.prepare('SELECT state FROM object_file WHERE id = ?').get(id)
    return row && String(row.state)
  }

  /** What an emptying has made durable is gone from the disk when it resolves. */
  async dropForgotten(): Promise<void> {
    this.days.letGo(() => true) // As in `dropEventDaysBefore`.
    const forgotten = metaNumber(this.database, 'forgotten')
    await this.#mover.drop({ kind: 'dropForgotten', forgotten })
    await this.sweeper.sweep()
  }

  async dropEventDaysBefore(date: Date, delivered?: number): Promise<void> {
    const day = dayOf(date.getTime() / secondMs)
    // Whoever closes a deleted file last frees its blocks, which takes a while: not this thread.
    this.days.letGo((open) => open < day)
    await this.#mover.drop({ kind: 'dropBefore', day, delivered })
  }

  trouble(): string | undefined {
    return this.writer.trouble() ?? this.#mover.trouble() ?? this.sweeper.trouble()
  }

  async close(): Promise<void> {
    await this.#mover.finish()
    await this.sweeper.finish()
    await this.writer.finish()
    // The threads come last: the last connection to close folds the log into the file.
    this.days.close()
    this.database.close()
    await this.#mover.end()
    await this.writer.end()
    this.#lock.release()
  }

  #nudge(writes: readonly QueuedWrite[]): void {
    if (writes.some(({ events = [] }) => events.length > 0)) this.#mover.nudge()
    if (writes.some(touchesFiles)) this.sweeper.nudge()
  }
}

function forgottenIn(database: DatabaseSync): () => number {
  const select = database.prepare(`SELECT value FROM meta WHERE name = 'forgotten'`)
  return () => Number(select.get()?.value)
}

const touchesFiles = ({ adopts = [], releases = [] }: QueuedWrite): boolean =>
  adopts.length + releases.length > 0
