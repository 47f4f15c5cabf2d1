import { SqlError } from '../sql-error.ts'
import { duckDbType, type SqlType } from '../trino/sql-type.ts'
import { quoteText } from '../trino/quote.ts'
import type { UsedColumn } from '../trino/table-use.ts'
import type { TableDefinition } from '../types.ts'
import { readCalls } from './read-function.ts'
import { scalarSql } from './shape.ts'
import type { TableReader } from './table-rows.ts'

interface Dialect {
  readonly delimiter: string
  readonly quote: string
  readonly escape: string
  /** What stands for NULL; undefined: nothing does. */
  readonly nullText: string | undefined
}

const CONTROL_A = '\u0001'

/** LazySimpleSerDe: no quotes. A value that is not of the column's type is NULL. */
export const readDelimited: TableReader = (asked) => {
  const properties = asked.definition.format.serdeProperties
  const delimiter = properties['field.delim'] ?? properties['serialization.format'] ?? CONTROL_A
  const nullText = properties['serialization.null.format'] ?? '\\N'
  return read(asked, {
    ...{ delimiter: unescaped(delimiter), quote: '', nullText },
    escape: unescaped(properties['escape.delim'] ?? ''),
  })
}

/** OpenCSVSerde: quotes; an empty value is a text, and no number. */
export const readCsv: TableReader = (asked) => {
  const properties = asked.definition.format.serdeProperties
  return read(asked, {
    delimiter: unescaped(properties['separatorChar'] ?? ','),
    quote: unescaped(properties['quoteChar'] ?? '"'),
    escape: unescaped(properties['escapeChar'] ?? '"'),
    nullText: undefined,
  })
}

const unescaped = (text: string): string =>
  text === '1' ? CONTROL_A : text.replace('\\t', '\t').replace('\\\\', '\\')

const read = (
  { definition, files }: Parameters<TableReader>[0],
  dialect: Dialect,
): ReturnType<TableReader> => {
  const names = definition.columns.map((_, index) => `c${index}`)
  const columns = names.map((name) => `${name}: 'VARCHAR'`).join(', ')
  const options = [
    ...[`delim = ${quoteText(dialect.delimiter)}`, `quote = ${quoteText(dialect.quote)}`],
    ...[`escape = ${quoteText(dialect.escape)}`, `skip = ${headerLines(definition)}`],
    ...[`columns = {${columns}}`, 'header = false', 'auto_detect = false', 'filename = true'],
    ...['null_padding = true', 'strict_mode = false', "new_line = '\\n'"],
    // A text that no file has: DuckDB would take the empty one for NULL.
    `nullstr = ${quoteText(dialect.nullText ?? '\u0002\u0003NULL\u0003\u0002')}`,
  ]
  const calls = readCalls(
    files,
    (paths, compression) =>
      `SELECT * FROM read_csv(${[paths, ...options, compression].join(', ')})`,
  )
  const column = ({ name, type }: UsedColumn): string => {
    const index = definition.columns.findIndex((candidate) => candidate.name === name)
    return typed(`c${index}`, type)
  }
  const inside = (): never => {
    throw new SqlError('HIVE_UNSUPPORTED_FORMAT', 'structures in delimited text are not supported')
  }
  return { sql: `(${calls.join(' UNION ALL ')})`, column, inside }
}

function headerLines({ properties }: TableDefinition): number {
  const lines = Number(properties['skip.header.line.count'] ?? 0)
  return Number.isInteger(lines) && lines >= 0 ? lines : 0
}

function typed(text: string, type: SqlType): string {
  if (['array', 'map', 'row'].includes(type.kind)) {
    const says = `columns of type ${type.kind} in delimited text are not supported`
    throw new SqlError('HIVE_UNSUPPORTED_FORMAT', says)
  }
  if (['varchar', 'char', 'varbinary'].includes(type.kind)) return scalarSql(text, type)
  return `TRY_CAST(${text} AS ${duckDbType(type)})`
}
