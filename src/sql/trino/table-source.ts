import { fault, type Context, type TypedQuery } from './context.ts'
import type { Field } from './scope.ts'
import type { Alias, Identifier } from './syntax.ts'

/** A part of FROM: SQL with its own name, and what its columns are called. */
export interface Source {
  readonly sql: string
  readonly fields: readonly Field[]
}

/** A query as a part of FROM. Its columns get names that no other part has. */
export function asSource(query: TypedQuery, alias: Alias | undefined, context: Context): Source {
  const { fresh } = context.environment
  const columns = query.fields.map((field) => ({ field, sql: fresh('o') }))
  const names = columns.map(({ field, sql }) => `${field.sql} AS ${sql}`)
  const sql = `(SELECT ${names.join(', ')} FROM (${query.sql})) AS ${fresh('r')}`
  const fields = columns.map(({ field, sql }): Field => ({
    ...{ name: field.name, label: field.label, type: field.type, sql },
    ...{ qualifier: undefined, database: undefined, isHidden: false, use: field.use },
  }))
  return { sql, fields: aliased(fields, alias, context) }
}

/** The names that `AS t(a, b)` gives. */
export function aliased(
  fields: readonly Field[],
  alias: Alias | undefined,
  context: Context,
): readonly Field[] {
  if (!alias) return fields
  const qualifier = alias.name.name.toLowerCase()
  const named = renamed(fields, alias.columns, alias.name, context)
  return named.map((field) => ({ ...field, qualifier, database: undefined }))
}

/** The fields under new names, all of them or none. */
export function renamed(
  fields: readonly Field[],
  columns: readonly Identifier[],
  name: Identifier,
  context: Context,
): readonly Field[] {
  if (columns.length === 0) return fields
  const visible = fields.filter(({ isHidden }) => !isHidden)
  if (visible.length !== columns.length) {
    const says =
      `Column alias list has ${columns.length} entries but '${name.name}' has ` +
      `${visible.length} columns available`
    throw fault(context, 'MISMATCHED_COLUMN_ALIASES', says, name.at)
  }
  return visible.map((field, index) => {
    const label = columns[index]?.name
    return { ...field, label, name: label?.toLowerCase() }
  })
}
