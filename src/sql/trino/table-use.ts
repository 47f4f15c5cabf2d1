import type { Column, QueryTable } from '../types.ts'
import type { Field } from './scope.ts'
import { sqlTypeOf } from './hive-to-sql.ts'
import { VARCHAR, type SqlType } from './sql-type.ts'

/** A field inside a column: the indexes on the way to it. Empty: the column itself. */
type Path = readonly number[]

/** A column that a table gives to a query. */
export interface UsedColumn {
  readonly name: string
  readonly type: SqlType
  readonly sql: string
  /** Paths whose values the column must hold; no path at all: it is not needed. */
  readonly paths: Path[]
  /** Fields that are columns of their own. */
  readonly inside: { readonly path: Path; readonly sql: string }[]
}

/** A table, named once in a query, and what is read of it. */
export interface TableUse {
  readonly table: QueryTable
  /** The name of its rows in the SQL. */
  readonly sql: string
  readonly columns: readonly UsedColumn[]
  readonly partitionKeys: readonly UsedColumn[]
  readonly path: UsedColumn
  /** Texts that stand in every record that the query can want. */
  readonly requiredTexts: string[]
}

/** As Athena calls the object that a row was read from. */
export const PATH_COLUMN = '$path'

export function useTable(table: QueryTable, fresh: (prefix: string) => string): TableUse {
  const used = ({ name, type }: Pick<Column, 'name' | 'type'>): UsedColumn => ({
    ...{ name, type: sqlTypeOf(type), sql: fresh('o') },
    ...{ paths: [], inside: [] },
  })
  const { columns, partitionKeys } = table.definition
  return {
    ...{ table, sql: fresh('t') },
    columns: columns.map(used),
    partitionKeys: partitionKeys.map(used),
    path: { name: PATH_COLUMN, type: VARCHAR, sql: fresh('o'), paths: [], inside: [] },
    requiredTexts: [],
  }
}

/** The columns of a table as names see them. */
export function fieldsOfTable(
  use: TableUse,
  qualifier: string | undefined,
  fresh: (prefix: string) => string,
): readonly Field[] {
  const { database } = use.table.definition
  const field = (column: UsedColumn): Field => ({
    ...{ name: column.name, label: column.name, type: column.type, sql: column.sql },
    qualifier: qualifier ?? use.table.definition.name,
    database: qualifier === undefined ? database : undefined,
    isHidden: column === use.path,
    use: (path) => column.paths.push(path),
    inside: (path) => insideOf(column, path, fresh),
  })
  return [...use.columns, ...use.partitionKeys, use.path].map(field)
}

function insideOf(column: UsedColumn, path: Path, fresh: (prefix: string) => string): string {
  const known = column.inside.find((inside) => inside.path.join('.') === path.join('.'))
  if (known) return known.sql
  const sql = fresh('o')
  column.inside.push({ path, sql })
  return sql
}
