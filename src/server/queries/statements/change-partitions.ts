// ALTER TABLE ADD, DROP and RENAME PARTITION.

import type { PartitionInput } from '../../../services/glue/model.ts'
import { partitionLocation } from '../../../sql/partitions/location.ts'
import { SqlError } from '../../../sql/sql-error.ts'
import type { TableChange } from '../../../sql/statement.ts'
import type { TableDefinition } from '../../../sql/types.ts'
import { storageDescriptor } from '../catalog/table-input.ts'
import type { QueryScope } from '../query-scope.ts'
import { fitsSpec, partitionValues, requireKeys } from './partition-values.ts'

type Change<Kind extends TableChange['kind']> = Extract<TableChange, { kind: Kind }>

export async function addPartitions(
  table: TableDefinition,
  { ifNotExists, partitions }: Change<'addPartitions'>,
  { catalog }: QueryScope,
): Promise<void> {
  const inputs = partitions.map(({ spec, location }) =>
    partitionInput(table, partitionValues(table, spec), location ?? partitionLocation(table, spec)),
  )
  const existing = await catalog.createPartitions(table, inputs)
  if (existing.length === 0 || ifNotExists) return
  const says = `Partition already exists: [${existing[0]?.join(', ')}]`
  throw new SqlError('DDL_TASK', `AlreadyExistsException(message:${says})`)
}

export const partitionInput = (
  table: TableDefinition,
  values: readonly string[],
  location: string,
): PartitionInput => ({
  Values: values,
  StorageDescriptor: storageDescriptor(table, location),
  Parameters: {},
})

/** A specification may name some of the keys: then all partitions go that have these values. */
export async function dropPartitions(
  table: TableDefinition,
  { ifExists, specs }: Change<'dropPartitions'>,
  { catalog }: QueryScope,
): Promise<void> {
  for (const spec of specs) requireKeys(table, spec)
  const partitions = await catalog.partitions(table)
  for (const spec of specs) {
    const dropped = partitions.filter(({ values }) => fitsSpec(values, spec))
    if (dropped.length === 0 && !ifExists) {
      const text = Object.entries(spec).map(([name, value]) => `${name} = ${value}`)
      const says = `[Error 10006]: Partition not found (${text.join(' AND ')})`
      throw new SqlError('SEMANTIC_EXCEPTION', says)
    }
    for (const { values } of dropped) {
      await catalog.deletePartition(table, partitionValues(table, values))
    }
  }
}

export async function renamePartition(
  table: TableDefinition,
  { from, to }: Change<'renamePartition'>,
  { catalog }: QueryScope,
): Promise<void> {
  const [before, after] = [partitionValues(table, from), partitionValues(table, to)]
  const partition = await catalog.partition(table, before)
  if (!partition) throw partitionNotFound(before)
  const { StorageDescriptor, Parameters } = partition
  const input = { Values: after, StorageDescriptor, Parameters }
  await catalog.updatePartition(table, before, input)
}

export const partitionNotFound = (values: readonly string[]): SqlError =>
  new SqlError('SEMANTIC_EXCEPTION', `[Error 10006]: Partition not found [${values.join(', ')}]`)
