import { arithmetic } from './arithmetic.ts'
import { coerce } from './coerce.ts'
import { fault, type Context } from './context.ts'
import {
  BOOLEAN,
  sharedType,
  isNumeric,
  isInterval,
  isOrderable,
  isText,
  typeName,
  zoned,
} from './sql-type.ts'
import type { BinaryOperator, Expression } from './syntax.ts'
import { isZone } from './zone.ts'
import type { Typed } from './typed.ts'

type Kind<K extends Expression['kind']> = Extract<Expression, { kind: K }>

export function translateNot({ operand }: Kind<'not'>, context: Context): Typed {
  const value = context.environment.expression(operand, context)
  return { sql: `(NOT ${condition(value, operand.at, context)})`, type: BOOLEAN }
}

export function translateIsNull(node: Kind<'isNull'>, context: Context): Typed {
  const { sql } = context.environment.expression(node.operand, context)
  return { sql: `(${sql} IS ${node.negated ? 'NOT ' : ''}NULL)`, type: BOOLEAN }
}

function condition(value: Typed, at: number, context: Context): string {
  if (value.type.kind === 'boolean') return value.sql
  if (value.type.kind === 'unknown') return 'CAST(NULL AS BOOLEAN)'
  const actual = typeName(value.type)
  const says = `Logical expression term must evaluate to a boolean (actual: ${actual})`
  throw fault(context, 'TYPE_MISMATCH', says, at)
}

export function translateLogical({ operator, terms }: Kind<'logical'>, context: Context): Typed {
  const parts = terms.map((term) =>
    condition(context.environment.expression(term, context), term.at, context),
  )
  return { sql: `(${parts.join(` ${operator} `)})`, type: BOOLEAN }
}

const ORDERED: readonly BinaryOperator[] = ['<', '<=', '>', '>=']
const ARITHMETIC: readonly BinaryOperator[] = ['+', '-', '*', '/', '%']

export function translateBinary(
  { operator, left, right, at }: Kind<'binary'>,
  context: Context,
): Typed {
  const { expression } = context.environment
  const [first, second] = [expression(left, context), expression(right, context)]
  if (operator === '||') return concatenation(first, second, at, context)
  if (!ARITHMETIC.includes(operator)) return compare(operator, first, second, at, context)
  return arithmetic(operator, first, second) ?? refuse(operator, first, second, at, context)
}

function refuse(operator: string, left: Typed, right: Typed, at: number, context: Context): never {
  const says = `Cannot apply operator: ${typeName(left.type)} ${operator} ${typeName(right.type)}`
  throw fault(context, 'TYPE_MISMATCH', says, at)
}

/** Both sides as one type; Trino compares no text with a number. */
export function compare(
  operator: BinaryOperator,
  left: Typed,
  right: Typed,
  at: number,
  context: Context,
): Typed {
  const type = sharedType(left.type, right.type)
  const isFit = type && (!ORDERED.includes(operator) || isOrderable(type))
  if (!isFit) return refuse(operator, left, right, at, context)
  const sql = `(${coerce(left, type).sql} ${operator} ${coerce(right, type).sql})`
  return { sql, type: BOOLEAN }
}

function concatenation(left: Typed, right: Typed, at: number, context: Context): Typed {
  const { type } = left
  if (isText(type) && isText(right.type)) {
    return { sql: `(${left.sql} || ${right.sql})`, type: { kind: 'varchar' } }
  }
  if (type.kind === 'varbinary' && right.type.kind === 'varbinary') {
    return { sql: `(${left.sql} || ${right.sql})`, type }
  }
  const lists = sharedType(type, right.type)
  if (lists?.kind === 'array') {
    const sql = `sk_concat(${coerce(left, lists).sql}, ${coerce(right, lists).sql})`
    return { sql, type: lists }
  }
  if (type.kind === 'array' && sharedType(type.element, right.type)?.kind === type.element.kind) {
    return { sql: `list_append(${left.sql}, ${coerce(right, type.element).sql})`, type }
  }
  const isNull = type.kind === 'unknown' || right.type.kind === 'unknown'
  if (isNull && (isText(type) || isText(right.type))) {
    return { sql: 'CAST(NULL AS VARCHAR)', type: { kind: 'varchar' } }
  }
  const types = [type, right.type].map((side) => typeName(side)).join(', ')
  const says = `Unexpected parameters (${types}) for function concat`
  throw fault(context, 'TYPE_MISMATCH', says, at)
}

