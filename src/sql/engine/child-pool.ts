import { EngineChild } from './engine-child.ts'
import { engineLimits } from './limits.ts'

interface Place {
  readonly give: (process: EngineChild) => void
  readonly fail: (reason: unknown) => void
}

/** The processes of DuckDB: started when they are needed, kept warm, as many as the limit says. */
export class ChildPool {
  readonly #processesMax: number
  readonly #idle: { readonly process: EngineChild; readonly timer: NodeJS.Timeout }[] = []
  readonly #queue: Place[] = []
  readonly #busy = new Set<EngineChild>()
  #closed = false

  constructor(processesMax: number = engineLimits.processesMax) {
    this.#processesMax = processesMax
  }

  /** The processes at work, and those without. */
  get processes(): readonly EngineChild[] {
    return [...this.#busy, ...this.#idle.map(({ process }) => process)]
  }

  /** Waits for a process; `signal` ends the wait. */
  async take(signal: AbortSignal): Promise<EngineChild> {
    signal.throwIfAborted()
    if (this.#closed) throw new Error('the engine is closed')
    const warm = this.#warm()
    if (warm) return this.#work(warm)
    if (this.#busy.size < this.#processesMax) return this.#work(new EngineChild())
    return new Promise((give, fail) => {
      const place = { give, fail }
      this.#queue.push(place)
      signal.addEventListener('abort', () => this.#leave(place, signal.reason), { once: true })
    })
  }

  /** Takes a process back; a dead one makes room for another. */
  release(process: EngineChild): void {
    this.#busy.delete(process)
    if (this.#closed) return process.end()
    const next = this.#queue.shift()
    if (next) next.give(this.#work(process.isAlive ? process : new EngineChild()))
    else if (process.isAlive) this.#rest(process)
  }

  close(): void {
    this.#closed = true
    for (const { process, timer } of this.#idle.splice(0)) {
      clearTimeout(timer)
      process.end()
    }
    for (const process of this.#busy) process.end()
    for (const place of this.#queue.splice(0)) place.fail(new Error('the engine is closed'))
  }

  #warm(): EngineChild | undefined {
    for (let idle = this.#idle.pop(); idle; idle = this.#idle.pop()) {
      clearTimeout(idle.timer)
      if (idle.process.isAlive) return idle.process
    }
    return undefined
  }

  #work(process: EngineChild): EngineChild {
    process.ref()
    this.#busy.add(process)
    return process
  }

  #rest(process: EngineChild): void {
    process.unref()
    const timer = setTimeout(() => {
      const index = this.#idle.findIndex((idle) => idle.process === process)
      if (index >= 0) this.#idle.splice(index, 1)
      process.end()
    }, engineLimits.idleMs)
    timer.unref()
    this.#idle.push({ process, timer })
  }

  #leave(place: Place, reason: unknown): void {
    const index = this.#queue.indexOf(place)
    if (index < 0) return
    this.#queue.splice(index, 1)
    place.fail(reason)
  }
}
