import type { Context } from './context.ts'
import type { SqlType } from './sql-type.ts'
import type { Expression } from './syntax.ts'
import type { Typed } from './typed.ts'

/** A lambda whose parameters have got their types. */
export function translateLambda(
  { parameters, body }: Expression & { kind: 'lambda' },
  types: readonly SqlType[],
  context: Context,
): { readonly sql: string; readonly result: Typed } {
  const { fresh, expression } = context.environment
  const variables = parameters.map((name, index) => ({
    name: name.toLowerCase(),
    sql: fresh('v'),
    type: types[index] ?? { kind: 'unknown' as const },
  }))
  const named = new Map(variables.map(({ name, sql, type }) => [name, { sql, type }]))
  const scope = { fields: [], variables: named, outer: context.scope }
  const result = expression(body, { ...context, scope })
  return { sql: `lambda ${variables.map(({ sql }) => sql).join(', ')}: ${result.sql}`, result }
}
