import type { Partition, PartitionInput, StorageDescriptor } from '../model.ts'
import type { PartitionRow, TablePlace, TableRow } from '../tables.ts'
import { accessTimes, accessTimesView } from './access-times.ts'
import { requireValues } from './partitions.ts'
import { storageDescriptorView } from './storage-descriptor.ts'

/** Throws unless it has a value for each partition key of the table. */
export function newPartition(table: TableRow, given: PartitionInput, now: Date): PartitionRow {
  const { Values, LastAccessTime, LastAnalyzedTime, ...input } = given
  const { account, region, database, table: name }: TablePlace = table
  return {
    ...{ account, region, database, table: name },
    values: requireValues(table, Values),
    createdAt: now.toISOString(),
    ...accessTimes({ LastAccessTime, LastAnalyzedTime }),
    input,
  }
}

export function partitionView(partition: PartitionRow, shown = everything): Partition {
  const { StorageDescriptor, ...input } = partition.input
  return {
    Values: partition.values,
    DatabaseName: partition.database,
    TableName: partition.table,
    CreationTime: new Date(partition.createdAt),
    ...accessTimesView(partition),
    ...(StorageDescriptor && {
      StorageDescriptor: shown(storageDescriptorView(StorageDescriptor)),
    }),
    ...input,
    CatalogId: partition.account,
  }
}

const everything = (descriptor: StorageDescriptor): StorageDescriptor => descriptor

/** ExcludeColumnSchema: the columns of every partition would be most of the answer. */
export function withoutColumns(descriptor: StorageDescriptor): StorageDescriptor {
  const { Columns: _columns, ...rest } = descriptor
  return rest
}
