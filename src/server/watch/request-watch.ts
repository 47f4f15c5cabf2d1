// Every request is seen here when it comes and when it is answered: for metrics, log and traces.

import type { Logger } from 'pino'
import { Registry } from 'prom-client'
import { secondMs } from '../../base/sizes.ts'
import type { Exchange } from '../exchange.ts'
import { RequestMetrics } from '../metrics/request-metrics.ts'
import type { Span } from '../traces/otlp-exporter.ts'
import { parseTraceparent, type TraceContext } from '../traces/trace-context.ts'

export class RequestWatch {
  readonly #log: Logger
  /** Of this stack: a process may run several. */
  readonly registry = new Registry()
  readonly #metrics = new RequestMetrics(this.registry, () => this.#inFlight)
  readonly #spans: SpanSink | undefined
  #inFlight = 0

  /** Without `spans` nothing is traced. */
  constructor(log: Logger, spans?: SpanSink) {
    this.#log = log
    this.#spans = spans
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
    const isLogged = this.#log.isLevelEnabled('info')
    if (!isLogged && !this.#spans) return
    const trace = parseTraceparent(exchange.arrival.headers['traceparent'])
    if (isLogged) this.#log.info(lineOf(exchange, ms, trace), 'request')
    // Whoever begins a trace says whether it is kept.
    if (trace?.isSampled !== false) this.#spans?.add(spanOf(exchange, ms, trace))
  }
}

interface SpanSink {
  add(span: Span): void
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
function lineOf(exchange: Exchange, ms: number, trace: TraceContext | undefined): object {
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
    traceId: trace?.traceId,
  }
}

const FAULTS = 500

/** By OpenTelemetry's names: https://opentelemetry.io/docs/specs/semconv/cloud-providers/aws-sdk/ */
function spanOf(exchange: Exchange, ms: number, trace: TraceContext | undefined): Span {
  const { arrival, caller, region, answer, house } = exchange
  const { service, operation, code } = namesOf(exchange)
  const endedAtMs = Date.now()
  const status = answer?.status ?? FAULTS
  return {
    traceId: trace?.traceId ?? hex(house.world.randomBytes(16)),
    spanId: hex(house.world.randomBytes(8)),
    ...(trace && { parentSpanId: trace.parentSpanId }),
    name: `${service}.${operation}`,
    startedAtMs: endedAtMs - ms,
    endedAtMs,
    attributes: {
      'rpc.system': 'aws-api',
      'rpc.service': service,
      'rpc.method': operation,
      'aws.request_id': arrival.requestId,
      'http.response.status_code': status,
      ...(code !== 'OK' && { 'error.type': code }),
      ...(region !== undefined && { 'cloud.region': region }),
      ...(caller && { 'cloud.account.id': caller.account }),
    },
    ...(status >= FAULTS && { failed: true as const }),
  }
}

const hex = (bytes: Uint8Array): string => Buffer.from(bytes).toString('hex')
