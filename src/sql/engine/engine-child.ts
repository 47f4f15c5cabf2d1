import { fork, type ChildProcess } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { SqlError } from '../sql-error.ts'
import type { ResultRow } from '../types.ts'
import { childEnvironment } from './child-environment.ts'
import { engineFault } from './engine-fault.ts'
import type { FromChild, Job, ToChild } from './job.ts'
import { engineLimits } from './limits.ts'

/** A process of DuckDB, warm, that runs one job after the other. */
export class EngineChild {
  readonly #child: ChildProcess
  #waiting: { resolve: (message: FromChild) => void; reject: (fault: Error) => void } | undefined
  #ended = false

  constructor() {
    const ending = import.meta.url.endsWith('.ts') ? 'ts' : 'js'
    const file = fileURLToPath(new URL(`./duckdb-process.${ending}`, import.meta.url))
    this.#child = fork(file, {
      serialization: 'advanced',
      env: childEnvironment(),
      stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
    })
    this.#child.on('message', (message: FromChild) => this.#settle(message))
    this.#child.on('exit', () => this.#died())
    this.#child.on('error', () => this.#died())
  }

  get isAlive(): boolean {
    return !this.#ended
  }

  /** For tests, which end it as a crash would. */
  get pid(): number | undefined {
    return this.#child.pid
  }

  /** Does not keep the stack's own process from ending. */
  unref(): void {
    this.#child.unref()
    this.#child.channel?.unref()
  }

  ref(): void {
    this.#child.ref()
    this.#child.channel?.ref()
  }

  /** Returns when the first rows can be asked for; throws what is wrong with the query. */
  async start(job: Job): Promise<void> {
    await this.#ask({ kind: 'run', job })
  }

  /** The next batch; undefined behind the last. */
  async next(): Promise<readonly ResultRow[] | undefined> {
    const answer = await this.#ask({ kind: 'next' })
    return answer.kind === 'rows' ? answer.rows : undefined
  }

  /** Interrupts the query, and ends the process when it does not listen. */
  cancel(): void {
    if (this.#ended) return
    this.#child.send({ kind: 'cancel' } satisfies ToChild)
    const timer = setTimeout(() => {
      if (this.#waiting) this.end()
    }, engineLimits.cancelMs)
    timer.unref()
  }

  end(): void {
    this.#ended = true
    this.#child.kill('SIGKILL')
  }

  async #ask(question: ToChild): Promise<FromChild> {
    if (this.#ended) throw crashed()
    const answer = await new Promise<FromChild>((resolve, reject) => {
      this.#waiting = { resolve, reject }
      this.#child.send(question, (fault) => fault && this.#died())
    })
    if (answer.kind === 'failed') throw engineFault(answer.message)
    return answer
  }

  #settle(message: FromChild): void {
    const waiting = this.#waiting
    this.#waiting = undefined
    waiting?.resolve(message)
  }

  #died(): void {
    this.#ended = true
    const waiting = this.#waiting
    this.#waiting = undefined
    waiting?.reject(crashed())
  }
}

const crashed = (): SqlError =>
  new SqlError('GENERIC_INTERNAL_ERROR', 'The query engine ended unexpectedly. Run the query again')
