// Sends spans to a collector: OTLP over HTTP, as JSON.
// https://opentelemetry.io/docs/specs/otlp/#otlphttp

import type { Logger } from 'pino'
import { secondMs } from '../../base/sizes.ts'
import { version } from '../version.ts'

export interface Span {
  readonly traceId: string
  readonly spanId: string
  readonly parentSpanId?: string
  readonly name: string
  readonly startedAtMs: number
  readonly endedAtMs: number
  readonly attributes: Readonly<Record<string, string | number>>
  /** Present: it failed by our fault. */
  readonly failed?: true
}

const limits = {
  /** Spans wait so long for others. */
  sendEveryMs: 1 * secondMs,
  spansAtOnce: 512,
  /** What comes on top while a collector does not take them is dropped, and told. */
  spansMax: 8192,
  answerMsMax: 5 * secondMs,
} as const

const SPAN_KIND_SERVER = 2
const STATUS_ERROR = 2

export class OtlpExporter {
  readonly #url: URL
  readonly #log: Pick<Logger, 'warn'>
  #waiting: Span[] = []
  #dropped = 0
  #timer: NodeJS.Timeout | undefined
  #sending: Promise<void> = Promise.resolve()

  /** `url` is the collector's, to which `/v1/traces` is added. */
  constructor(url: string, log: Pick<Logger, 'warn'>) {
    this.#url = new URL(`${url.replace(/\/$/, '')}/v1/traces`)
    this.#log = log
  }

  add(span: Span): void {
    if (this.#waiting.length >= limits.spansMax) {
      this.#dropped += 1
      return
    }
    this.#waiting.push(span)
    if (this.#waiting.length === limits.spansAtOnce) this.#send()
    this.#timer ??= setTimeout(() => this.#send(), limits.sendEveryMs).unref()
  }

  /** Sends what waits. */
  async close(): Promise<void> {
    this.#send()
    await this.#sending
  }

  #send(): void {
    clearTimeout(this.#timer)
    this.#timer = undefined
    this.#sending = this.#sending.then(() => this.#sendAll())
  }

  async #sendAll(): Promise<void> {
    while (this.#waiting.length > 0) {
      const spans = this.#waiting.splice(0, limits.spansAtOnce)
      const problem = await this.#post(JSON.stringify(exportRequest(spans)))
      if (problem === undefined && this.#dropped === 0) continue
      const dropped = this.#dropped + (problem === undefined ? 0 : spans.length)
      this.#dropped = 0
      this.#log.warn({ dropped, problem }, 'spans did not reach the collector')
    }
  }

  /** Undefined: it took them. */
  async #post(body: string): Promise<string | undefined> {
    try {
      const answer = await fetch(this.#url, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body,
        redirect: 'error',
        signal: AbortSignal.timeout(limits.answerMsMax),
      })
      await answer.body?.cancel()
      return answer.ok ? undefined : `HTTP ${answer.status}`
    } catch (fault) {
      return fault instanceof Error ? fault.message : String(fault)
    }
  }
}

const exportRequest = (spans: readonly Span[]) => ({
  resourceSpans: [
    {
      resource: {
        attributes: attributesOf({ 'service.name': 'sparekey', 'service.version': version }),
      },
      scopeSpans: [{ scope: { name: 'sparekey', version }, spans: spans.map(spanJson) }],
    },
  ],
})

const spanJson = ({ startedAtMs, endedAtMs, attributes, failed, ...span }: Span) => ({
  ...span,
  kind: SPAN_KIND_SERVER,
  startTimeUnixNano: nanoseconds(startedAtMs),
  endTimeUnixNano: nanoseconds(endedAtMs),
  attributes: attributesOf(attributes),
  ...(failed && { status: { code: STATUS_ERROR } }),
})

/** As text: a number of JavaScript's has not so many digits. */
const nanoseconds = (ms: number): string => String(BigInt(Math.round(ms * 1000)) * 1000n)

const attributesOf = (attributes: Span['attributes']) =>
  Object.entries(attributes).map(([key, value]) => ({
    key,
    value: typeof value === 'string' ? { stringValue: value } : { intValue: String(value) },
  }))
