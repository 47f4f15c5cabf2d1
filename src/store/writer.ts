// The queue in front of the writer thread: first in, first out, and while one commit is in flight
// everything that comes gathers into the next one.

import type { QueuedWrite, WriterOptions, WriterQuestion } from './writer-messages.ts'
import { describeWriteFault, type WriteFault } from './sqlite-fault.ts'
import { Thread, ThreadFault } from './thread.ts'
import { MiB, secondMs } from '../base/sizes.ts'

const batchWritesMax = 1024
const batchCharactersMax = 8 * MiB
/** In trouble, an empty commit this often finds out whether there is room again. */
const probeIntervalMs = 1 * secondMs

export interface WriterEvents {
  /** The writes are on the disk. Called before their promises resolve. */
  readonly durable: (writes: readonly QueuedWrite[]) => void
  /** Nothing that is queued will be written. Called before the promises reject. */
  readonly failed: () => void
}

interface Waiting {
  readonly write: QueuedWrite
  readonly resolve: () => void
  readonly reject: (fault: Error) => void
}

export class Writer {
  readonly #directory: string
  readonly #thread: Thread<WriterQuestion, void>
  readonly #events: WriterEvents
  #waiting: Waiting[] = []
  #committing = 0
  #running: Promise<void> | undefined
  #version: number
  #trouble: string | undefined
  #probe: NodeJS.Timeout | undefined
  #closed = false

  constructor(directory: string, options: WriterOptions, version: number, events: WriterEvents) {
    this.#directory = directory
    this.#thread = new Thread('writer-thread', options)
    this.#version = version
    this.#events = events
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
    if (this.#closed) return Promise.reject(new Error('the store is closed'))
    return new Promise((resolve, reject) => {
      this.#waiting.push({ write, resolve, reject })
      this.#running ??= this.#drain()
    })
  }

  queued(): number {
    return this.#waiting.length + this.#committing
  }

  /** Undefined: the last commit went well. */
  trouble(): string | undefined {
    return this.#trouble
  }

  /** Takes nothing more, and waits for what it has taken. */
  async finish(): Promise<void> {
    this.#closed = true
    clearTimeout(this.#probe)
    await this.#running
  }

  end(): Promise<void> {
    return this.#thread.end({ kind: 'close' })
  }

  async #drain(): Promise<void> {
    await Promise.resolve() // What is appended in the same breath shares the first commit.
    while (this.#waiting.length > 0) await this.#commit(takeBatch(this.#waiting))
    this.#running = undefined
  }

  async #commit(batch: readonly Waiting[]): Promise<void> {
    const writes = batch.map(({ write }) => write)
    this.#committing = batch.length
    try {
      await this.#thread.ask({ kind: 'commit', writes, version: this.#version })
    } catch (fault) {
      this.#fail(batch, fault)
      return
    } finally {
      this.#committing = 0
    }
    this.#trouble = undefined
    this.#events.durable(writes)
    for (const { resolve } of batch) resolve()
  }

  /** What waits behind the batch may rest on its rows, so it fails with it. */
  #fail(batch: readonly Waiting[], thrown: unknown): void {
    const fault: WriteFault =
      thrown instanceof ThreadFault ? thrown.fault : { code: undefined, message: String(thrown) }
    this.#trouble = describeWriteFault(fault, this.#directory)
    this.#events.failed()
    const error = new Error(this.#trouble, { cause: thrown })
    for (const { reject } of [...batch, ...this.#waiting.splice(0)]) reject(error)
    this.#scheduleProbe()
  }

  #scheduleProbe(): void {
    if (this.#closed) return
    clearTimeout(this.#probe)
    const probe = (): void => {
      if (this.#trouble !== undefined) this.push({}).catch(() => undefined)
    }
    this.#probe = setTimeout(probe, probeIntervalMs).unref()
  }
}

function takeBatch(waiting: Waiting[]): Waiting[] {
  let characters = 0
  let count = 0
  for (const { write } of waiting) {
    if (count === batchWritesMax || characters >= batchCharactersMax) break
    characters += charactersOf(write)
    count += 1
  }
  return waiting.splice(0, count)
}

function charactersOf({ rows = [], events = [] }: QueuedWrite): number {
  let characters = 0
  for (const { text } of rows) characters += text?.length ?? 0
  for (const [, , , , attributes, record] of events) characters += attributes.length + record.length
  return characters
}
