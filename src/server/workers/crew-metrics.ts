// The metrics of all processes of a stack, gathered by the one that keeps the state.

import type { Worker } from 'node:cluster'
import { Registry } from 'prom-client'
import { secondMs } from '../../base/sizes.ts'
import { measureNode } from '../metrics/node-metrics.ts'
import { pageOf, type Families } from '../metrics/page-of-all.ts'
import type { FromWorker, ToWorker } from './messages.ts'
import { isOfWorker } from './messages.ts'

/** A worker that is too busy to answer within is left out: a scrape is given up after ten. */
const answerMsMax = 2 * secondMs

type Tell = (worker: Worker, message: ToWorker) => void

export class CrewMetrics {
  /** Of the primary itself: memory and processor time are those of all processes. */
  readonly #own = new Registry()
  readonly #endMeasuring: () => void
  readonly #tell: Tell
  #asked = 0

  constructor(tell: Tell) {
    this.#tell = tell
    this.#endMeasuring = measureNode(this.#own)
  }

  async page(workers: readonly Worker[]): Promise<string> {
    const own = this.#own.getMetricsAsJSON()
    // First the workers: what all have alike is the first one's.
    const told = await Promise.all(workers.map((worker) => this.#ask(worker)))
    return pageOf([...told.filter((families) => families !== undefined), await own])
  }

  close(): void {
    this.#endMeasuring()
  }

  /** Undefined: it has ended, or is too busy. */
  #ask(worker: Worker): Promise<Families | undefined> {
    this.#asked += 1
    const id = this.#asked
    return new Promise((resolve) => {
      const end = (families?: Families): void => {
        clearTimeout(timer)
        worker.off('message', onMessage)
        worker.off('disconnect', onGone)
        resolve(families)
      }
      const onGone = (): void => end()
      const onMessage = (message: unknown): void => {
        if (!isOfWorker(message)) return
        const said = message as FromWorker
        if (said.worker === 'metrics' && said.id === id) end(said.families)
      }
      const timer = setTimeout(onGone, answerMsMax)
      worker.on('message', onMessage)
      worker.once('disconnect', onGone)
      this.#tell(worker, { worker: 'wants-metrics', id })
    })
  }
}
