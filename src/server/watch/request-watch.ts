// Every request is seen here when it comes and when it is answered: for the metrics and the log.

import type { Logger } from 'pino'
import { secondMs } from '../../base/sizes.ts'
import type { Exchange } from '../exchange.ts'
import type { Family } from '../metrics/exposition.ts'
import { gauge } from '../metrics/exposition.ts'
import { RequestMetrics } from '../metrics/request-metrics.ts'

export class RequestWatch {
  readonly #log: Logger
  readonly #metrics = new RequestMetrics()
  #inFlight = 0

  constructor(log: Logger) {
    this.#log = log
  }

  /** How many were begun and not yet answered. */
  get inFlight(): number {
    return this.#inFlight
  }

  /** Answers what `ended` is to be given. */
  begun(): number {
    this.#inFlight += 1
    return performance.now()
  }

  ended(exchange: Exchange, begunAtMs: number): void {
    this.#inFlight -= 1
    const ms = performance.now() - begunAtMs
    this.#metrics.count(namesOf(exchange), ms / secondMs)
    if (this.#log.isLevelEnabled('info')) this.#log.info(lineOf(exchange, ms), 'request')
  }

  families(): readonly Family[] {
    return [
      ...this.#metrics.families(),
      gauge('sparekey_requests_in_flight', 'Requests begun and not yet answered.', this.#inFlight),
    ]
  }
}

function namesOf({ service, operation, operationName, failure }: Exchange) {
  return {
    service: service?.model.signingName ?? 'unknown',
    operation: (operation && operationName) ?? 'unknown',
    code: failure?.code ?? 'OK',
  }
}

/**
 * What a line of the log tells. Neither input nor output is part of it, and no message: a refusal
 * may quote what was sent.
 */
function lineOf(exchange: Exchange, ms: number): object {
  const { arrival, caller, region, answer } = exchange
  return {
    requestId: arrival.requestId,
    ...namesOf(exchange),
    status: answer?.status,
    ms: Math.round(ms * 1000) / 1000,
    region,
    account: caller?.account,
    principal: caller?.principal.arn,
    sourceIp: arrival.sourceIp,
  }
}
