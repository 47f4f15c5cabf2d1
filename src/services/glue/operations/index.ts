import type { AnyOperation } from '../../operation.ts'
import type { GlueScope } from '../scope.ts'
import { BatchCreatePartition } from './batch-create-partition.ts'
import { BatchDeletePartition } from './batch-delete-partition.ts'
import { BatchDeleteTable } from './batch-delete-table.ts'
import { BatchGetPartition } from './batch-get-partition.ts'
import { CreateDatabase } from './create-database.ts'
import { CreatePartition } from './create-partition.ts'
import { CreateTable } from './create-table.ts'
import { DeleteDatabase } from './delete-database.ts'
import { DeletePartition } from './delete-partition.ts'
import { DeleteTable } from './delete-table.ts'
import { GetDatabase } from './get-database.ts'
import { GetDatabases } from './get-databases.ts'
import { GetPartition } from './get-partition.ts'
import { GetPartitionIndexes } from './get-partition-indexes.ts'
import { GetPartitions } from './get-partitions.ts'
import { GetTable } from './get-table.ts'
import { GetTableVersions } from './get-table-versions.ts'
import { GetTables } from './get-tables.ts'
import { SearchTables } from './search-tables.ts'
import { UpdateDatabase } from './update-database.ts'
import { UpdatePartition } from './update-partition.ts'
import { UpdateTable } from './update-table.ts'

export const operations: Readonly<Record<string, AnyOperation<GlueScope>>> = {
  BatchCreatePartition,
  BatchDeletePartition,
  BatchDeleteTable,
  BatchGetPartition,
  CreateDatabase,
  CreatePartition,
  CreateTable,
  DeleteDatabase,
  DeletePartition,
  DeleteTable,
  GetDatabase,
  GetDatabases,
  GetPartition,
  GetPartitionIndexes,
  GetPartitions,
  GetTable,
  GetTableVersions,
  GetTables,
  SearchTables,
  UpdateDatabase,
  UpdatePartition,
  UpdateTable,
}
