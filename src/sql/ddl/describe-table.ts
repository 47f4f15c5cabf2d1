import { printHiveType } from '../hive-type/print-hive-type.ts'
import type { DescribeStatement } from '../statement.ts'
import type { Column, HiveField, HiveType, TableDefinition } from '../types.ts'
import { type Listing, listing, padded } from './listing.ts'

const COLUMN_NAMES = ['col_name', 'data_type', 'comment']
const BLANK = '\t \t '
const HEADER = `# ${line('col_name', 'data_type', 'comment')}`

/** DESCRIBE: three columns in one value, between tabs, filled up with spaces, as from Hive. */
export function describeTable(
  table: TableDefinition,
  { detail, column }: Pick<DescribeStatement, 'detail' | 'column'>,
): Listing | undefined {
  if (column) {
    const described = describedColumn(table, column)
    return described && listing(COLUMN_NAMES, described.map(fieldLine))
  }
  switch (detail) {
    case 'columns':
      return listing(COLUMN_NAMES, plainLines(table))
    case 'extended':
      return listing(COLUMN_NAMES, [...plainLines(table), BLANK, extendedLine(table)])
    case 'formatted':
      return listing(COLUMN_NAMES, formattedLines(table))
  }
}

/** SHOW COLUMNS. */
export function showColumns({ columns, partitionKeys }: TableDefinition): Listing {
  return listing(
    ['field'],
    [...columns, ...partitionKeys].map(({ name }) => padded(name)),
  )
}

/** SHOW TBLPROPERTIES; Hive answers a sentence for a property that is not there. */
export function showTableProperties(
  { database, name, properties }: TableDefinition,
  property: string | undefined,
): Listing {
  const columns = ['prpt_name', 'prpt_value']
  if (property === undefined) {
    return listing(
      columns,
      Object.entries(properties).map(([name, value]) => `${name}\t${value}`),
    )
  }
  const value = Object.hasOwn(properties, property) ? properties[property] : undefined
  const missing = `Table ${database}.${name} does not have property: ${property}`
  return listing(columns, [value ?? missing])
}

function line(...fields: readonly string[]): string {
  return fields.map(padded).join('\t')
}

function fieldLine({ name, type, comment }: HiveField): string {
  return line(name, printHiveType(type), comment ?? '')
}

/** Partition keys stand among the columns, and once more by themselves. */
function plainLines({ columns, partitionKeys }: TableDefinition): readonly string[] {
  const lines = [...columns, ...partitionKeys].map(fieldLine)
  return [...lines, ...partitionLines(partitionKeys)]
}

function partitionLines(partitionKeys: readonly Column[]): readonly string[] {
  if (partitionKeys.length === 0) return []
  const lines = partitionKeys.map(fieldLine)
  return [BLANK, '# Partition Information\t \t ', HEADER, BLANK, ...lines]
}

function formattedLines(table: TableDefinition): readonly string[] {
  const { columns, partitionKeys, format } = table
  return [
    ...[HEADER, BLANK, ...columns.map(fieldLine), ...partitionLines(partitionKeys), BLANK],
    '# Detailed Table Information\t \t ',
    fact('Database:', table.database),
    fact('LastAccessTime:', 'UNKNOWN'),
    fact('Protect Mode:', 'None'),
    fact('Retention:', '0'),
    ...(table.location === undefined ? [] : [fact('Location:', table.location)]),
    fact('Table Type:', table.kind),
    ...factsOf('Table Parameters:', table.properties),
    ...[BLANK, '# Storage Information\t \t '],
    fact('SerDe Library:', format.serde),
    fact('InputFormat:', format.inputFormat),
    fact('OutputFormat:', format.outputFormat),
    fact('Compressed:', 'No'),
    fact('Num Buckets:', '-1'),
    fact('Bucket Columns:', '[]'),
    fact('Sort Columns:', '[]'),
    ...factsOf('Storage Desc Params:', format.serdeProperties),
  ]
}

function fact(name: string, value: string): string {
  return `${padded(name)}\t${padded(value)}\t `
}

function factsOf(name: string, values: Readonly<Record<string, string>>): readonly string[] {
  const entries = Object.entries(values)
  if (entries.length === 0) return []
  return [
    `${padded(name)}\t \t `,
    ...entries.map(([name, value]) => `\t${padded(name)}\t${padded(value)}`),
  ]
}

/** Hive prints the object that its metastore holds. */
function extendedLine(table: TableDefinition): string {
  const { format } = table
  const storage =
    `StorageDescriptor(cols:${schemaText(table.columns)}, location:${table.location ?? 'null'}, ` +
    `inputFormat:${format.inputFormat}, outputFormat:${format.outputFormat}, compressed:false, ` +
    `numBuckets:-1, serdeInfo:SerDeInfo(name:null, serializationLib:${format.serde}, ` +
    `parameters:${mapText(format.serdeProperties)}), bucketCols:[], sortCols:[], parameters:{}, ` +
    'storedAsSubDirectories:false)'
  const text =
    `Table(tableName:${table.name}, dbName:${table.database}, lastAccessTime:0, retention:0, ` +
    `sd:${storage}, partitionKeys:${schemaText(table.partitionKeys)}, ` +
    `parameters:${mapText(table.properties)}, tableType:${table.kind})`
  return `Detailed Table Information\t${text}\t`
}

function schemaText(columns: readonly Column[]): string {
  const fields = columns.map(({ name, type, comment }) => {
    return `FieldSchema(name:${name}, type:${printHiveType(type)}, comment:${comment ?? 'null'})`
  })
  return `[${fields.join(', ')}]`
}

function mapText(values: Readonly<Record<string, string>>): string {
  const pairs = Object.entries(values).map(([name, value]) => `${name}=${value}`)
  return `{${pairs.join(', ')}}`
}

/** The fields of what the path leads to; a field that has none is described itself. */
function describedColumn(
  { columns, partitionKeys }: TableDefinition,
  path: readonly string[],
): readonly HiveField[] | undefined {
  const [first, ...steps] = path
  let field: HiveField | undefined = [...columns, ...partitionKeys].find(
    ({ name }) => name === first,
  )
  for (const step of steps) {
    field = field && fieldsOf(field.type).find(({ name }) => name === step)
  }
  if (!field) return undefined
  const fields = fieldsOf(field.type)
  return fields.length > 0 && steps.length > 0 ? fields : [field]
}

function fieldsOf(type: HiveType): readonly HiveField[] {
  switch (type.kind) {
    case 'struct':
      return type.fields
    case 'array':
      return [{ name: '$elem$', type: type.element }]
    case 'map':
      return [
        { name: '$key$', type: type.key },
        { name: '$value$', type: type.value },
      ]
    default:
      return []
  }
}
