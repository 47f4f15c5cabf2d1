import type {
  Column as GlueColumn,
  StorageDescriptor,
  Table,
} from '../../../services/glue/model.ts'
import { parseHiveType } from '../../../sql/hive-type/read-hive-type.ts'
import { SqlError } from '../../../sql/sql-error.ts'
import type { Column, HiveType, StorageFormat, TableDefinition } from '../../../sql/types.ts'
import { parseViewText } from './view-text.ts'

/** A table of Glue's as queries see it. Whoever made it may have left out what is optional. */
export function tableDefinition(table: Table): TableDefinition {
  const { StorageDescriptor: stored = {}, PartitionKeys = [], Parameters = {} } = table
  const viewText = table.ViewOriginalText && parseViewText(table.ViewOriginalText)
  const isView = table.TableType === 'VIRTUAL_VIEW'
  const toColumn = (column: GlueColumn) => columnOf(column, table)
  return {
    database: table.DatabaseName ?? '',
    name: table.Name,
    kind: isView ? 'VIRTUAL_VIEW' : 'EXTERNAL_TABLE',
    columns: (stored.Columns ?? []).map(toColumn),
    partitionKeys: PartitionKeys.map(toColumn),
    ...(stored.Location && !isView && { location: stored.Location }),
    format: storageFormat(stored),
    properties: Parameters,
    ...(table.Description !== undefined && { comment: table.Description }),
    ...(viewText && { viewText }),
  }
}

const storageFormat = ({
  SerdeInfo: { SerializationLibrary: serde = '', Parameters: serdeProperties = {} } = {},
  InputFormat: inputFormat = '',
  OutputFormat: outputFormat = '',
}: StorageDescriptor): StorageFormat => ({ serde, serdeProperties, inputFormat, outputFormat })

function columnOf({ Name, Type, Comment }: GlueColumn, table: Table): Column {
  const type = typeOf(Type ?? 'string', Name, table)
  return { name: Name.toLowerCase(), type, ...(Comment !== undefined && { comment: Comment }) }
}

function typeOf(text: string, column: string, { DatabaseName, Name }: Table): HiveType {
  try {
    return parseHiveType(text)
  } catch (cause) {
    if (!(cause instanceof SqlError)) throw cause
    const place = `Column '${column}' of table '${DatabaseName}.${Name}'`
    throw new SqlError('HIVE_INVALID_METADATA', `${place} has an invalid type: ${text}`)
  }
}
