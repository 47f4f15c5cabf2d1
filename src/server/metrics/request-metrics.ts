// How many requests came, what became of them, and how long they took.

import type { Family } from './exposition.ts'
import { Histogram } from './histogram.ts'

/** A request, as it is counted: names from tables only, never what a client makes up. */
export interface CountedRequest {
  readonly service: string
  readonly operation: string
  /** The code of the refusal, or `OK`. */
  readonly code: string
}

const SECONDS = [0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10]

interface OfOperation {
  readonly service: string
  readonly operation: string
  readonly byCode: Map<string, number>
  readonly seconds: Histogram
}

export class RequestMetrics {
  readonly #operations = new Map<string, OfOperation>()

  count({ service, operation, code }: CountedRequest, seconds: number): void {
    const name = `${service} ${operation}`
    let known = this.#operations.get(name)
    if (!known) {
      known = { service, operation, byCode: new Map(), seconds: new Histogram(SECONDS) }
      this.#operations.set(name, known)
    }
    known.byCode.set(code, (known.byCode.get(code) ?? 0) + 1)
    known.seconds.observe(seconds)
  }

  families(): readonly Family[] {
    const operations = [...this.#operations.values()]
    return [
      {
        name: 'sparekey_requests_total',
        help: 'Requests that were answered, by the code of the refusal, or OK.',
        type: 'counter',
        samples: operations.flatMap(({ service, operation, byCode }) =>
          [...byCode].map(([code, value]) => ({ value, labels: { service, operation, code } })),
        ),
      },
      {
        name: 'sparekey_request_duration_seconds',
        help: 'From the end of a request to its answer, its event on the disk.',
        type: 'histogram',
        samples: operations.flatMap(({ service, operation, seconds }) =>
          seconds.samples({ service, operation }),
        ),
      },
    ]
  }
}
