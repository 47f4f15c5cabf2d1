import { quoteText } from '../trino/quote.ts'
import { duckDbType } from '../trino/sql-type.ts'
import type { TableUse, UsedColumn } from '../trino/table-use.ts'
import { namesAt } from './field-at.ts'
import { readCloudTrail } from './read-cloudtrail.ts'
import { readCsv, readDelimited } from './read-delimited.ts'
import { readJsonLines } from './read-json-lines.ts'
import { readParquet } from './read-parquet.ts'
import type { SourceFile } from './source-files.ts'
import { scalarSql } from './shape.ts'
import { tableFormat, type TableFormat } from './table-format.ts'
import type { TableReader, TableRows } from './table-rows.ts'

const READERS: Readonly<Record<TableFormat, TableReader>> = {
  cloudtrail: readCloudTrail,
  json: readJsonLines,
  delimited: readDelimited,
  csv: readCsv,
  parquet: readParquet,
}

/** The statements after which a table's name stands for its rows. */
export function tableView(
  use: TableUse,
  files: readonly SourceFile[],
  objectBytesMax: number,
  compacted: readonly TableRows[] = [],
  foundIn?: string,
): readonly string[] {
  const needed = use.columns.filter(isNeeded)
  const { definition } = use.table
  const asked = { definition, files, columns: needed, objectBytesMax, foundIn }
  const plain = files.length > 0 ? [READERS[tableFormat(definition)](asked)] : []
  const parts = [...plain, ...compacted].map((rows) => partSql(use, rows))
  const body = parts.length > 0 ? parts.join(' UNION ALL ') : emptySql(use)
  const sources = `CREATE TEMP TABLE ${sourcesName(use)} AS ${sourcesSql(use, files)}`
  return [...(needsSources(use) ? [sources] : []), `CREATE TEMP VIEW ${use.sql} AS ${body}`]
}

const isNeeded = ({ paths, inside }: UsedColumn): boolean => paths.length > 0 || inside.length > 0

const needsSources = ({ partitionKeys, path }: TableUse): boolean =>
  [...partitionKeys, path].some(isNeeded)

const sourcesName = ({ sql }: TableUse): string => `${sql}_sources`

/** What is the same for all rows of a file. `tag` names it. */
function sourcesSql(use: TableUse, files: readonly SourceFile[]): string {
  const tags = new Map(files.map(({ source, path }) => [source, path]))
  const rows = use.table.sources.map((source) => {
    const keys = use.partitionKeys.map(({ name }) => {
      const value = source.partition[name]
      return value === undefined ? 'NULL' : quoteText(value)
    })
    const tag = tags.get(source) ?? tagOf(source)
    return `(${[quoteText(tag), quoteText(source.uri), ...keys].join(', ')})`
  })
  const names = ['tag', 'uri', ...use.partitionKeys.map((_, index) => `p${index}`)]
  const values = rows.length > 0 ? rows.join(', ') : `(${names.map(() => "''").join(', ')})`
  return `SELECT * FROM (VALUES ${values}) AS s(${names.join(', ')})`
}

/** A source's name in compacted files: another version of the object has another. */
export const tagOf = ({ uri, etag }: { uri: string; etag: string }): string => `${uri}\n${etag}`

function partSql(use: TableUse, rows: TableRows): string {
  const columns = use.columns.flatMap((column) => [
    `${column.paths.length > 0 ? rows.column(column) : nothing(column)} AS ${column.sql}`,
    ...column.inside.map(({ path, sql }) => `${rows.inside(column, path)} AS ${sql}`),
  ])
  const keys = use.partitionKeys.map((key, index) => {
    const value = isNeeded(key) ? keySql(`s.p${index}`, key) : nothing(key)
    return `${value} AS ${key.sql}`
  })
  const path = `${isNeeded(use.path) ? 's.uri' : 'NULL'} AS ${use.path.sql}`
  const joined = needsSources(use) ? ` JOIN ${sourcesName(use)} AS s ON s.tag = filename` : ''
  return `SELECT ${[...columns, ...keys, path].join(', ')} FROM ${rows.sql}${joined}`
}

const nothing = ({ type }: Pick<UsedColumn, 'type'>): string => `CAST(NULL AS ${duckDbType(type)})`

function keySql(text: string, { type }: UsedColumn): string {
  if (['varchar', 'char'].includes(type.kind)) return scalarSql(text, type)
  return `CAST(${text} AS ${duckDbType(type)})`
}

function emptySql(use: TableUse): string {
  const columns = [...use.columns, ...use.partitionKeys, use.path].flatMap((column) => [
    `${nothing(column)} AS ${column.sql}`,
    ...column.inside.map(({ path, sql }) => {
      return `${nothing({ type: namesAt(column.type, path).type })} AS ${sql}`
    }),
  ])
  return `SELECT ${columns.join(', ')} WHERE false`
}
