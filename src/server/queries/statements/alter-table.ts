import { unreachable } from '../../../base/unreachable.ts'
import type { Table, TableInput } from '../../../services/glue/model.ts'
import { SqlError } from '../../../sql/sql-error.ts'
import type { AlterTableStatement, TableChange } from '../../../sql/statement.ts'
import type { TableDefinition } from '../../../sql/types.ts'
import { tableDefinition } from '../catalog/table-definition.ts'
import { glueColumn, inputOf } from '../catalog/table-input.ts'
import type { QueryScope } from '../query-scope.ts'
import {
  addPartitions,
  dropPartitions,
  partitionNotFound,
  renamePartition,
} from './change-partitions.ts'
import { requireTable } from './named-table.ts'
import { NOTHING_TO_SHOW } from './nothing-to-show.ts'
import { partitionValues } from './partition-values.ts'
import type { StatementResult } from './statement-result.ts'

export async function alterTable(
  { table: named, change }: AlterTableStatement,
  scope: QueryScope,
): Promise<StatementResult> {
  const stored = await requireTable(scope, named)
  if (stored.TableType === 'VIRTUAL_VIEW') {
    throw new SqlError('SEMANTIC_EXCEPTION', `${stored.Name} is a view: it cannot be altered`)
  }
  await apply(change, stored, scope)
  return NOTHING_TO_SHOW
}

async function apply(change: TableChange, stored: Table, scope: QueryScope): Promise<void> {
  const table = tableDefinition(stored)
  switch (change.kind) {
    case 'addPartitions':
      return addPartitions(table, change, scope)
    case 'dropPartitions':
      return dropPartitions(table, change, scope)
    case 'renamePartition':
      return renamePartition(table, change, scope)
    case 'setLocation':
      if (change.partition) return movePartition(table, change, scope)
      break
    case 'setProperties':
    case 'addColumns':
    case 'replaceColumns':
      break
    default:
      return unreachable(change)
  }
  const input = changed(inputOf(stored), table, change)
  return scope.catalog.updateTable(table.database, input)
}

type OfTheTable = Extract<
  TableChange,
  { kind: 'setLocation' | 'setProperties' | 'addColumns' | 'replaceColumns' }
>

/** UNLIKE AWS: ALTER TABLE knows no CASCADE: partitions are read with their table's columns. */
function changed(input: TableInput, table: TableDefinition, change: OfTheTable): TableInput {
  const stored = input.StorageDescriptor
  switch (change.kind) {
    case 'setLocation':
      return { ...input, StorageDescriptor: { ...stored, Location: change.location } }
    case 'setProperties':
      return { ...input, Parameters: { ...input.Parameters, ...change.properties } }
    case 'addColumns': {
      const Columns = [...(stored?.Columns ?? []), ...change.columns.map(glueColumn)]
      requireDistinct([...table.columns, ...change.columns, ...table.partitionKeys])
      return { ...input, StorageDescriptor: { ...stored, Columns } }
    }
    case 'replaceColumns':
      requireDistinct([...change.columns, ...table.partitionKeys])
      return {
        ...input,
        StorageDescriptor: { ...stored, Columns: change.columns.map(glueColumn) },
      }
  }
}

function requireDistinct(columns: readonly { readonly name: string }[]): void {
  const names = columns.map(({ name }) => name)
  const twice = names.find((name, index) => names.indexOf(name) !== index)
  if (twice === undefined) return
  throw new SqlError('DDL_TASK', `Duplicate column name: ${twice}`)
}

async function movePartition(
  table: TableDefinition,
  { partition: spec = {}, location }: Extract<TableChange, { kind: 'setLocation' }>,
  { catalog }: QueryScope,
): Promise<void> {
  const values = partitionValues(table, spec)
  const partition = await catalog.partition(table, values)
  if (!partition) throw partitionNotFound(values)
  const { StorageDescriptor, Parameters } = partition
  const moved = { ...StorageDescriptor, Location: location }
  await catalog.updatePartition(table, values, {
    Values: values,
    StorageDescriptor: moved,
    Parameters,
  })
}
