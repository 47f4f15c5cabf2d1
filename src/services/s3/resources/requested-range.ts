import type { ByteRange } from '../../../base/byte-range.ts'
import { InvalidRange } from '../errors.ts'

/**
 * The stretch of an object that a Range header asks for. Undefined: all of it, as for a header
 * that S3 does not understand, or one that names several ranges.
 *
 * https://docs.aws.amazon.com/AmazonS3/latest/API/API_GetObject.html
 */
export function requestedRange(header: string | undefined, size: number): ByteRange | undefined {
  const match = /^bytes=(\d*)-(\d*)$/.exec(header?.trim() ?? '')
  if (!match) return undefined
  const [, first = '', last = ''] = match
  if (first === '') return last === '' ? undefined : suffix(Number(last), size, header)
  if (last !== '' && Number(last) < Number(first)) return undefined
  const start = Number(first)
  if (start >= size) throw unsatisfiable(size, header)
  return { start, end: last === '' ? size : Math.min(Number(last) + 1, size) }
}

/** `bytes 0-99/1000`. */
export const contentRange = ({ start, end }: ByteRange, size: number): string =>
  `bytes ${start}-${end - 1}/${size}`

function suffix(length: number, size: number, header: string | undefined): ByteRange {
  if (length === 0 || size === 0) throw unsatisfiable(size, header)
  return { start: Math.max(0, size - length), end: size }
}

const unsatisfiable = (size: number, header = ''): Error =>
  InvalidRange({ RangeRequested: header, ActualObjectSize: String(size) })
