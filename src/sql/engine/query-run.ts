import type { ResultRow } from '../types.ts'
import type { EngineChild } from './engine-child.ts'
import type { Job } from './job.ts'
import type { ChildPool } from './child-pool.ts'
import type { QuerySignal } from './query-signal.ts'

/** A job in a process of the pool. The process goes back when the run ends. */
export class QueryRun {
  readonly #pool: ChildPool
  readonly #process: EngineChild
  readonly #signal: QuerySignal
  readonly #cancel: () => void
  #isOver = false

  private constructor(pool: ChildPool, process: EngineChild, signal: QuerySignal) {
    this.#pool = pool
    this.#process = process
    this.#signal = signal
    this.#cancel = () => process.cancel()
    signal.signal.addEventListener('abort', this.#cancel, { once: true })
  }

  static async start(pool: ChildPool, job: Job, signal: QuerySignal): Promise<QueryRun> {
    try {
      const run = new QueryRun(pool, await pool.take(signal.signal), signal)
      try {
        await run.#process.start(job)
        return run
      } catch (fault) {
        run.#isOver = !signal.signal.aborted
        run.end()
        throw fault
      }
    } catch (fault) {
      throw signal.why(fault)
    }
  }

  async next(): Promise<readonly ResultRow[] | undefined> {
    try {
      this.#signal.signal.throwIfAborted()
      const rows = await this.#process.next()
      if (!rows) this.#isOver = true
      return rows
    } catch (fault) {
      // A query that failed by itself is over; one that was given up may still be at work.
      this.#isOver = !this.#signal.signal.aborted
      throw this.#signal.why(fault)
    }
  }

  /** A process in the middle of a query cannot take another: it is ended, and not kept. */
  end(): void {
    this.#signal.signal.removeEventListener('abort', this.#cancel)
    if (!this.#isOver) this.#process.end()
    this.#pool.release(this.#process)
  }
}
