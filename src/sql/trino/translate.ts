import type { QueryRequest } from '../types.ts'
import { MiB } from '../../base/sizes.ts'
import { fault, type Context, type Environment } from './context.ts'
import { parseParameter, parseSelect } from './parse.ts'
import { placesOf } from './place.ts'
import type { SqlType } from './sql-type.ts'
import type { TableUse } from './table-use.ts'
import { translateExpression } from './translate-expression.ts'
import { translateQuery } from './translate-query.ts'

/** What DuckDB is given for a query of Trino's. */
export interface Translation {
  readonly sql: string
  readonly columns: readonly { readonly label: string; readonly type: SqlType }[]
  readonly uses: readonly TableUse[]
}

type Asked = Pick<QueryRequest, 'sql' | 'database' | 'tables' | 'views' | 'parameters' | 'now'>

/**
 * Translates a SELECT. Nothing of the user's text reaches DuckDB but literals, quoted anew: names
 * become ours, functions those of the tables in `functions/`, and everything else is refused.
 */
export function translate(request: Asked): Translation {
  const query = parseSelect(request.sql)
  const environment = environmentOf(request)
  const { sql, fields } = translateQuery(query, contextOf(environment, request))
  for (const field of fields) field.use([])
  const columns = fields.map(({ label, type }, index) => ({ label: label ?? `_col${index}`, type }))
  return { sql, columns, uses: environment.uses }
}

function environmentOf(request: Asked): Environment {
  let names = 0
  return {
    tables: request.tables,
    views: request.views,
    database: request.database.toLowerCase(),
    now: request.now,
    parameters: request.parameters.map((text) => parseParameter(text)),
    uses: [],
    fresh: (prefix) => `${prefix}${names++}`,
    expression: measured(translateExpression),
    query: translateQuery,
  }
}

/** What a hostile query would multiply: parts that are looked at again and again, and text. */
const STEPS_MAX = 200_000
const CHARS_MAX = 4 * MiB

function measured(translateOne: Environment['expression']): Environment['expression'] {
  let steps = 0
  return (expression, context) => {
    steps += 1
    const typed = steps > STEPS_MAX ? undefined : translateOne(expression, context)
    if (typed && typed.sql.length <= CHARS_MAX) return typed
    throw fault(context, 'NOT_SUPPORTED', 'The query is too complex', expression.at)
  }
}

function contextOf(environment: Environment, request: Asked): Context {
  return {
    environment,
    placeOf: placesOf(request.sql),
    scope: { fields: [] },
    shared: new Map(),
    aggregates: 'allowed',
    depth: 0,
  }
}
