import { duckDbType, type SqlType } from '../trino/sql-type.ts'
import { quoteText } from '../trino/quote.ts'
import type { UsedColumn } from '../trino/table-use.ts'
import { namesAt } from './field-at.ts'
import type { TableReader } from './table-rows.ts'

/** Parquet, by names. A column that a file has not is NULL. */
export const readParquet: TableReader = ({ definition, files, columns }) => {
  const paths = files.map(({ path }) => quoteText(path)).join(', ')
  // Gives every declared column a type, whether a file has it or not.
  const declared = columns.map(
    ({ name, type }) => `CAST(NULL AS ${namedType(type)}) AS ${quoted(name)}`,
  )
  const columnsSql = [...declared, 'CAST(NULL AS VARCHAR) AS filename'].join(', ')
  const empty = `SELECT ${columnsSql} WHERE false`
  const rows = `SELECT * FROM read_parquet([${paths}], union_by_name = true, filename = true)`
  const isBare = columns.length === 0 || definition.columns.length === 0
  return {
    sql: isBare ? `(${rows})` : `(${empty} UNION ALL BY NAME ${rows})`,
    column: ({ name, type }) => renumbered(quoted(name), type),
    inside: (column, path) => insideOf(column, path),
  }
}

const quoted = (name: string): string => `"${name.replaceAll('"', '""')}"`

/** As the file has it: with the names of fields. */
function namedType(type: SqlType): string {
  switch (type.kind) {
    case 'row': {
      const fields = type.fields.map(
        ({ name = '', type: inner }) => `${quoted(name)} ${namedType(inner)}`,
      )
      return `STRUCT(${fields.join(', ')})`
    }
    case 'array':
      return `${namedType(type.element)}[]`
    case 'map':
      return `MAP(${namedType(type.key)}, ${namedType(type.value)})`
    default:
      return duckDbType(type)
  }
}

function renumbered(value: string, type: SqlType): string {
  switch (type.kind) {
    case 'row': {
      const packed = type.fields.map(({ name = '', type: inner }, index) => {
        return `f${index} := ${renumbered(`${value}.${quoted(name)}`, inner)}`
      })
      return `CASE WHEN ${value} IS NOT NULL THEN struct_pack(${packed.join(', ')}) END`
    }
    case 'array':
      return `list_transform(${value}, lambda e: ${renumbered('e', type.element)})`
    case 'map': {
      const pair = `{'key': e.key, 'value': ${renumbered('e.value', type.value)}}`
      return `map_from_entries(list_transform(map_entries(${value}), lambda e: ${pair}))`
    }
    default:
      return `CAST(${value} AS ${duckDbType(type)})`
  }
}

function insideOf({ name, type }: UsedColumn, path: readonly number[]): string {
  const { names, type: inner } = namesAt(type, path)
  return renumbered([name, ...names].map((step) => quoted(step)).join('.'), inner)
}
