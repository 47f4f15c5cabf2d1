// What every answer of the stack must be, whatever was asked.

import assert from 'node:assert/strict'

export interface Heard {
  readonly status: number
  readonly requestId: string | null
  readonly text: string
}

const JSON_ERROR = /^\{"__type":"[A-Za-z0-9]+"/
const XML_ERROR =
  /^(?:<\?xml[^>]*>\s*)?<ErrorResponse[^]*<Code>[A-Za-z.]+<\/Code>[^]*<\/ErrorResponse>\s*$/

const REST_ERROR = /^<\?xml[^>]*>\s*<Error>[^]*<Code>[A-Za-z]+<\/Code>[^]*<\/Error>\s*$/

/** The same of S3, which has more statuses, says nothing to HEAD, and tells what it has not. */
export function assertS3Answer(heard: Heard, method: string): void {
  const { status, requestId, text } = heard
  // Many large headers: refused before there is a request.
  if (status === 431) return
  assert.ok(requestId, text)
  const isTold = method === 'HEAD' || text.includes('<Code>NotImplemented</Code>')
  const isNotImplemented = status === 501 && isTold
  assert.ok(status < 500 || isNotImplemented, `${status}: ${text}`)
  if (status < 300 || status === 304 || method === 'HEAD') return
  assert.match(text, REST_ERROR)
}

/** Answered, in AWS's form, and by no fault of ours. */
export function assertAwsAnswer({ status, requestId, text }: Heard): void {
  assert.match(requestId ?? '', /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/, text)
  assert.ok(status < 500, `${status}: ${text}`)
  if (status === 200) return
  assert.ok(status >= 400, `${status}: ${text}`)
  assert.ok(JSON_ERROR.test(text) || XML_ERROR.test(text), `in no form of AWS's: ${text}`)
}
