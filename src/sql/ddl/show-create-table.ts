import { printHiveType } from '../hive-type/print-hive-type.ts'
import type { Column, TableDefinition } from '../types.ts'
import { type Listing, listing } from './listing.ts'
import { quoted, quotedName } from '../../base/hive-text.ts'

/** SHOW CREATE TABLE: a statement that makes the table anew, with Hive's breaks and spaces. */
export function showCreateTable(table: TableDefinition): Listing {
  const { partitionKeys, format, location, properties, comment } = table
  const name = `${table.database}.${table.name}`
  const { serde, serdeProperties, inputFormat, outputFormat } = format
  const comments = isReadByHive(serde) ? '' : " COMMENT 'from deserializer'"
  return listing(
    ['createtab_stmt'],
    [
      `CREATE EXTERNAL TABLE ${quotedName(name)}(`,
      ...closed(table.columns.map((column) => columnText(column, comments))),
      ...(comment === undefined ? [] : [`COMMENT ${quoted(comment)}`]),
      ...section(
        'PARTITIONED BY ( ',
        partitionKeys.map((key) => columnText(key, '')),
      ),
      'ROW FORMAT SERDE ',
      `  ${quoted(serde)} `,
      ...section('WITH SERDEPROPERTIES ( ', pairs(serdeProperties)),
      'STORED AS INPUTFORMAT ',
      `  ${quoted(inputFormat)} `,
      'OUTPUTFORMAT ',
      `  ${quoted(outputFormat)}`,
      ...(location === undefined ? [] : ['LOCATION', `  ${quoted(location)}`]),
      ...section('TBLPROPERTIES (', pairs(properties)),
    ],
  )
}

/** SHOW CREATE VIEW. */
export function showCreateView({ database, name, viewText }: TableDefinition): Listing {
  const head = `CREATE VIEW ${database}.${name} AS `
  return listing(['Create View'], [head, ...(viewText ?? '').split('\n')])
}

/** These keep their columns in the catalog; of others Hive says that the SerDe knows them. */
const READ_BY_HIVE = /LazySimpleSerDe|ParquetHiveSerDe|OrcSerde/

const isReadByHive = (serde: string): boolean => READ_BY_HIVE.test(serde)

function columnText({ name, type, comment }: Column, otherwise: string): string {
  const said = comment === undefined ? otherwise : ` COMMENT ${quoted(comment)}`
  return `  ${quotedName(name)} ${printHiveType(type)}${said}`
}

function pairs(properties: Readonly<Record<string, string>>): readonly string[] {
  return Object.entries(properties).map(([name, value]) => `  ${quoted(name)}=${quoted(value)}`)
}

function section(head: string, items: readonly string[]): readonly string[] {
  return items.length === 0 ? [] : [head, ...closed(items)]
}

/** A comma and a space behind every line but the last, which has the parenthesis. */
function closed(items: readonly string[]): readonly string[] {
  return items.map((item, index) => (index === items.length - 1 ? `${item})` : `${item}, `))
}
