import type { StorageFormat } from '../types.ts'
import { readProperties } from './clauses.ts'
import type { Cursor } from './cursor.ts'

const HIVE = 'org.apache.hadoop.hive'
const TEXT = {
  inputFormat: 'org.apache.hadoop.mapred.TextInputFormat',
  outputFormat: `${HIVE}.ql.io.HiveIgnoreKeyTextOutputFormat`,
}
const LAZY_SIMPLE = `${HIVE}.serde2.lazy.LazySimpleSerDe`

type Classes = Omit<StorageFormat, 'serdeProperties'>

/** STORED AS a word: the classes that it stands for. */
export const FORMATS: Readonly<Record<string, Classes>> = {
  TEXTFILE: { serde: LAZY_SIMPLE, ...TEXT },
  JSONFILE: { serde: 'org.apache.hive.hcatalog.data.JsonSerDe', ...TEXT },
  PARQUET: {
    serde: `${HIVE}.ql.io.parquet.serde.ParquetHiveSerDe`,
    inputFormat: `${HIVE}.ql.io.parquet.MapredParquetInputFormat`,
    outputFormat: `${HIVE}.ql.io.parquet.MapredParquetOutputFormat`,
  },
  ORC: {
    serde: `${HIVE}.ql.io.orc.OrcSerde`,
    inputFormat: `${HIVE}.ql.io.orc.OrcInputFormat`,
    outputFormat: `${HIVE}.ql.io.orc.OrcOutputFormat`,
  },
  AVRO: {
    serde: `${HIVE}.serde2.avro.AvroSerDe`,
    inputFormat: `${HIVE}.ql.io.avro.AvroContainerInputFormat`,
    outputFormat: `${HIVE}.ql.io.avro.AvroContainerOutputFormat`,
  },
}

interface RowFormat {
  readonly serde?: string
  readonly serdeProperties: Readonly<Record<string, string>>
}

/** `[ROW FORMAT ...] [STORED AS ...] [WITH SERDEPROPERTIES (...)]` */
export function readStorageFormat(cursor: Cursor): StorageFormat {
  const row = cursor.take('ROW', 'FORMAT') ? readRowFormat(cursor) : { serdeProperties: {} }
  const stored = cursor.take('STORED') ? readStoredAs(cursor) : { serde: LAZY_SIMPLE, ...TEXT }
  return {
    ...stored,
    serde: row.serde ?? stored.serde,
    serdeProperties: { ...row.serdeProperties, ...takeSerdeProperties(cursor) },
  }
}

function takeSerdeProperties(cursor: Cursor): Readonly<Record<string, string>> {
  return cursor.take('WITH', 'SERDEPROPERTIES') ? readProperties(cursor) : {}
}

function readRowFormat(cursor: Cursor): RowFormat {
  if (cursor.take('SERDE')) {
    const serde = cursor.expectString()
    return { serde, serdeProperties: takeSerdeProperties(cursor) }
  }
  cursor.expect('DELIMITED')
  return { serde: LAZY_SIMPLE, serdeProperties: readDelimiters(cursor) }
}

/** Clauses of ROW FORMAT DELIMITED, and the properties of LazySimpleSerDe that they are. */
const DELIMITERS = [
  { words: ['FIELDS', 'TERMINATED', 'BY'], properties: ['field.delim', 'serialization.format'] },
  { words: ['ESCAPED', 'BY'], properties: ['escape.delim'] },
  { words: ['COLLECTION', 'ITEMS', 'TERMINATED', 'BY'], properties: ['collection.delim'] },
  { words: ['MAP', 'KEYS', 'TERMINATED', 'BY'], properties: ['mapkey.delim'] },
  { words: ['LINES', 'TERMINATED', 'BY'], properties: ['line.delim'] },
  { words: ['NULL', 'DEFINED', 'AS'], properties: ['serialization.null.format'] },
] as const

function readDelimiters(cursor: Cursor): Readonly<Record<string, string>> {
  const found: [string, string][] = []
  for (const { words, properties } of DELIMITERS) {
    if (!cursor.take(...words)) continue
    const delimiter = cursor.expectString()
    found.push(...properties.map((property): [string, string] => [property, delimiter]))
  }
  return Object.fromEntries(found)
}

function readStoredAs(cursor: Cursor): Classes {
  cursor.expect('AS')
  if (cursor.take('INPUTFORMAT')) {
    const inputFormat = cursor.expectString()
    cursor.expect('OUTPUTFORMAT')
    return { serde: LAZY_SIMPLE, inputFormat, outputFormat: cursor.expectString() }
  }
  for (const [word, classes] of Object.entries(FORMATS)) if (cursor.take(word)) return classes
  return cursor.refuse()
}
