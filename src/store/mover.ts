// When events move from the outbox into the files of their days, and what happens when they cannot.

import type { Day } from './event-days.ts'
import type { MoverAnswer, MoverOptions, MoverQuestion } from './mover-messages.ts'
import { Thread } from './thread.ts'
import { secondMs } from '../base/sizes.ts'

/** Long enough that a copy is worth its sync, short enough that the outbox stays small. */
const copyDelayMs = secondMs / 4
const retryDelayMs = 1 * secondMs

export interface MoverEvents {
  /** The events up to this sequence are durable in the files of `days`. */
  readonly copied: (through: number, days: readonly Day[]) => Promise<void>
  readonly dropped: (days: readonly Day[]) => void
}

export class Mover {
  readonly #thread: Thread<MoverQuestion, MoverAnswer>
  readonly #events: MoverEvents
  #timer: NodeJS.Timeout | undefined
  #running: Promise<void> | undefined
  #nudged = false
  #trouble: string | undefined
  #closed = false

  constructor(options: MoverOptions, events: MoverEvents) {
    this.#thread = new Thread('mover-thread', options)
    this.#events = events
  }

  /** There are new events in the outbox. */
  nudge(): void {
    this.#nudged = true
    if (!this.#running) this.#schedule(copyDelayMs)
  }

  /** Undefined: the last copy went well. */
  trouble(): string | undefined {
    return this.#trouble
  }

  async drop(question: Extract<MoverQuestion, { kind: `drop${string}` }>): Promise<void> {
    const answer = await this.#thread.ask(question)
    if (answer.kind === 'dropped') this.#events.dropped(answer.days)
  }

  /** What is still in the outbox moves after the next start. */
  async finish(): Promise<void> {
    this.#closed = true
    clearTimeout(this.#timer)
    await this.#running
  }

  end(): Promise<void> {
    return this.#thread.end({ kind: 'close' })
  }

  #schedule(delayMs: number): void {
    if (this.#closed || this.#timer) return
    this.#timer = setTimeout(() => {
      this.#timer = undefined
      this.#running = this.#copy()
    }, delayMs)
  }

  async #copy(): Promise<void> {
    this.#nudged = false
    const again = await this.#copyOnce()
    this.#running = undefined
    if (again !== undefined) this.#schedule(again)
    else if (this.#nudged) this.#schedule(copyDelayMs)
  }

  /** After how long to copy again; undefined: when there is something new. */
  async #copyOnce(): Promise<number | undefined> {
    try {
      const answer = await this.#ask()
      if (answer.kind !== 'copied' || answer.through === undefined) return undefined
      await this.#events.copied(answer.through, answer.days)
      return answer.full ? 0 : undefined
    } catch {
      return retryDelayMs // What is copied twice is stored once.
    }
  }

  /** Only its own failures are the mover's trouble; the writer speaks of its own. */
  async #ask(): Promise<MoverAnswer> {
    try {
      const answer = await this.#thread.ask({ kind: 'copy' })
      this.#trouble = undefined
      return answer
    } catch (fault) {
      const reason = fault instanceof Error ? fault.message : String(fault)
      this.#trouble = `events cannot be moved into the event history: ${reason}`
      throw fault
    }
  }
}
