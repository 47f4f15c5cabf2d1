import { SqlError } from '../sql-error.ts'
import type { TableDefinition } from '../types.ts'

export type TableFormat = 'cloudtrail' | 'json' | 'delimited' | 'csv' | 'parquet'

const SERDES: readonly (readonly [pattern: RegExp, format: TableFormat])[] = [
  [/CloudTrailSerde$/i, 'cloudtrail'],
  [/(\.hcatalog\.data|openx\.data\.jsonserde|serde2)\.JsonSerDe$/i, 'json'],
  [/LazySimpleSerDe$/i, 'delimited'],
  [/OpenCSVSerde$/i, 'csv'],
  [/ParquetHiveSerDe$/i, 'parquet'],
]

/** How the files of a table are read. The CloudTrail input format splits `{"Records":[...]}`. */
export function tableFormat({ format }: TableDefinition): TableFormat {
  if (format.inputFormat.endsWith('CloudTrailInputFormat')) return 'cloudtrail'
  const found = SERDES.find(([pattern]) => pattern.test(format.serde))
  if (found) return found[1]
  throw new SqlError('HIVE_UNSUPPORTED_FORMAT', `SerDe ${format.serde} is not supported`)
}
