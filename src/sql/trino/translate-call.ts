import { coerce } from './coerce.ts'
import { fault, type Context } from './context.ts'
import { fillTemplate } from './fill-template.ts'
import { functionNamed, isAggregate, type FunctionKind } from './functions/registry.ts'
import { resolve, type ArgumentType, type Resolved } from './functions/resolve.ts'
import { bound, type Signature } from './functions/signature.ts'
import { specialFunction } from './special/special-functions.ts'
import { duckDbType, typeName, type SqlType } from './sql-type.ts'
import type { Call, Expression } from './syntax.ts'
import { translateLambda } from './translate-lambda.ts'
import { orderBySql, windowSql } from './translate-window.ts'
import { requireBoolean } from './translate-boolean.ts'
import type { Typed } from './typed.ts'

/** A function, an aggregate, or a window function: one that was checked, or an error names it. */
export function translateCall(call: Call, context: Context): Typed {
  const special = specialFunction(call.name)
  const entry = functionNamed(call.name)
  const kind: FunctionKind = isAggregate(call.name) ? 'aggregate' : (entry?.kind ?? 'scalar')
  requirePlace(call, kind, context)
  const inside = insideOf(call, kind, context)
  const found = special?.(call, inside)
  if (found) return found
  if (!entry) throw unknown(call, context)
  return resolved(call, entry.signatures, kind, inside)
}

function unknown(call: Call, context: Context) {
  const says = `Function '${call.name}' not registered`
  return fault(context, 'FUNCTION_NOT_FOUND', says, call.at)
}

/** An aggregate's arguments are of the rows, not of the groups. */
function insideOf(call: Call, kind: FunctionKind, context: Context): Context {
  if (kind !== 'aggregate' || call.over) return context
  const { grouped: _, ...ungrouped } = context
  return { ...ungrouped, aggregates: 'inside an aggregate' }
}

function requirePlace(call: Call, kind: FunctionKind, context: Context): void {
  const { aggregates } = context
  if (kind === 'window' && !call.over) {
    const says = `Window function ${call.name} requires an OVER clause`
    throw fault(context, 'SYNTAX_ERROR', says, call.at)
  }
  if (kind === 'scalar' && call.over) {
    const says = `OVER is not allowed: ${call.name} is not an aggregate or window function`
    throw fault(context, 'SYNTAX_ERROR', says, call.at)
  }
  if (kind === 'scalar' && (call.distinct || call.filter || call.orderBy.length > 0)) {
    const says = `DISTINCT, FILTER and ORDER BY are not allowed for scalar function ${call.name}`
    throw fault(context, 'SYNTAX_ERROR', says, call.at)
  }
  if (kind === 'scalar' || aggregates === 'allowed') return
  const says =
    aggregates === 'inside an aggregate'
      ? `Cannot nest aggregations inside aggregation '${call.name}'`
      : `${aggregates} cannot contain aggregations, window functions or grouping ` +
        `operations: ['${call.name}']`
  throw fault(context, 'EXPRESSION_NOT_SCALAR', says, call.at)
}

function resolved(
  call: Call,
  signatures: readonly Signature[],
  kind: FunctionKind,
  context: Context,
): Typed {
  const given = call.arguments.map((argument) => argumentOf(argument, context))
  const fit = resolve(
    signatures,
    given.map(({ type }) => type),
  )
  if (!fit || (call.star && call.name !== 'count'))
    throw unexpected(call, given, signatures, context)
  const values = argumentsFor(fit, given, context)
  const type = bound(fit.signature.result, fit.bindings)
  const { template, parameters } = fit.signature
  const clauses = {
    distinct: call.distinct ? 'DISTINCT ' : '',
    orderBy: call.orderBy.length > 0 ? ` ${orderBySql(call.orderBy, context)}` : '',
    ignoreNulls: call.ignoreNulls ? ' IGNORE NULLS' : '',
    tail: kind === 'scalar' ? '' : tailOf(call, context),
  }
  requireTaken(call, template, context)
  const filled = fillTemplate(template, parameters.length, values, {
    ...clauses,
    type: duckDbType(type),
  })
  return { sql: filled, type }
}

/** A clause that the template has no place for would be dropped silently. */
function requireTaken(call: Call, template: string, context: Context): void {
  const refused =
    (call.orderBy.length > 0 && !template.includes('$o') && 'ORDER BY') ||
    (call.distinct &&
      !template.includes('$d') &&
      !SAME_WHEN_DISTINCT.includes(call.name) &&
      'DISTINCT')
  if (!refused) return
  const says = `${refused} in ${call.name} is not supported`
  throw fault(context, 'NOT_SUPPORTED', says, call.at)
}

const SAME_WHEN_DISTINCT: readonly string[] = ['min', 'max', 'arbitrary', 'any_value']

interface Argument {
  readonly expression: Expression
  readonly type: ArgumentType
  readonly typed: Typed | undefined
}

function argumentOf(expression: Expression, context: Context): Argument {
  if (expression.kind === 'lambda') {
    const type = { kind: 'lambda', parameters: expression.parameters.length } as const
    return { expression, type, typed: undefined }
  }
  const typed = context.environment.expression(expression, context)
  return { expression, type: typed.type, typed }
}

function argumentsFor(
  fit: Resolved,
  given: readonly Argument[],
  context: Context,
): readonly Typed[] {
  return given.map(({ expression, typed }, index): Typed => {
    const pattern = fit.parameters[index]
    if (!pattern) throw new Error('every argument has its parameter')
    if (typed) return coerce(typed, bound(pattern, fit.bindings))
    if (expression.kind !== 'lambda' || pattern.kind !== 'function') {
      throw new Error('what has no type is a lambda')
    }
    const types = pattern.parameters.map((parameter) => bound(parameter, fit.bindings))
    const { sql, result } = translateLambda(expression, types, context)
    if (pattern.result.kind === 'variable') fit.bindings.set(pattern.result.name, result.type)
    else requireBoolean(result, 'Lambda', expression.at, context)
    return { sql, type: result.type }
  })
}

/** FILTER and OVER, behind the call. */
function tailOf(call: Call, context: Context): string {
  const { expression } = context.environment
  const filter = call.filter
    ? ' FILTER (WHERE ' +
      `${requireBoolean(expression(call.filter, context), 'FILTER', call.at, context).sql})`
    : ''
  return `${filter}${call.over ? ` OVER (${windowSql(call.over, context)})` : ''}`
}

function unexpected(
  call: Call,
  given: readonly Argument[],
  signatures: readonly Signature[],
  context: Context,
) {
  const text = (type: ArgumentType) =>
    type.kind === 'lambda' ? '<function>' : typeName(type satisfies SqlType)
  const types = given.map(({ type }) => text(type)).join(', ')
  const known = signatures.map(({ name, parameters }) => `${name} with ${parameters.length}`)
  const says =
    `Unexpected parameters (${types}) for function ${call.name}. Expected: ` +
    `${[...new Set(known)].join(', ')}`
  return fault(context, 'FUNCTION_NOT_FOUND', says, call.at)
}
