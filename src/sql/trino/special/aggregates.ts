import { fault } from '../context.ts'
import { decimal, duckDbType, type SqlType } from '../sql-type.ts'
import { orderBySql, windowSql } from '../translate-window.ts'
import { requireBoolean } from '../translate-boolean.ts'
import { argumentsOf } from './arguments.ts'
import type { SpecialFunction } from './special-functions.ts'

/** Aggregates whose result's type is worked out from the argument's. */
export const AGGREGATES: Readonly<Record<string, SpecialFunction>> = {
  sum: (call, context) => {
    const [value] = argumentsOf(call, context, 1)
    if (value?.type.kind !== 'decimal') return undefined
    const type = decimal(38, value.type.scale)
    const sum = `sum(${call.distinct ? 'DISTINCT ' : ''}${value.sql})${tailOf(call, context)}`
    return { sql: `CAST(${sum} AS ${duckDbType(type)})`, type }
  },
  avg: (call, context) => {
    const [value] = argumentsOf(call, context, 1)
    if (value?.type.kind !== 'decimal') return undefined
    throw fault(context, 'NOT_SUPPORTED', 'avg of a decimal: CAST it to double', call.at)
  },
  count: (call, context) => {
    const isMany = call.arguments.length > 1 && call.distinct
    if (!isMany) return undefined
    throw fault(context, 'FUNCTION_NOT_FOUND', 'count takes one argument', call.at)
  },
  map_agg: (call, context) => {
    const [key, value] = argumentsOf(call, context, 2)
    if (!key || !value) return undefined
    const type: SqlType = { kind: 'map', key: key.type, value: value.type }
    const entry = `{'key': ${key.sql}, 'value': ${value.sql}}`
    const order = call.orderBy.length > 0 ? ` ${orderBySql(call.orderBy, context)}` : ''
    return { sql: `sk_first_entries(list(${entry}${order})${tailOf(call, context)})`, type }
  },
}

function tailOf(...[call, context]: Parameters<SpecialFunction>): string {
  const { expression } = context.environment
  const filter = call.filter
    ? ' FILTER (WHERE ' +
      `${requireBoolean(expression(call.filter, context), 'FILTER', call.at, context).sql})`
    : ''
  return `${filter}${call.over ? ` OVER (${windowSql(call.over, context)})` : ''}`
}
