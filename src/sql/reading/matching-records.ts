// Finds the few records of a log file that a query can want, without parsing the others. What it
// gives is a superset: DuckDB still asks every condition.

const QUOTE = 0x22
const BACKSLASH = 0x5c
const OPEN = 0x7b
const CLOSE = 0x7d
const END_OF_LIST = 0x5d
const COMMA = 0x2c

const BEGINNING = /^\s*\{\s*"Records"\s*:\s*\[/
const BEGINNING_BYTES_MAX = 100

/**
 * The records in which every text occurs, as JSON. Undefined when the file is not what CloudTrail
 * writes, or has characters escaped that the texts may hide behind: it is to be read another way.
 */
export function matchingRecords(
  bytes: Buffer,
  texts: readonly string[],
): readonly string[] | undefined {
  if (bytes.includes('\\u00')) return undefined
  const [beginning] = BEGINNING.exec(bytes.toString('latin1', 0, BEGINNING_BYTES_MAX)) ?? []
  if (beginning === undefined) return undefined
  const sought = texts.map((text) => ({ text, next: bytes.indexOf(text) }))
  if (sought.some(({ next }) => next < 0)) return []
  // Behind the last place of any text no record has them all.
  const last = Math.min(...texts.map((text) => bytes.lastIndexOf(text)))
  const found: string[] = []
  let start = beginning.length
  for (;;) {
    start = skipSeparators(bytes, start)
    if (start > last || bytes[start] === END_OF_LIST) return found
    const end = recordEnd(bytes, start)
    if (end === undefined) return undefined
    if (hasAll(bytes, sought, start, end)) found.push(bytes.toString('utf8', start, end))
    start = end
  }
}

interface Sought {
  readonly text: string
  next: number
}

function hasAll(bytes: Buffer, sought: readonly Sought[], start: number, end: number): boolean {
  for (const place of sought) {
    if (place.next < start) place.next = bytes.indexOf(place.text, start)
    if (place.next < 0 || place.next >= end) return false
  }
  return true
}

function skipSeparators(bytes: Buffer, start: number): number {
  let at = start
  for (;;) {
    const byte = bytes[at]
    if (byte === undefined || (byte !== COMMA && byte > 0x20)) return at
    at += 1
  }
}

/** Behind the brace that closes the record: braces inside of texts do not count. */
function recordEnd(bytes: Buffer, start: number): number | undefined {
  if (bytes[start] !== OPEN) return undefined
  const { length } = bytes
  let depth = 0
  for (let at = start; at < length; at += 1) {
    const byte = bytes[at]
    if (byte === QUOTE) at = textEnd(bytes, at)
    else if (byte === OPEN) depth += 1
    else if (byte === CLOSE) {
      depth -= 1
      if (depth === 0) return at + 1
    }
  }
  return undefined
}

/** The quote that closes the text which another one opened. */
function textEnd(bytes: Buffer, start: number): number {
  let at = start + 1
  while (at < bytes.length && bytes[at] !== QUOTE) at += bytes[at] === BACKSLASH ? 2 : 1
  return at
}
