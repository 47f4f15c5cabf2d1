import type {
  Column as GlueColumn,
  StorageDescriptor,
  Table,
  TableInput,
} from '../../../services/glue/model.ts'
import { printHiveType } from '../../../sql/hive-type/print-hive-type.ts'
import type { Column, TableDefinition } from '../../../sql/types.ts'
import { EXPANDED_VIEW_TEXT, printViewText } from './view-text.ts'

/** A table of ours as Glue takes it, in Athena's own spelling. */
export function tableInput(table: TableDefinition): TableInput {
  const { name, comment, partitionKeys, kind, properties } = table
  const isView = kind === 'VIRTUAL_VIEW'
  const described = comment === undefined ? {} : { Description: comment }
  return {
    Name: name,
    ...described,
    TableType: kind,
    PartitionKeys: partitionKeys.map(glueColumn),
    StorageDescriptor: isView
      ? { Columns: table.columns.map(glueColumn), Location: '', SerdeInfo: {} }
      : storageDescriptor(table, table.location ?? ''),
    Parameters: isView
      ? { ...properties, comment: 'Presto View', presto_view: 'true' }
      : { EXTERNAL: 'TRUE', ...properties },
    ...(isView && { ViewOriginalText: printViewText(table) }),
    ...(isView && { ViewExpandedText: EXPANDED_VIEW_TEXT }),
  }
}

/** Of a table, or of a partition of it that lies elsewhere. */
export function storageDescriptor(
  { columns, format }: Pick<TableDefinition, 'columns' | 'format'>,
  location: string,
): StorageDescriptor {
  return {
    Columns: columns.map(glueColumn),
    Location: location,
    InputFormat: format.inputFormat,
    OutputFormat: format.outputFormat,
    SerdeInfo: { SerializationLibrary: format.serde, Parameters: format.serdeProperties },
    Compressed: false,
    NumberOfBuckets: -1,
    StoredAsSubDirectories: false,
  }
}

export const glueColumn = ({ name, type, comment }: Column): GlueColumn => ({
  Name: name,
  Type: printHiveType(type),
  ...(comment !== undefined && { Comment: comment }),
})

/** What UpdateTable takes of a table that is there: everything that GetTable told of it. */
export function inputOf(table: Table): TableInput {
  const { Name, Description, Owner, Retention, StorageDescriptor, PartitionKeys } = table
  const { ViewOriginalText, ViewExpandedText, TableType, Parameters, TargetTable } = table
  return {
    ...{ Name, Description, Owner, Retention, StorageDescriptor, PartitionKeys },
    ...{ ViewOriginalText, ViewExpandedText, TableType, Parameters, TargetTable },
  }
}
