import { coerce } from './coerce.ts'
import {
  DATE,
  DOUBLE,
  asDecimal,
  sharedType,
  decimal,
  duckDbType,
  isInstant,
  isInteger,
  isInterval,
  isNumeric,
  type SqlType,
} from './sql-type.ts'
import type { BinaryOperator } from './syntax.ts'
import type { Typed } from './typed.ts'

type Decimal = SqlType & { kind: 'decimal' }

/** `+ - * / %` with Trino's types; undefined when there is no such operator. */
export function arithmetic(operator: BinaryOperator, left: Typed, right: Typed): Typed | undefined {
  if (left.type.kind === 'unknown' && right.type.kind === 'unknown') return undefined
  if (left.type.kind === 'unknown') return arithmetic(operator, coerce(left, right.type), right)
  if (right.type.kind === 'unknown') return arithmetic(operator, left, coerce(right, left.type))
  if (isNumeric(left.type) && isNumeric(right.type)) return numbers(operator, left, right)
  return times(operator, left, right)
}

function numbers(operator: BinaryOperator, left: Typed, right: Typed): Typed {
  const type = sharedType(left.type, right.type) ?? DOUBLE
  if (type.kind === 'decimal') return decimals(operator, left, right)
  const [first, second] = [coerce(left, type).sql, coerce(right, type).sql]
  if (operator === '/' && isInteger(type)) return { sql: `sk_quotient(${first}, ${second})`, type }
  if (operator === '%') {
    const name = isInteger(type) ? 'sk_modulus' : 'fmod'
    return { sql: `CAST(${name}(${first}, ${second}) AS ${duckDbType(type)})`, type }
  }
  return { sql: `(${first} ${operator} ${second})`, type }
}

/** https://trino.io/docs/current/functions/decimal.html: precision and scale of each operator. */
function decimals(operator: BinaryOperator, left: Typed, right: Typed): Typed {
  const [first, second] = [asDecimal(left.type), asDecimal(right.type)]
  if (!first || !second) throw new Error('both sides are decimals')
  const [a, b] = [coerce(left, first).sql, coerce(right, second).sql]
  const type = resultOf(operator, first, second)
  if (operator === '/') return { sql: quotient(a, b, first, second, type), type }
  if (operator === '%') {
    return { sql: `CAST(sk_modulus(${a}, ${b}) AS ${duckDbType(type)})`, type }
  }
  // DuckDB adds decimals within the digits of the wider one: they are widened before.
  const widened =
    operator === '*' ? [a, b] : [a, b].map((sql) => `CAST(${sql} AS ${duckDbType(type)})`)
  return { sql: `CAST((${widened.join(` ${operator} `)}) AS ${duckDbType(type)})`, type }
}

function resultOf(operator: BinaryOperator, left: Decimal, right: Decimal): Decimal {
  const scale = Math.max(left.scale, right.scale)
  const whole = Math.max(left.precision - left.scale, right.precision - right.scale)
  const result = (() => {
    switch (operator) {
      case '*':
        return decimal(left.precision + right.precision, left.scale + right.scale)
      case '/':
        return decimal(left.precision + right.scale + Math.max(right.scale - left.scale, 0), scale)
      case '%':
        return decimal(
          Math.min(left.precision - left.scale, right.precision - right.scale) + scale,
          scale,
        )
      default:
        return decimal(whole + scale + 1, scale)
    }
  })()
  if (result.kind !== 'decimal') throw new Error('decimals make decimals')
  return result
}

/** As whole numbers: DuckDB divides decimals as doubles, and loses digits. */
function quotient(a: string, b: string, left: Decimal, right: Decimal, type: Decimal): string {
  const shift = type.scale - left.scale + right.scale
  const whole = (sql: string) => `CAST(replace(CAST(${sql} AS VARCHAR), '.', '') AS HUGEINT)`
  const numerator = `(${whole(a)} * CAST('1${'0'.repeat(shift)}' AS HUGEINT))`
  const rounded = `sk_rounded_quotient(${numerator}, ${whole(b)})`
  // Read as wide as can be: DuckDB counts the digits before it has seen the exponent.
  const wide = `CAST(CAST(${rounded} AS VARCHAR) || 'e-${type.scale}' AS DECIMAL(38,${type.scale}))`
  return `CAST(${wide} AS ${duckDbType(type)})`
}

function times(operator: BinaryOperator, left: Typed, right: Typed): Typed | undefined {
  if (operator === '+' && isInterval(left.type)) return times(operator, right, left)
  if (operator !== '+' && operator !== '-') return scaled(operator, left, right)
  const { type } = left
  if (isInterval(type) && type.kind === right.type.kind) {
    return { sql: `(${left.sql} ${operator} ${right.sql})`, type }
  }
  if (isInstant(type) && isInterval(right.type)) return moved(operator, left, right)
  if (operator === '-' && isInstant(type) && isInstant(right.type)) return between(left, right)
  return undefined
}

function moved(operator: '+' | '-', left: Typed, right: Typed): Typed {
  const { type } = left
  if (type.kind === 'date') {
    const step = operator === '-' ? `(-${right.sql})` : right.sql
    return { sql: `sk_moved_date(${left.sql}, ${step})`, type: DATE }
  }
  return { sql: `(${left.sql} ${operator} ${right.sql})`, type }
}

function between(left: Typed, right: Typed): Typed | undefined {
  const shared = sharedType(left.type, right.type)
  if (!shared) return undefined
  const [first, second] = [coerce(left, shared).sql, coerce(right, shared).sql]
  const type = { kind: 'interval day to second' } as const
  if (shared.kind === 'date') return { sql: `to_days(CAST(${first} - ${second} AS INTEGER))`, type }
  return { sql: `(${first} - ${second})`, type }
}

function scaled(operator: BinaryOperator, left: Typed, right: Typed): Typed | undefined {
  if (operator === '*' && isInterval(left.type) && isInteger(right.type)) {
    return { sql: `(${left.sql} * ${right.sql})`, type: left.type }
  }
  if (operator === '*' && isInterval(right.type) && isInteger(left.type)) {
    return { sql: `(${right.sql} * ${left.sql})`, type: right.type }
  }
  return undefined
}
