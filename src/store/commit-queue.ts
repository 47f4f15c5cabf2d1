// The queue in front of whoever commits: first in, first out, and while one batch is on its way
// everything that comes gathers into the next one, so that many requests share a transaction.

import { MiB, secondMs } from '../base/sizes.ts'
import { Overtaken } from './store.ts'
import type { QueuedWrite } from './writer-messages.ts'

const batchWritesMax = 1024
const batchCharactersMax = 8 * MiB
/** In trouble, an empty commit this often finds out whether writes are taken again. */
const probeIntervalMs = 1 * secondMs

/** What became of a batch. */
export interface Committed {
  /** The first so many writes are durable, and nothing of the others is anywhere. */
  readonly accepted: number
}

export interface CommitEvents<Outcome extends Committed> {
  /** In one transaction; rejects when none of the writes is durable, or when nobody knows. */
  readonly commit: (writes: readonly QueuedWrite[]) => Promise<Outcome>
  /** The writes are durable. Called before their promises resolve. */
  readonly durable: (writes: readonly QueuedWrite[], outcome: Outcome) => void
  /** Nothing that is queued will be written. Called before the promises reject. */
  readonly failed: () => void
  /** Another node was faster: resolves when the view knows what it did. Absent: there is none. */
  readonly caughtUp?: () => Promise<void>
  /** Why a commit has failed, for people. */
  readonly describe?: (fault: unknown) => string
}

interface Waiting {
  readonly write: QueuedWrite
  readonly resolve: () => void
  readonly reject: (fault: Error) => void
}

export class CommitQueue<Outcome extends Committed> {
  readonly #events: CommitEvents<Outcome>
  #waiting: Waiting[] = []
  #committing = 0
  #running: Promise<void> | undefined
  #trouble: string | undefined
  #probe: NodeJS.Timeout | undefined
  #closed = false

  constructor(events: CommitEvents<Outcome>) {
    this.#events = events
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

  async #drain(): Promise<void> {
    await Promise.resolve() // What is appended in the same breath shares the first commit.
    while (this.#waiting.length > 0) await this.#commit(takeBatch(this.#waiting))
    this.#running = undefined
  }

  async #commit(batch: readonly Waiting[]): Promise<void> {
    const writes = batch.map(({ write }) => write)
    this.#committing = batch.length
    try {
      const outcome = await this.#events.commit(writes)
      const { accepted } = outcome
      this.#trouble = undefined
      this.#events.durable(writes.slice(0, accepted), outcome)
      for (const { resolve } of batch.slice(0, accepted)) resolve()
      if (accepted < batch.length) await this.#overtaken(batch.slice(accepted))
    } catch (fault) {
      this.#fail(batch, fault)
    } finally {
      this.#committing = 0
    }
  }

  /** What waits behind the batch may rest on its rows, so it fails with it. */
  #fail(batch: readonly Waiting[], fault: unknown): void {
    this.#trouble = (this.#events.describe ?? messageOf)(fault)
    this.#events.failed()
    const error = new Error(this.#trouble, { cause: fault })
    for (const { reject } of [...batch, ...this.#waiting.splice(0)]) reject(error)
    this.#scheduleProbe()
  }

  /** What waits behind may rest on rows of those before it, so it goes with them. */
  async #overtaken(rest: readonly Waiting[]): Promise<void> {
    const all = [...rest, ...this.#waiting.splice(0)]
    this.#events.failed()
    // Where nothing can be heard of the others, deciding anew does not help: that is the answer.
    const heard = Promise.resolve(this.#events.caughtUp?.()).then(
      () => undefined,
      (fault: unknown) => new Error('other nodes cannot be heard of', { cause: fault }),
    )
    const deaf = await heard
    for (const [place, { reject }] of all.entries()) {
      reject(deaf ?? new Overtaken({ isBystander: place > 0 }))
    }
  }

  /** Who is in trouble is asked for nothing: without it, nobody would hear that it is over. */
  #scheduleProbe(): void {
    if (this.#closed) return
    clearTimeout(this.#probe)
    const probe = (): void => {
      if (this.#trouble !== undefined) this.push({}).catch(() => undefined)
    }
    this.#probe = setTimeout(probe, probeIntervalMs).unref()
  }
}

const messageOf = (fault: unknown): string =>
  fault instanceof Error ? fault.message : String(fault)

/** An emptying goes alone: the rows behind it are not those before it. */
function takeBatch(waiting: Waiting[]): Waiting[] {
  let characters = 0
  let count = 0
  for (const { write } of waiting) {
    if (count === batchWritesMax || characters >= batchCharactersMax) break
    if (write.emptyAllExcept && count > 0) break
    characters += charactersOf(write)
    count += 1
    if (write.emptyAllExcept) break
  }
  return waiting.splice(0, count)
}

function charactersOf({ rows = [], events = [] }: QueuedWrite): number {
  let characters = 0
  for (const { text } of rows) characters += text?.length ?? 0
  for (const [, , , , attributes, record] of events) characters += attributes.length + record.length
  return characters
}
