// Questions to a worker thread, answered one after the other in the order they were asked.

import { getCompileCacheDir } from 'node:module'
import { dirname } from 'node:path'
import { Worker } from 'node:worker_threads'
import type { ThreadAnswer } from './thread-answers.ts'
import type { WriteFault } from './sqlite-fault.ts'

/** The thread could not do what it was asked; nothing of it was done. */
export class ThreadFault extends Error {
  readonly fault: WriteFault

  constructor(fault: WriteFault) {
    super(fault.message)
    this.fault = fault
  }
}

interface Waiting<Answer> {
  readonly resolve: (answer: Answer) => void
  readonly reject: (fault: ThreadFault) => void
}

/** Starts its worker with the first question, and again when the worker has died. */
export class Thread<Question, Answer> {
  readonly #name: string
  readonly #workerData: unknown
  #worker: Worker | undefined
  #waiting: Waiting<Answer>[] = []

  /** `name` is the file beside this one that the worker runs, without its ending. */
  constructor(name: string, workerData: unknown) {
    this.#name = name
    this.#workerData = workerData
  }

  ask(question: Question): Promise<Answer> {
    const worker = (this.#worker ??= this.#start())
    return new Promise((resolve, reject) => {
      this.#waiting.push({ resolve, reject })
      worker.postMessage(question)
    })
  }

  /** Asks one last question, for the thread to let go of its files, and ends it. */
  async end(last: Question): Promise<void> {
    const worker = this.#worker
    if (!worker) return
    await this.ask(last).catch(() => undefined) // It may have died, and its files with it.
    this.#worker = undefined
    await worker.terminate()
  }

  #start(): Worker {
    // The source runs unbuilt as well as built: the worker's file ends as this one does.
    const ending = import.meta.url.endsWith('.ts') ? 'ts' : 'js'
    const file = new URL(`./${this.#name}.${ending}`, import.meta.url)
    // The environment may hold credentials: there need be no copies of it, but of where compiled
    // modules are kept. Without that, a thread takes twice as long to start from the sources.
    const compiled = getCompileCacheDir()
    const env = compiled === undefined ? {} : { NODE_COMPILE_CACHE: dirname(compiled) }
    const worker = new Worker(file, { workerData: this.#workerData, name: this.#name, env })
    worker.on('message', (answer: ThreadAnswer<Answer>) => this.#settle(answer))
    worker.on('error', (fault) => this.#died(worker, fault.message))
    worker.on('exit', () => this.#died(worker, `the ${this.#name} has ended`))
    return worker
  }

  #settle(answer: ThreadAnswer<Answer>): void {
    const waiting = this.#waiting.shift()
    if (answer.done) waiting?.resolve(answer.value)
    else waiting?.reject(new ThreadFault(answer.fault))
  }

  #died(worker: Worker, message: string): void {
    if (this.#worker !== worker) return
    this.#worker = undefined
    const fault = new ThreadFault({ code: undefined, message })
    for (const waiting of this.#waiting.splice(0)) waiting.reject(fault)
  }
}