export function translateSign(node: Kind<'negative' | 'positive'>, context: Context): Typed {
  const value = context.environment.expression(node.operand, context)
  const { type, sql, constant } = value
  if (!isNumeric(type) && !isInterval(type)) {
    const sign = node.kind === 'negative' ? '-' : '+'
    throw fault(
      context,
      'TYPE_MISMATCH',
      `Cannot apply operator: ${sign}${typeName(type)}`,
      node.at,
    )
  }
  if (node.kind === 'positive') return value
  const negated = constant === undefined ? {} : { constant: `-${constant}`.replace('--', '') }
  return { sql: `(-${sql})`, type, ...negated }
}

export function translateBetween(node: Kind<'between'>, context: Context): Typed {
  const { expression } = context.environment
  const value = expression(node.operand, context)
  const low = compare('>=', value, expression(node.low, context), node.at, context)
  const high = compare('<=', value, expression(node.high, context), node.at, context)
  const sql = `(${low.sql} AND ${high.sql})`
  return { sql: node.negated ? `(NOT ${sql})` : sql, type: BOOLEAN }
}

export function translateLike(node: Kind<'like'>, context: Context): Typed {
  const { expression } = context.environment
  const parts = [node.operand, node.pattern, ...(node.escape ? [node.escape] : [])]
  const values = parts.map((part) => ({ value: expression(part, context), at: part.at }))
  for (const { value, at } of values) {
    if (isText(value.type) || value.type.kind === 'unknown') continue
    const says =
      'Left side of LIKE expression must evaluate to a varchar (actual: ' +
      `${typeName(value.type)})`
    throw fault(context, 'TYPE_MISMATCH', says, at)
  }
  const [operand = '', pattern = '', escape] = values.map(({ value }) => value.sql)
  const ending = escape === undefined ? '' : ` ESCAPE ${escape}`
  const sql = `(${operand} ${node.negated ? 'NOT ' : ''}LIKE ${pattern}${ending})`
  return { sql, type: BOOLEAN }
}

export function translateInList(
  { operand, list, negated, at }: Kind<'inList'>,
  context: Context,
): Typed {
  const { expression } = context.environment
  const values = [operand, ...list].map((item) => expression(item, context))
  const [first] = values
  let type = first?.type ?? BOOLEAN
  for (const value of values) {
    const shared = sharedType(type, value.type)
    if (!shared) {
      const says =
        'IN value and list items must be the same type or coercible to a common type. ' +
        `Cannot find common type between ${typeName(type)} and ${typeName(value.type)}`
      throw fault(context, 'TYPE_MISMATCH', says, at)
    }
    type = shared
  }
  const [value, ...items] = values.map((item) => coerce(item, type).sql)
  return { sql: `(${value} ${negated ? 'NOT ' : ''}IN (${items.join(', ')}))`, type: BOOLEAN }
}

export function translateAtTimeZone(
  { operand, zone, at }: Kind<'atTimeZone'>,
  context: Context,
): Typed {
  const { expression } = context.environment
  const value = expression(operand, context)
  const { constant } = expression(zone, context)
  if (constant === undefined) {
    throw fault(context, 'NOT_SUPPORTED', 'AT TIME ZONE takes a constant', at)
  }
  if (!isZone(constant)) {
    const says = `'${constant}' is not a valid time zone`
    throw fault(context, 'INVALID_FUNCTION_ARGUMENT', says, at)
  }
  if (value.type.kind !== 'timestamp' && value.type.kind !== 'timestamp with time zone') {
    const says =
      'Type of value must be a time or timestamp with or without time zone (actual ' +
      `${typeName(value.type)})`
    throw fault(context, 'TYPE_MISMATCH', says, at)
  }
  return { sql: coerce(value, zoned(constant)).sql, type: zoned(constant) }
}
