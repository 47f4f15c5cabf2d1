// Brings files to where the rows say they belong: adopted ones into their place, released ones out
// of the way. What is to be done stands in `state.db`, so that a stop at any moment loses no step.

import type { DatabaseSync, StatementSync } from 'node:sqlite'
import { secondMs } from '../base/sizes.ts'
import type { FileId } from './object-file.ts'
import type { ObjectFolder } from './object-folder.ts'
import type { QueuedWrite } from './writer-messages.ts'

const filesPerSweepMax = 1000
/** Files of one sweep share the syncs of their directories. */
const sweepDelayMs = secondMs / 4
const retryDelayMs = 1 * secondMs

export class FileSweeper {
  readonly #folder: ObjectFolder
  readonly #push: (write: QueuedWrite) => Promise<void>
  readonly #selectUnfinished: StatementSync
  #last: Promise<void> = Promise.resolve()
  #timer: NodeJS.Timeout | undefined
  #trouble: string | undefined
  #closed = false

  constructor(
    state: DatabaseSync,
    folder: ObjectFolder,
    push: (write: QueuedWrite) => Promise<void>,
  ) {
    this.#folder = folder
    this.#push = push
    // In the order of ids, which is that of their directories: few are synced for many removed.
    this.#selectUnfinished = state.prepare(
      `SELECT id, state FROM object_file WHERE state <> 'settled'
       ORDER BY id LIMIT ${filesPerSweepMax}`,
    )
  }

  /** There are adopted or released files. */
  nudge(delayMs = sweepDelayMs): void {
    if (this.#closed || this.#timer) return
    this.#timer = setTimeout(() => {
      this.#timer = undefined
      this.sweep().catch(() => this.nudge(retryDelayMs))
    }, delayMs)
  }

  /** Everything that is durable now is done when it resolves. */
  sweep(): Promise<void> {
    this.#last = this.#last.catch(() => undefined).then(() => this.#sweepAll())
    return this.#last
  }

  /** Undefined: the last sweep went well. */
  trouble(): string | undefined {
    return this.#trouble
  }

  /** What is still to be done is done after the next start. */
  async finish(): Promise<void> {
    this.#closed = true
    clearTimeout(this.#timer)
    await this.#last.catch(() => undefined)
  }

  async #sweepAll(): Promise<void> {
    while (!this.#closed) {
      const files = this.#selectUnfinished.all()
      if (files.length === 0) return
      const idsIn = (state: string): readonly FileId[] =>
        files.filter((file) => file.state === state).map(({ id }) => String(id) as FileId)
      const [settled, removed] = [idsIn('adopted'), idsIn('released')]
      await this.#moveFiles(settled, removed)
      // INVARIANT: the disk comes first. A row says `settled` only of a file in its place.
      await this.#push({ settled, removed })
    }
  }

  /** Only its own failures are the sweeper's trouble; the writer speaks of its own. */
  async #moveFiles(settled: readonly FileId[], removed: readonly FileId[]): Promise<void> {
    try {
      await this.#folder.placeAll(settled)
      await this.#folder.removeAll(removed)
      this.#trouble = undefined
    } catch (fault) {
      const reason = fault instanceof Error ? fault.message : String(fault)
      this.#trouble = `object files cannot be moved or removed: ${reason}`
      throw fault
    }
  }
}
