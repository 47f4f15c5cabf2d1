// A table of the Glue catalog, as Athena tells of it.

import type { GlueTable } from '../../glue/api.ts'
import type { Column, TableMetadata } from '../model.ts'

export function tableMetadata(table: GlueTable): TableMetadata {
  const { CreateTime, LastAccessTime, TableType, StorageDescriptor, PartitionKeys = [] } = table
  return {
    Name: table.Name,
    ...(CreateTime && { CreateTime }),
    ...(LastAccessTime && { LastAccessTime }),
    ...(TableType !== undefined && { TableType }),
    Columns: (StorageDescriptor?.Columns ?? []).map(column),
    PartitionKeys: PartitionKeys.map(column),
    Parameters: { ...table.Parameters, ...storageParameters(table) },
  }
}

const column = ({ Name, Type, Comment }: Column): Column => ({
  Name,
  ...(Type !== undefined && { Type }),
  ...(Comment !== undefined && { Comment }),
})

/**
 * Athena puts what the storage descriptor says among the parameters.
 * https://docs.aws.amazon.com/cli/latest/reference/athena/get-table-metadata.html
 */
function storageParameters({ StorageDescriptor: storage = {} }: GlueTable): Record<string, string> {
  const { SerdeInfo: serde = {} } = storage
  const values = {
    inputformat: storage.InputFormat,
    location: storage.Location,
    outputformat: storage.OutputFormat,
    'serde.serialization.lib': serde.SerializationLibrary,
  }
  const ofSerde = Object.entries(serde.Parameters ?? {})
  return Object.fromEntries([
    ...Object.entries(values).filter((entry): entry is [string, string] => entry[1] !== undefined),
    ...ofSerde.map(([name, value]) => [`serde.param.${name}`, value] as const),
  ])
}
