import { SqlError } from '../sql-error.ts'
import { fault, type Context } from './context.ts'
import { quoteText } from './quote.ts'
import { castTo } from './cast.ts'
import { BIGINT, BOOLEAN, DOUBLE, INTEGER, UNKNOWN, decimal, zoned } from './sql-type.ts'
import type { Literal } from './syntax.ts'
import { typeOfSyntax } from './type-syntax.ts'
import { isZone } from './zone.ts'
import type { Typed } from './typed.ts'

const INTEGER_MAX = 2_147_483_647n
const BIGINT_MAX = 9_223_372_036_854_775_807n
const DECIMAL_DIGITS_MAX = 38

export function translateLiteral(literal: Literal, context: Context): Typed {
  switch (literal.kind) {
    case 'null':
      return { sql: 'NULL', type: UNKNOWN }
    case 'boolean':
      return { sql: String(literal.value), type: BOOLEAN }
    case 'number':
      return number(literal.text, literal.at, context)
    case 'string': {
      const type = { kind: 'varchar', length: [...literal.text].length } as const
      return { sql: quoteText(literal.text), type, constant: literal.text }
    }
    case 'bytes':
      return bytes(literal.text, literal.at, context)
    case 'typed':
      return typed(literal, context)
    case 'interval':
      return interval(literal, context)
  }
}

/** A number as it is written: 1 is an integer, 1.0 a decimal, 1e0 a double. */
export function number(text: string, at: number, context: Context): Typed {
  if (/e/i.test(text)) return { sql: `CAST(${text} AS DOUBLE)`, type: DOUBLE, constant: text }
  if (text.includes('.')) return decimalNumber(text, at, context)
  const value = BigInt(text)
  const constant = String(value)
  if (value <= INTEGER_MAX) return { sql: constant, type: INTEGER, constant }
  if (value <= BIGINT_MAX) return { sql: `CAST(${constant} AS BIGINT)`, type: BIGINT, constant }
  throw fault(context, 'INVALID_LITERAL', `Invalid numeric literal: ${text}`, at)
}

function decimalNumber(text: string, at: number, context: Context): Typed {
  const [whole = '', fraction = ''] = text.split('.')
  const digits = whole.replace(/^0+/, '').length + fraction.length
  if (digits > DECIMAL_DIGITS_MAX) {
    throw fault(context, 'INVALID_LITERAL', `Invalid decimal literal: ${text}`, at)
  }
  const type = decimal(Math.max(digits, 1), fraction.length)
  const sql = `CAST('${text}' AS DECIMAL(${Math.max(digits, 1)},${fraction.length}))`
  return { sql, type, constant: text }
}

function bytes(text: string, at: number, context: Context): Typed {
  const digits = text.replaceAll(/\s/g, '')
  if (!/^([0-9A-Fa-f]{2})*$/.test(digits)) {
    throw fault(
      context,
      'INVALID_LITERAL',
      'Binary literal must contain an even number of digits',
      at,
    )
  }
  return { sql: `unhex('${digits}')`, type: { kind: 'varbinary' } }
}

const ZONED_TEXT = /^(\d{4}-\d{1,2}-\d{1,2} \d{1,2}:\d{2}(?::\d{2}(?:\.\d{1,9})?)?) ?(\S+)$/

function typed(literal: Literal & { kind: 'typed' }, context: Context): Typed {
  const type = typeOfSyntax(literal.type)
  if (!type) {
    throw fault(context, 'TYPE_NOT_FOUND', `Unknown type: ${literal.type.name}`, literal.at)
  }
  const { text, at } = literal
  const value: Typed = {
    ...{ sql: quoteText(text), constant: text },
    type: { kind: 'varchar' },
  }
  const zonedParts = type.kind === 'timestamp' ? ZONED_TEXT.exec(text) : undefined
  const [, local, zone] = zonedParts ?? []
  if (local === undefined || zone === undefined || /^[\d.:]+$/.test(zone)) {
    return castTo(value, type, false, { context, at })
  }
  if (!isZone(zone)) {
    throw fault(context, 'INVALID_LITERAL', `'${text}' is not a valid TIMESTAMP literal`, at)
  }
  const inside = castTo({ ...value, sql: quoteText(local) }, type, false, { context, at })
  const sql = `timezone('${zone}', ${inside.sql})`
  return { sql, type: zoned(zone) }
}

const DAY_SECOND: readonly string[] = ['day', 'hour', 'minute', 'second']

function interval(literal: Literal & { kind: 'interval' }, context: Context): Typed {
  const { text, from, to, negative, at } = literal
  const invalid = () =>
    fault(context, 'INVALID_LITERAL', `'${text}' is not a valid INTERVAL literal`, at)
  if (to !== undefined) {
    throw new SqlError(
      'NOT_SUPPORTED',
      `INTERVAL ... ${from} TO ${to} is not supported`,
      context.placeOf(at),
    )
  }
  const isDaySecond = DAY_SECOND.includes(from)
  if (!isDaySecond && from !== 'year' && from !== 'month' && from !== 'week') throw invalid()
  const pattern = from === 'second' ? /^[+-]?\d{1,9}(\.\d{1,3})?$/ : /^[+-]?\d{1,9}$/
  if (!pattern.test(text)) throw invalid()
  const sign = negative ? '-' : ''
  const amount = `${sign}${text}`.replace('--', '').replace('+', '')
  const kind = isDaySecond || from === 'week' ? 'interval day to second' : 'interval year to month'
  return { sql: `(INTERVAL '${amount} ${from}')`, type: { kind } }
}
