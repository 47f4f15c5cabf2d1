// Texts of AWS and of hostile writers on their way to a terminal: nothing of them may move the
// cursor, colour what follows, or turn the direction of writing.

const UNPRINTABLE = /[\p{Cc}\u200e\u200f\u202a-\u202e\u2066-\u2069]/gu

/** A copy in which every text is printable; lines stay lines. */
export function printable<Value>(value: Value): Value {
  if (typeof value === 'string') {
    return value.replaceAll(UNPRINTABLE, (one) => (one === '\n' ? one : '\ufffd')) as Value
  }
  if (Array.isArray(value)) return value.map(printable) as Value
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(
    Object.entries(value).map(([name, member]) => [printable(name), printable(member)]),
  ) as Value
}
