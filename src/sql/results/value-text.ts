// Values as Athena prints them, in its files and in GetQueryResults.

/**
 * A value of a result. Dates, times and decimals are texts already; a timestamp has three digits
 * behind its seconds. An integer is a bigint, so that it is told from a double.
 */
export type SqlValue =
  | null
  | boolean
  | bigint
  | number
  | string
  | Uint8Array
  | { readonly array: readonly SqlValue[] }
  | { readonly map: readonly (readonly [key: SqlValue, value: SqlValue])[] }
  /** A field without a name is `field0`, `field1`, ... */
  | { readonly row: readonly (readonly [name: string | undefined, value: SqlValue])[] }

/** `[a, b]`, `{k=v, k2=v2}`; null, which is `null` inside of others, stays null by itself. */
export function valueText(value: SqlValue): string | null {
  return value === null ? null : textOf(value)
}

function textOf(value: SqlValue): string {
  if (value === null) return 'null'
  if (typeof value === 'number') return doubleText(value)
  if (typeof value !== 'object') return String(value)
  if (value instanceof Uint8Array) return bytesText(value)
  if ('array' in value) return `[${value.array.map(textOf).join(', ')}]`
  const pairs = 'map' in value ? value.map.map(mapPair) : value.row.map(rowPair)
  return `{${pairs.join(', ')}}`
}

function mapPair([key, value]: readonly [SqlValue, SqlValue]): string {
  return `${textOf(key)}=${textOf(value)}`
}

function rowPair([name, value]: readonly [string | undefined, SqlValue], index: number): string {
  return `${name ?? `field${index}`}=${textOf(value)}`
}

/** `68 65 6c`: hexadecimal digits by the byte. */
function bytesText(bytes: Uint8Array): string {
  return [...bytes].map((byte) => byte.toString(16).padStart(2, '0')).join(' ')
}

/** As Java prints a double: `1.0`, `1.0E7`, `1.0E-4`. */
export function doubleText(value: number): string {
  if (!Number.isFinite(value)) {
    if (Number.isNaN(value)) return 'NaN'
    return value > 0 ? 'Infinity' : '-Infinity'
  }
  const size = Math.abs(value)
  if (size === 0) return Object.is(value, -0) ? '-0.0' : '0.0'
  if (size >= 1e-3 && size < 1e7) {
    const text = value.toString()
    return text.includes('.') ? text : `${text}.0`
  }
  const [digits = '', exponent = ''] = value.toExponential().split('e')
  return `${digits.includes('.') ? digits : `${digits}.0`}E${exponent.replace('+', '')}`
}
