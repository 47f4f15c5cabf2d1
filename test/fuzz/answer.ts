// What every answer of the stack must be, whatever was asked.

import assert from 'node:assert/strict'

export interface Heard {
  readonly status: number
  readonly requestId: string | null
  readonly text: string
}

const JSON_ERROR = /^\{"__type":"[A-Za-z]+"/
const XML_ERROR =
  /^(?:<\?xml[^>]*>\s*)?<ErrorResponse[^]*<Code>[A-Za-z.]+<\/Code>[^]*<\/ErrorResponse>\s*$/

/** Answered, in AWS's form, and by no fault of ours. */
export function assertAwsAnswer({ status, requestId, text }: Heard): void {
  assert.match(requestId ?? '', /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/, text)
  assert.ok(status < 500, `${status}: ${text}`)
  if (status === 200) return
  assert.ok(status >= 400, `${status}: ${text}`)
  assert.ok(JSON_ERROR.test(text) || XML_ERROR.test(text), `in no form of AWS's: ${text}`)
}
