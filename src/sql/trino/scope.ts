import type { SqlType } from './sql-type.ts'

/** A column that a name can mean. */
export interface Field {
  /** In lower case; undefined for a column without a name. */
  readonly name: string | undefined
  /** As it was written, for the label of a result. */
  readonly label: string | undefined
  /** The alias or the name of its table, and the table's database. */
  readonly qualifier: string | undefined
  readonly database: string | undefined
  readonly type: SqlType
  readonly sql: string
  /** Not in `*`, such as `"$path"`. */
  readonly isHidden: boolean
  /** Tells the table that the column, or a field inside it, is needed. */
  readonly use: (path: readonly number[]) => void
  /** The SQL of a field inside it, for a column of a table: cheaper than the whole row. */
  readonly inside?: (path: readonly number[]) => string
  /** An output of the query itself, that ORDER BY names. */
  readonly isOutput?: boolean
}

export interface Scope {
  readonly fields: readonly Field[]
  /** The names that a lambda binds; they come before the columns. */
  readonly variables?: ReadonlyMap<string, { readonly sql: string; readonly type: SqlType }>
  /** Of the query around, or on the left of a lateral join. */
  readonly outer?: Scope
}

export interface Found {
  readonly field: Field
  /** How many parts of the name the column took. */
  readonly parts: number
  readonly isOuter: boolean
}

/** Finds what the longest beginning of a name means. `ambiguous`: several columns at once. */
export function find(scope: Scope, parts: readonly string[]): Found | 'ambiguous' | undefined {
  for (let level: Scope | undefined = scope, isOuter = false; level; level = level.outer) {
    for (let count = Math.min(3, parts.length); count > 0; count -= 1) {
      const fields = matching(level.fields, parts.slice(0, count))
      const [field] = fields
      if (fields.length > 1) return 'ambiguous'
      if (field) return { field, parts: count, isOuter }
    }
    if (!level.variables) isOuter = true
  }
  return undefined
}

function matching(fields: readonly Field[], parts: readonly string[]): readonly Field[] {
  const name = parts.at(-1)
  const qualifier = parts.at(-2)
  const database = parts.at(-3)
  return fields.filter(
    (field) =>
      field.name === name &&
      (qualifier === undefined || field.qualifier === qualifier) &&
      (database === undefined || field.database === database),
  )
}
