// What is written to `state.db` goes through here, in its order.

import { CommitQueue, type Committed } from './commit-queue.ts'
import type { QueuedWrite, WriterOptions, WriterQuestion } from './writer-messages.ts'
import { describeWriteFault, type WriteFault } from './sqlite-fault.ts'
import { Thread, ThreadFault } from './thread.ts'

export interface WriterEvents {
  /** The writes are on the disk. Called before their promises resolve. */
  readonly durable: (writes: readonly QueuedWrite[]) => void
  /** Nothing that is queued will be written. Called before the promises reject. */
  readonly failed: () => void
}

/** A queue before the thread that commits, and the versions that rows get. */
export class Writer {
  readonly #thread: Thread<WriterQuestion, void>
  readonly #queue: CommitQueue<Committed>
  #version: number

  constructor(directory: string, options: WriterOptions, version: number, events: WriterEvents) {
    this.#thread = new Thread('writer-thread', options)
    this.#version = version
    this.#queue = new CommitQueue({
      commit: async (writes) => {
        await this.#thread.ask({ kind: 'commit', writes, version: this.#version })
        return { accepted: writes.length }
      },
      durable: (writes) => events.durable(writes),
      failed: () => events.failed(),
      describe: (fault) => describeWriteFault(writeFaultOf(fault), directory),
    })
  }

  /** A version that no row has had. */
  nextVersion(): number {
    this.#version += 1
    return this.#version
  }

  /** Rows come with versions that somebody else has given them, up to this one. */
  raiseVersion(version: number): void {
    this.#version = Math.max(this.#version, version)
  }

  /** Resolves when the write is durable. */
  push(write: QueuedWrite): Promise<void> {
    return this.#queue.push(write)
  }

  queued(): number {
    return this.#queue.queued()
  }

  /** Undefined: the last commit went well. */
  trouble(): string | undefined {
    return this.#queue.trouble()
  }

  /** Takes nothing more, and waits for what it has taken. */
  finish(): Promise<void> {
    return this.#queue.finish()
  }

  end(): Promise<void> {
    return this.#thread.end({ kind: 'close' })
  }
}

const writeFaultOf = (thrown: unknown): WriteFault =>
  thrown instanceof ThreadFault ? thrown.fault : { code: undefined, message: String(thrown) }
