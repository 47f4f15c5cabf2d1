/** A floating point number as Java prints it: `1.0`, `1.0E10`. */
export function doubleText(value: number, precision: 'single' | 'double' = 'double'): string {
  if (Number.isNaN(value)) return 'NaN'
  if (!Number.isFinite(value)) return value > 0 ? 'Infinity' : '-Infinity'
  const shortest = precision === 'single' ? shortestSingle(value) : value
  const magnitude = Math.abs(shortest)
  if (magnitude === 0) return Object.is(shortest, -0) ? '-0.0' : '0.0'
  if (magnitude >= 1e-3 && magnitude < 1e7) {
    const text = String(shortest)
    return text.includes('.') ? text : `${text}.0`
  }
  const [mantissa = '', exponent = ''] = shortest.toExponential().split('e')
  return `${mantissa.includes('.') ? mantissa : `${mantissa}.0`}E${Number(exponent)}`
}

const SINGLE_DIGITS_MAX = 9

/** The number with the fewest digits that is the same in single precision. */
function shortestSingle(value: number): number {
  for (let digits = 1; digits < SINGLE_DIGITS_MAX; digits += 1) {
    const candidate = Number(value.toPrecision(digits))
    if (Math.fround(candidate) === Math.fround(value)) return candidate
  }
  return value
}
