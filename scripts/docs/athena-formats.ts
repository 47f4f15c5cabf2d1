import { FORMATS } from '../../src/sql/parse/storage-format.ts'
import { tableFormat } from '../../src/sql/reading/table-format.ts'
import { SqlError } from '../../src/sql/sql-error.ts'
import type { StorageFormat } from '../../src/sql/types.ts'
import { writtenForm } from '../../src/server/queries/statements/written-form.ts'

/** SerDes of Athena's documentation that STORED AS has no word for. */
const SERDES: readonly string[] = [
  'com.amazon.emr.hive.serde.CloudTrailSerde',
  'org.apache.hive.hcatalog.data.CloudTrailSerde',
  'org.openx.data.jsonserde.JsonSerDe',
  'com.amazon.ionhiveserde.IonHiveSerDe',
  'org.apache.hadoop.hive.serde2.OpenCSVSerde',
  'org.apache.hadoop.hive.serde2.RegexSerDe',
  'com.amazonaws.glue.serde.GrokSerDe',
]

export function formatsSection(): string {
  const words = Object.entries(FORMATS).map(([word, classes]) => {
    const isRead = reads({ ...classes, serdeProperties: {} })
    return `| \`STORED AS ${word}\` | ${yes(isRead)} | ${yes(writes(word))} |`
  })
  const serdes = SERDES.map((serde) => {
    const isRead = reads({ serde, serdeProperties: {}, inputFormat: '', outputFormat: '' })
    return `| \`${serde}\` | ${yes(isRead)} | |`
  })
  return `## Table formats

| A table | is read | is written by CREATE TABLE AS and UNLOAD |
|---|---|---|
${[...words, ...serdes].join('\n')}

The input format \`com.amazon.emr.cloudtrail.CloudTrailInputFormat\` is read whatever the SerDe. A
table whose files are not read can be made, and a query of it is answered
\`HIVE_UNSUPPORTED_FORMAT\`. CREATE TABLE AS writes a format by the name behind STORED AS, but
\`JSONFILE\` is \`JSON\` there. There are no Iceberg tables.
`
}

const yes = (holds: boolean): string => (holds ? 'yes' : 'no')

const reads = (format: StorageFormat): boolean =>
  succeeds(() => {
    const place = { database: 'default', name: 't', kind: 'EXTERNAL_TABLE' } as const
    tableFormat({ ...place, format, columns: [], partitionKeys: [], properties: {} })
  })

const writes = (word: string): boolean =>
  succeeds(() => writtenForm({ format: word === 'JSONFILE' ? 'JSON' : word }))

function succeeds(attempt: () => void): boolean {
  try {
    attempt()
    return true
  } catch (fault) {
    if (fault instanceof SqlError) return false
    throw fault
  }
}
