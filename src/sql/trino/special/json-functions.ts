import { fault, type Context } from '../context.ts'
import { jsonPath } from '../json-path.ts'
import { BIGINT, BOOLEAN, JSON_TYPE, VARCHAR, isText } from '../sql-type.ts'
import type { Call } from '../syntax.ts'
import type { Typed } from '../typed.ts'
import { argumentsOf, constantOf, unexpected } from './arguments.ts'
import type { SpecialFunction } from './special-functions.ts'

/** Functions of JSON that take a path, or a value of one of several types. */
export const JSON_FUNCTIONS: Readonly<Record<string, SpecialFunction>> = {
  json_extract: (call, context) => {
    const { json, path } = both(call, context)
    return { sql: `json_extract(${json}, ${path})`, type: JSON_TYPE }
  },
  json_extract_scalar: (call, context) => {
    const { json, path } = both(call, context)
    return { sql: `sk_json_scalar(${json}, ${path})`, type: VARCHAR }
  },
  json_size: (call, context) => {
    const { json, path } = both(call, context)
    return { sql: `sk_json_size(json_extract(${json}, ${path}))`, type: BIGINT }
  },
  json_array_contains: (call, context) => {
    const values = argumentsOf(call, context, 2)
    const [json, value] = values
    if (!json || !value) return undefined
    if (!isText(value.type)) throw unexpected(call, values, context)
    return {
      sql: `sk_json_array_contains(${asJson(json, call, context)}, ${value.sql})`,
      type: BOOLEAN,
    }
  },
}

function both(call: Call, context: Context) {
  const values = argumentsOf(call, context, 2)
  const [json] = values
  if (!json) throw unexpected(call, values, context)
  const text = constantOf(values, 1, call, context)
  const path = jsonPath(text)
  if (path === undefined) {
    const says = `the JSON path '${text}' is not supported`
    throw fault(context, 'NOT_SUPPORTED', says, call.at)
  }
  return { json: asJson(json, call, context), path }
}

/** Text that is no JSON is NULL to Trino's json_extract, and an error to DuckDB's. */
function asJson(value: Typed, call: Call, context: Context): string {
  if (value.type.kind === 'json') return value.sql
  if (value.type.kind === 'unknown') return 'CAST(NULL AS JSON)'
  if (isText(value.type)) return `sk_json_or_null(${value.sql})`
  throw unexpected(call, [value], context)
}
