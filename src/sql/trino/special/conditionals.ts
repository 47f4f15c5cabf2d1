import { coerce } from '../coerce.ts'
import { fault, type Context } from '../context.ts'
import { tried } from '../macros.ts'
import { quoteText } from '../quote.ts'
import { compare } from '../translate-operation.ts'
import { requireBoolean } from '../translate-boolean.ts'
import { VARCHAR, UNKNOWN, sharedType, isOrderable, typeName, type SqlType } from '../sql-type.ts'
import type { Call } from '../syntax.ts'
import type { Typed } from '../typed.ts'
import { argumentsOf, unexpected } from './arguments.ts'
import type { SpecialFunction } from './special-functions.ts'

/** Functions that choose between their arguments, and so are of the type shared to them. */
export const CONDITIONALS: Readonly<Record<string, SpecialFunction>> = {
  coalesce: (call, context) => {
    const { type, texts } = alike(call, context)
    return { sql: `coalesce(${texts.join(', ')})`, type }
  },
  greatest: (call, context) => extreme(call, context, 'greatest'),
  least: (call, context) => extreme(call, context, 'least'),
  nullif: (call, context) => {
    const [first, second] = argumentsOf(call, context, 2)
    if (!first || !second) return undefined
    const equal = compare('=', first, second, call.at, context)
    return { sql: `(CASE WHEN ${equal.sql} THEN NULL ELSE ${first.sql} END)`, type: first.type }
  },
  if: (call, context) => {
    const [when, then, otherwise] = argumentsOf(call, context, 2, 3)
    if (!when || !then) return undefined
    const { sql } = requireBoolean(when, 'IF condition', call.at, context)
    const type = sharedType(then.type, otherwise?.type ?? UNKNOWN)
    if (!type) throw differ(then.type, otherwise?.type ?? UNKNOWN, call, context)
    const last = otherwise ? ` ELSE ${coerce(otherwise, type).sql}` : ''
    return { sql: `(CASE WHEN ${sql} THEN ${coerce(then, type).sql}${last} END)`, type }
  },
  try: (call, context) => {
    const [value] = argumentsOf(call, context, 1)
    return value && { sql: `TRY(${tried(value.sql)})`, type: value.type }
  },
  typeof: (call, context) => {
    const [value] = argumentsOf(call, context, 1)
    return value && { sql: quoteText(typeName(value.type)), type: VARCHAR }
  },
  grouping: (call, context) => {
    const { grouped: _, ...ungrouped } = context
    const values = argumentsOf(
      call,
      ungrouped,
      ...Array.from({ length: 30 }, (_, index) => index + 1),
    )
    const sql = `grouping(${values.map((value) => value.sql).join(', ')})`
    return { sql: `CAST(${sql} AS BIGINT)`, type: { kind: 'bigint' } }
  },
}

/** NULL when one of them is, unlike in DuckDB. */
function extreme(call: Call, context: Context, name: string): Typed {
  const { type, texts } = alike(call, context)
  if (!isOrderable(type)) throw unexpected(call, [{ sql: '', type }], context)
  const anyNull = texts.map((text) => `${text} IS NULL`).join(' OR ')
  return { sql: `(CASE WHEN ${anyNull} THEN NULL ELSE ${name}(${texts.join(', ')}) END)`, type }
}

function alike(call: Call, context: Context): { type: SqlType; texts: readonly string[] } {
  const values = call.arguments.map((argument) => context.environment.expression(argument, context))
  if (values.length === 0) throw unexpected(call, values, context)
  let type: SqlType = UNKNOWN
  for (const value of values) {
    const shared = sharedType(type, value.type)
    if (!shared) throw differ(type, value.type, call, context)
    type = shared
  }
  return { type, texts: values.map((value) => coerce(value, type).sql) }
}

function differ(left: SqlType, right: SqlType, call: Call, context: Context) {
  const says =
    `All ${call.name.toUpperCase()} operands must be the same type or coercible to ` +
    `a common type. Cannot find common type between ${typeName(left)} and ` +
    `${typeName(right)}`
  return fault(context, 'TYPE_MISMATCH', says, call.at)
}
