// The trace that a request is part of: https://www.w3.org/TR/trace-context/

/** A caller's, as its header has it. */
export interface TraceContext {
  readonly traceId: string
  readonly parentSpanId: string
  readonly isSampled: boolean
}

const FORM = /^(?!ff)[0-9a-f]{2}-([0-9a-f]{32})-([0-9a-f]{16})-([0-9a-f]{2})(?:-.*)?$/
const SAMPLED = 1

/** Undefined: there is none, or it is none. */
export function parseTraceparent(header: string | undefined): TraceContext | undefined {
  const [, traceId = '', parentSpanId = '', flags = ''] = FORM.exec(header ?? '') ?? []
  if (/^0*$/.test(traceId) || /^0*$/.test(parentSpanId)) return undefined
  return { traceId, parentSpanId, isSampled: (Number.parseInt(flags, 16) & SAMPLED) !== 0 }
}
