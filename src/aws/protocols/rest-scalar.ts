// Single values as REST-XML writes them into headers, queries and elements.

import type { Shape, TimestampShape } from '../shapes.ts'

type TimestampFormat = NonNullable<TimestampShape['format']>

/** Undefined when the text is no such value. `format` is what the place has when none is named. */
export function readText(
  shape: Shape,
  text: string,
  format: TimestampFormat,
): string | boolean | number | Date | undefined {
  switch (shape.type) {
    case 'boolean':
      return readBoolean(text.trim())
    case 'integer':
      return readInteger(text.trim(), INTEGER_MAX)
    case 'long':
      return readInteger(text.trim(), Number.MAX_SAFE_INTEGER)
    case 'double':
    case 'float':
      return /^[+-]?\d{1,30}(\.\d{1,30})?$/.test(text.trim()) ? Number(text) : undefined
    case 'timestamp':
      return readTime(shape.format ?? format, text.trim())
    default:
      return text
  }
}

/** Pair of `readText`. */
export function writeText(shape: Shape, value: unknown, format: TimestampFormat): string {
  if (shape.type !== 'timestamp') return String(value)
  const time = value as Date
  switch (shape.format ?? format) {
    case 'iso8601':
      return time.toISOString()
    case 'rfc822':
      return time.toUTCString()
    case 'unixTimestamp':
      return String(time.getTime() / 1000)
  }
}

function readBoolean(text: string): boolean | undefined {
  const lower = text.toLowerCase()
  if (lower === 'true') return true
  return lower === 'false' ? false : undefined
}

const INTEGER_MAX = 2 ** 31 - 1

function readInteger(text: string, max: number): number | undefined {
  const value = /^[+-]?\d{1,16}$/.test(text) ? Number(text) : Number.NaN
  return Math.abs(value) <= max ? value : undefined
}

const FORMS: Readonly<Record<TimestampFormat, RegExp>> = {
  iso8601: /^\d{4}-\d{2}-\d{2}(T\d{2}:\d{2}:\d{2}(\.\d{1,9})?(Z|[+-]\d{2}:\d{2}))?$/,
  // `Sun, 06 Nov 1994 08:49:37 GMT`, and the two older spellings that HTTP still asks to be read.
  rfc822: /^[A-Z][a-z]{2,8},? [\w :-]{16,30}$/,
  unixTimestamp: /^\d{1,12}(\.\d{1,9})?$/,
}

function readTime(format: TimestampFormat, text: string): Date | undefined {
  if (!FORMS[format].test(text)) return undefined
  const isAscTime = format === 'rfc822' && !text.endsWith('GMT')
  const time = new Date(format === 'unixTimestamp' ? Number(text) * 1000 : text)
  const inUtc = isAscTime ? new Date(`${text} GMT`) : time
  return Number.isNaN(inUtc.getTime()) ? undefined : inUtc
}
