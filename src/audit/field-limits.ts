// CloudTrail's limits on the fields of a record, the first two of which are cut and the others
// left out when they are longer.
// https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudtrail-event-reference-record-contents.html

import type { Json } from '../base/json.ts'
import { KiB } from '../base/sizes.ts'

const userAgentBytesMax = 1 * KiB
const errorMessageBytesMax = 1 * KiB
const requestParametersBytesMax = 100 * KiB
const responseElementsBytesMax = 100 * KiB
const additionalEventDataBytesMax = 28 * KiB

export const limitUserAgent = (text: string): string => cut(text, userAgentBytesMax)
export const limitErrorMessage = (text: string): string => cut(text, errorMessageBytesMax)

/** Null when it is too long: the member itself is always there. */
export const limitRequestParameters = (value: Json): Json =>
  fits(value, requestParametersBytesMax) ? value : null

/** Null when it is too long: the member itself is always there. */
export const limitResponseElements = (value: Json): Json =>
  fits(value, responseElementsBytesMax) ? value : null

export const limitAdditionalEventData = (value: Json): Json | undefined =>
  fits(value, additionalEventDataBytesMax) ? value : undefined

function fits(value: Json, bytesMax: number): boolean {
  return value === null || Buffer.byteLength(JSON.stringify(value)) <= bytesMax
}

/** Of one UTF-16 code unit. */
const UTF8_BYTES_MAX = 3
const CONTINUATION_BITS = 0b1100_0000
const CONTINUATION = 0b1000_0000

/** At most so many bytes of UTF-8, with no character cut in two. */
function cut(text: string, bytesMax: number): string {
  if (text.length * UTF8_BYTES_MAX <= bytesMax) return text
  const bytes = Buffer.from(text)
  if (bytes.length <= bytesMax) return text
  let end = bytesMax
  while (((bytes[end] ?? 0) & CONTINUATION_BITS) === CONTINUATION) end -= 1
  return bytes.toString('utf8', 0, end)
}
