import { coerce } from '../coerce.ts'
import { fault, type Context } from '../context.ts'
import { sharedType, typeName, type SqlType } from '../sql-type.ts'
import type { Call } from '../syntax.ts'
import type { Typed } from '../typed.ts'

/** The arguments, translated; an error when there are not as many as the function takes. */
export function argumentsOf(call: Call, context: Context, ...counts: readonly number[]) {
  const values = call.arguments.map((argument) => context.environment.expression(argument, context))
  if (counts.includes(values.length)) return values
  throw unexpected(call, values, context)
}

export function unexpected(call: Call, values: readonly Typed[], context: Context) {
  const types = values.map(({ type }) => typeName(type)).join(', ')
  const says = `Unexpected parameters (${types}) for function ${call.name}`
  return fault(context, 'FUNCTION_NOT_FOUND', says, call.at)
}

/** The argument at a place, as one type. */
export function as(
  type: SqlType,
  values: readonly Typed[],
  index: number,
  call: Call,
  context: Context,
): string {
  const value = values[index]
  if (value && sharedType(value.type, type)?.kind === type.kind) return coerce(value, type).sql
  throw unexpected(call, values, context)
}

/** A literal: a pattern or a unit that must be understood before the query runs. */
export function constantOf(
  values: readonly Typed[],
  index: number,
  call: Call,
  context: Context,
): string {
  const constant = values[index]?.constant
  if (constant !== undefined) return constant
  const says =
    `${call.name} takes a constant as argument ${index + 1}: another expression is ` +
    'not supported'
  throw fault(context, 'NOT_SUPPORTED', says, call.at)
}
