import { containsAggregate } from './contains-aggregate.ts'
import { castTo } from './cast.ts'
import { coerce } from './coerce.ts'
import { fault, type Context } from './context.ts'
import { translateLiteral } from './literal.ts'
import { translateJson } from './translate-json.ts'
import { translateCall } from './translate-call.ts'
import { requireBoolean } from './translate-boolean.ts'
import {
  translateAtTimeZone,
  translateBetween,
  translateBinary,
  translateInList,
  translateIsNull,
  translateLike,
  translateLogical,
  translateNot,
  translateSign,
} from './translate-operation.ts'
import { requireGrouped, translateReference } from './translate-reference.ts'
import { translateSubscript } from './translate-subscript.ts'
import { translateSubquery } from './translate-subquery.ts'
import { UNKNOWN, sharedType, typeName, type SqlType } from './sql-type.ts'
import type { Expression } from './syntax.ts'
import { typeOfSyntax } from './type-syntax.ts'
import type { Typed } from './typed.ts'

/** Translates an expression and finds its type, as Trino's analyzer does. */
export function translateExpression(expression: Expression, context: Context): Typed {
  const { grouped } = context
  if (!grouped || containsAggregate(expression)) return translate(expression, context)
  // What is grouped by may stand anywhere; what is not must be made of it.
  const { grouped: _, ...ungrouped } = context
  const whole = translate(expression, ungrouped)
  if (grouped.has(whole.sql)) return whole
  requireGrouped(expression, context)
  return translate(expression, context)
}

type Kind<K extends Expression['kind']> = Extract<Expression, { kind: K }>
type Rules = { readonly [K in Expression['kind']]: (node: Kind<K>, context: Context) => Typed }

const RULES: Rules = {
  null: translateLiteral,
  boolean: translateLiteral,
  number: translateLiteral,
  string: translateLiteral,
  bytes: translateLiteral,
  typed: translateLiteral,
  interval: translateLiteral,
  name: translateReference,
  field: translateReference,
  subscript: translateSubscript,
  parameter: translateParameter,
  call: translateCall,
  case: translateCase,
  cast: translateCast,
  extract: translateExtract,
  array: translateArray,
  row: translateRow,
  json: translateJson,
  subquery: translateSubquery,
  exists: translateSubquery,
  inQuery: translateSubquery,
  quantified: translateSubquery,
  lambda: ({ at }, context) => {
    throw fault(
      context,
      'SYNTAX_ERROR',
      'Lambda expression should always be used inside a function',
      at,
    )
  },
  binary: translateBinary,
  logical: translateLogical,
  not: translateNot,
  negative: translateSign,
  positive: translateSign,
  isNull: translateIsNull,
  between: translateBetween,
  like: translateLike,
  inList: translateInList,
  atTimeZone: translateAtTimeZone,
}

function translate(expression: Expression, context: Context): Typed {
  // Each rule is of its own kind, which the compiler cannot follow through the table.
  const rule = RULES[expression.kind] as (node: Expression, context: Context) => Typed
  return rule(expression, context)
}

function translateParameter({ index, at }: Kind<'parameter'>, context: Context): Typed {
  const { parameters, expression } = context.environment
  const value = parameters[index]
  if (!value) {
    const counts = `expected ${index + 1} but found ${parameters.length}`
    const says = `Incorrect number of parameters: ${counts}`
    throw fault(context, 'INVALID_PARAMETER_USAGE', says, at)
  }
  return expression(value, { ...context, scope: { fields: [] }, placeOf: () => undefined })
}

function translateCase(node: Kind<'case'>, context: Context): Typed {
  const { expression } = context.environment
  const whens = node.whens.map(({ when, value }) => ({
    when: node.operand
      ? expression(equals(node.operand, when), context)
      : requireBoolean(expression(when, context), 'CASE WHEN clause', when.at, context),
    value: expression(value, context),
    at: value.at,
  }))
  const otherwise = node.otherwise && expression(node.otherwise, context)
  let type: SqlType = otherwise?.type ?? UNKNOWN
  for (const { value, at } of whens) {
    const shared = sharedType(type, value.type)
    if (!shared || zonesDiffer(type, value.type)) {
      const says =
        'All CASE results must be the same type or coercible to a common type. Cannot ' +
        `find common type between ${typeName(type)} and ${typeName(value.type)}`
      throw fault(context, 'TYPE_MISMATCH', says, at)
    }
    type = shared
  }
  const parts = whens.map(({ when, value }) => `WHEN ${when.sql} THEN ${coerce(value, type).sql}`)
  const last = otherwise ? ` ELSE ${coerce(otherwise, type).sql}` : ''
  return { sql: `(CASE ${parts.join(' ')}${last} END)`, type }
}

const equals = (left: Expression, right: Expression): Expression => {
  return { kind: 'binary', operator: '=', left, right, at: right.at }
}

/** A value has one zone in our translation; Trino keeps one with each. */
function zonesDiffer(left: SqlType, right: SqlType): boolean {
  return 'zone' in left && 'zone' in right && left.zone !== right.zone
}

function translateCast(node: Kind<'cast'>, context: Context): Typed {
  const type = typeOfSyntax(node.type)
  if (!type) {
    throw fault(context, 'TYPE_NOT_FOUND', `Unknown type: ${node.type.name}`, node.type.at)
  }
  const value = context.environment.expression(node.operand, context)
  return castTo(value, type, node.safe, { context, at: node.at })
}

const FIELDS: Readonly<Record<string, string>> = {
  day_of_month: 'day',
  day_of_week: 'day_of_week',
  dow: 'day_of_week',
  day_of_year: 'day_of_year',
  doy: 'day_of_year',
  yow: 'year_of_week',
}

const EXTRACTABLE = ['year', 'quarter', 'month', 'week', 'day', 'hour', 'minute', 'second']

/** `EXTRACT(DAY FROM x)` is `day(x)`. */
function translateExtract({ field, operand, at }: Kind<'extract'>, context: Context): Typed {
  const name = FIELDS[field] ?? field
  if (!FIELDS[field] && !EXTRACTABLE.includes(field)) {
    throw fault(context, 'SYNTAX_ERROR', `Invalid EXTRACT field: ${field}`, at)
  }
  const plain = { star: false, distinct: false, orderBy: [], ignoreNulls: false }
  const call = { kind: 'call', name, arguments: [operand], ...plain, at } as const
  return context.environment.expression(call, context)
}

function translateArray({ items, at }: Kind<'array'>, context: Context): Typed {
  const values = items.map((item) => context.environment.expression(item, context))
  let element: SqlType = UNKNOWN
  for (const value of values) {
    const shared = sharedType(element, value.type)
    if (!shared) {
      const says =
        'All ARRAY elements must be the same type or coercible to a common type. ' +
        `Cannot find common type between ${typeName(element)} and ` +
        `${typeName(value.type)}`
      throw fault(context, 'TYPE_MISMATCH', says, at)
    }
    element = shared
  }
  const texts = values.map((value) => coerce(value, element).sql)
  const type: SqlType = { kind: 'array', element }
  // DuckDB gives an empty list no type of its own.
  if (texts.length === 0) return { sql: 'CAST([] AS INTEGER[])', type }
  return { sql: `[${texts.join(', ')}]`, type }
}

function translateRow({ items }: Kind<'row'>, context: Context): Typed {
  const values = items.map((item) => context.environment.expression(item, context))
  const packed = values.map(({ sql }, index) => `f${index} := ${sql}`)
  const fields = values.map(({ type }) => ({ type }))
  return { sql: `struct_pack(${packed.join(', ')})`, type: { kind: 'row', fields } }
}
