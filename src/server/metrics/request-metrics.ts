// How many requests came, what became of them, and how long they took.

import { Counter, Histogram, type Registry } from 'prom-client'
import { gaugeOf } from './gauge-of.ts'

/** A request, as it is counted: names from tables only, never what a client makes up. */
export interface CountedRequest {
  readonly service: string
  readonly operation: string
  /** The code of the refusal, or `OK`. */
  readonly code: string
}

const SECONDS = [0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10]

export class RequestMetrics {
  readonly #requests: Counter<'service' | 'operation' | 'code'>
  readonly #seconds: Histogram<'service' | 'operation'>

  constructor(registry: Registry, inFlight: () => number) {
    const registers = [registry]
    this.#requests = new Counter({
      name: 'sparekey_requests_total',
      help: 'Requests that were answered, by the code of the refusal, or OK.',
      labelNames: ['service', 'operation', 'code'],
      registers,
    })
    this.#seconds = new Histogram({
      name: 'sparekey_request_duration_seconds',
      help: 'From the end of a request to its answer, its event on the disk.',
      labelNames: ['service', 'operation'],
      buckets: SECONDS,
      registers,
    })
    const about = {
      name: 'sparekey_requests_in_flight',
      help: 'Requests begun and not yet answered.',
    }
    gaugeOf(registry, about, inFlight)
  }

  count({ service, operation, code }: CountedRequest, seconds: number): void {
    this.#requests.inc({ service, operation, code })
    this.#seconds.observe({ service, operation }, seconds)
  }
}
