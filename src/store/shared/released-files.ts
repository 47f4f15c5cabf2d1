// Removes the files that no row names any longer. Every node does it, and a file is removed once:
// one that is gone already stays so.

import { secondMs } from '../../base/sizes.ts'
import type { FilePlace } from '../adoptable-files.ts'
import type { QueuedWrite } from '../writer-messages.ts'
import type { SharedLog } from './shared-log.ts'

const sweepEveryMs = 1 * secondMs

interface ReleasedFilesOptions {
  readonly log: Pick<SharedLog, 'releasedFiles'>
  readonly place: Pick<FilePlace, 'removeAll'>
  /** How long a file stays when it is released. */
  readonly keepMs: number
  readonly push: (write: QueuedWrite) => Promise<void>
}

export class ReleasedFiles {
  readonly #options: ReleasedFilesOptions
  #last: Promise<void> = Promise.resolve()
  #timer: NodeJS.Timeout | undefined
  #trouble: string | undefined
  #closed = false

  constructor(options: ReleasedFilesOptions) {
    this.#options = options
  }

  start(): void {
    const sweep = () => void this.#queue(this.#options.keepMs).catch(() => undefined)
    this.#timer = setInterval(sweep, sweepEveryMs).unref()
  }

  /** Everything that is released now is gone when it resolves. */
  removeAll(): Promise<void> {
    return this.#queue(0)
  }

  /** Undefined: the last sweep went well. */
  trouble(): string | undefined {
    return this.#trouble
  }

  /** What is still to be removed is left to the others, or to the next start. */
  async finish(): Promise<void> {
    this.#closed = true
    clearInterval(this.#timer)
    await this.#last
  }

  #queue(keepMs: number): Promise<void> {
    const run = this.#last.then(() => this.#sweep(keepMs))
    this.#last = run.catch(() => undefined)
    return run
  }

  async #sweep(keepMs: number): Promise<void> {
    const { log, place, push } = this.#options
    try {
      while (!this.#closed) {
        const removed = await log.releasedFiles(keepMs)
        if (removed.length === 0) break
        await place.removeAll(removed)
        // INVARIANT: the file goes first. A stop in between leaves a name to be tried again.
        await push({ removed })
      }
      this.#trouble = undefined
    } catch (fault) {
      const reason = fault instanceof Error ? fault.message : String(fault)
      this.#trouble = `object files cannot be removed: ${reason}`
      throw fault
    }
  }
}
