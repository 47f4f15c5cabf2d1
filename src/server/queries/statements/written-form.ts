// WITH (...) of CREATE TABLE AS and UNLOAD: in which form data is written.
// https://docs.aws.amazon.com/athena/latest/ug/create-table-as.html

import { FORMATS } from '../../../sql/parse/storage-format.ts'
import { SqlError } from '../../../sql/sql-error.ts'
import type { TableProperties } from '../../../sql/statement.ts'
import type { StorageFormat, WriteTarget } from '../../../sql/types.ts'

export type WrittenForm = Pick<WriteTarget, 'format' | 'compression' | 'delimiter'>

const KNOWN = [
  ...['format', 'external_location', 'is_external', 'partitioned_by', 'field_delimiter'],
  ...['compression', 'write_compression', 'parquet_compression', 'table_type'],
]

/** Hive's own, between the fields of a text. */
export const CONTROL_A = '\u0001'

const FORMAT_OF: Readonly<Record<string, WriteTarget['format']>> = {
  PARQUET: 'parquet',
  JSON: 'json',
  TEXTFILE: 'text',
}

const COMPRESSIONS: Readonly<Record<WriteTarget['format'], readonly string[]>> = {
  parquet: ['gzip', 'snappy', 'zstd', 'none'],
  json: ['gzip', 'zstd', 'none'],
  text: ['gzip', 'zstd', 'none'],
}

export function writtenForm(properties: TableProperties): WrittenForm {
  const unknown = Object.keys(properties).find((name) => !KNOWN.includes(name))
  if (unknown !== undefined) throw refused(`'${unknown}' is not supported`)
  if (textOf(properties, 'table_type')?.toUpperCase() === 'ICEBERG') {
    throw new SqlError('NOT_SUPPORTED', 'Iceberg tables are not supported')
  }
  const name = textOf(properties, 'format') ?? 'PARQUET'
  const format = FORMAT_OF[name.toUpperCase()]
  if (!format) throw new SqlError('NOT_SUPPORTED', `Writing ${name} is not supported`)
  const delimiter = textOf(properties, 'field_delimiter') ?? CONTROL_A
  return { format, compression: compressionOf(properties, format), delimiter }
}

function compressionOf(
  properties: TableProperties,
  format: WriteTarget['format'],
): WriteTarget['compression'] {
  const names = ['write_compression', 'parquet_compression', 'compression']
  const given = names.map((name) => textOf(properties, name)).find((text) => text !== undefined)
  const name = (given ?? 'gzip').toLowerCase()
  const known = COMPRESSIONS[format].find((compression) => compression === name)
  if (!known) throw refused(`compression '${given}' is not supported for ${format}`)
  return known as WriteTarget['compression']
}

/** Names of the partition keys, in their order. */
export function partitionedBy({ partitioned_by: names }: TableProperties): readonly string[] {
  if (names === undefined) return []
  if (typeof names !== 'object') throw refused("'partitioned_by' is a list: ARRAY['column']")
  return names.map((name) => name.toLowerCase())
}

export function textOf(properties: TableProperties, name: string): string | undefined {
  const value = properties[name]
  return value === undefined ? undefined : String(value)
}

/** The classes that a table of this form has. */
export function storageFormat({ format, delimiter }: WrittenForm): StorageFormat {
  const words = { parquet: 'PARQUET', json: 'JSONFILE', text: 'TEXTFILE' } as const
  const classes = FORMATS[words[format]]
  const properties = format === 'text' ? { 'field.delim': delimiter } : {}
  return {
    serde: classes?.serde ?? '',
    inputFormat: classes?.inputFormat ?? '',
    outputFormat: classes?.outputFormat ?? '',
    serdeProperties: { 'serialization.format': format === 'text' ? delimiter : '1', ...properties },
  }
}

const refused = (says: string): SqlError => new SqlError('INVALID_TABLE_PROPERTY', says)
