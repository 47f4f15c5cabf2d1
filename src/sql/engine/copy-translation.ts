import { SqlError } from '../sql-error.ts'
import { coerce } from '../trino/coerce.ts'
import { sqlTypeOf } from '../trino/hive-to-sql.ts'
import { quoteText } from '../trino/quote.ts'
import { BIGINT, sharedType, type SqlType, typeName } from '../trino/sql-type.ts'
import type { Translation } from '../trino/translate.ts'
import type { WriteTarget, WrittenColumn } from '../types.ts'
import { namedFields } from './named-fields.ts'

/** The same query, whose rows become files; what it returns is their number. */
export function copyTranslation(translation: Translation, target: WriteTarget): Translation {
  const { columns } = translation
  const names = columns.map((_, index) => `q${index}`)
  const values = target.columns.map((column) => valueSql(column, columns))
  const rows = `SELECT ${values.join(', ')} FROM (${translation.sql}) AS q(${names.join(', ')})`
  const place = quoteText(`${target.directory}/rows`)
  const sql = `COPY (${rows}) TO ${place} (${optionsOf(target).join(', ')})`
  return { ...translation, sql, columns: [{ label: 'rows', type: BIGINT }] }
}

function valueSql({ name, type, from }: WrittenColumn, columns: Translation['columns']): string {
  const target = sqlTypeOf(type)
  const source = from === undefined ? undefined : columns[from]?.type
  if (source) requireStorable(source, target)
  const given = source ? { sql: `q${from}`, type: source } : { sql: 'NULL', type: UNKNOWN }
  return `${namedFields(coerce(given, target).sql, target)} AS ${quotedName(name)}`
}

const UNKNOWN: SqlType = { kind: 'unknown' }

/** Trino widens a value where it is inserted, and does nothing else with it. */
function requireStorable(source: SqlType, target: SqlType): void {
  const widened = sharedType(source, target)
  if (widened && typeName(widened) === typeName(target)) return
  if (source.kind === 'varchar' && target.kind === 'varchar') return
  const types = `Table: [${typeName(target)}], Query: [${typeName(source)}]`
  throw new SqlError('TYPE_MISMATCH', `Insert query has mismatched column types: ${types}`)
}

const quotedName = (name: string): string => `"${name.replaceAll('"', '""')}"`

function optionsOf({ format, compression, delimiter, columns, partitionKeys }: WriteTarget) {
  const keys = columns.slice(columns.length - partitionKeys).map(({ name }) => quotedName(name))
  return [
    ...FORMATS[format],
    ...(format === 'text' ? [`DELIMITER ${quoteText(delimiter)}`] : []),
    `COMPRESSION ${compression === 'none' && format === 'parquet' ? 'uncompressed' : compression}`,
    ...(partitionKeys > 0 ? [`PARTITION_BY (${keys.join(', ')})`] : ['PER_THREAD_OUTPUT true']),
    // What an attempt before this one has left.
    'OVERWRITE_OR_IGNORE true',
  ]
}

/** As Hive prints a timestamp. */
const TIMES = ["TIMESTAMPFORMAT '%Y-%m-%d %H:%M:%S.%g'", "DATEFORMAT '%Y-%m-%d'"]

const FORMATS: Readonly<Record<WriteTarget['format'], readonly string[]>> = {
  parquet: ['FORMAT parquet'],
  json: ['FORMAT json', ...TIMES],
  // LazySimpleSerDe knows no quotation marks.
  text: ['FORMAT csv', 'HEADER false', "QUOTE ''", "ESCAPE ''", "NULLSTR '\\N'", ...TIMES],
}
