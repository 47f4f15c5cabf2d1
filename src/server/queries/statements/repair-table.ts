import { setImmediate } from 'node:timers/promises'
import { storedObjects } from '../../../services/s3/api.ts'
import { listing } from '../../../sql/ddl/listing.ts'
import { partitionLocation, partitionName, valuesInPath } from '../../../sql/partitions/location.ts'
import { SqlError } from '../../../sql/sql-error.ts'
import type { RepairTableStatement } from '../../../sql/statement.ts'
import type { TableDefinition } from '../../../sql/types.ts'
import { queryLimits } from '../limits.ts'
import type { QueryScope } from '../query-scope.ts'
import { requireListable } from '../sources/requirements.ts'
import { requireS3Location } from '../sources/s3-location.ts'
import { partitionInput } from './change-partitions.ts'
import { requireDefinition } from './named-table.ts'
import type { StatementResult } from './statement-result.ts'

/** MSCK REPAIR TABLE: adds the partitions that the names of folders tell. It removes none. */
export async function repairTable(
  { table: named }: RepairTableStatement,
  scope: QueryScope,
): Promise<StatementResult> {
  const table = await requireDefinition(scope, named)
  if (table.partitionKeys.length === 0) {
    throw new SqlError('DDL_TASK', `Table ${table.name} is not a partitioned table`)
  }
  const known = await scope.catalog.partitions(table)
  const names = new Set(known.map(({ values }) => partitionName(table, values)))
  const missing = [...(await foundPartitions(scope, table))].filter(([name]) => !names.has(name))
  const inputs = missing.map(([, values]) =>
    partitionInput(table, Object.values(values), partitionLocation(table, values)),
  )
  await scope.catalog.createPartitions(table, inputs)
  const told = missing.map(([name]) => `${table.name}:${name}`)
  const lines = [
    ...(told.length > 0 ? [`Partitions not in metastore:\t${told.join('\t')}`] : []),
    ...told.map((name) => `Repair: Added partition to metastore ${name}`),
  ]
  return { kind: 'lines', listing: listing(['result'], lines) }
}

type Values = Readonly<Record<string, string>>

async function foundPartitions(
  scope: QueryScope,
  table: TableDefinition,
): Promise<ReadonlyMap<string, Values>> {
  const { bucket, prefix } = requireS3Location(
    partitionLocation({ ...table, partitionKeys: [] }, {}),
  )
  requireListable(scope, { bucket, prefix })
  const found = new Map<string, Values>()
  let listed = 0
  for (const { key } of storedObjects(scope.house.store, bucket, prefix)) {
    const values = valuesInPath(table, key.slice(prefix.length))
    if (values) found.set(partitionName(table, values), values)
    listed += 1
    if (listed % queryLimits.decisionsPerTurn > 0) continue
    await setImmediate()
    scope.signal.throwIfAborted()
  }
  return found
}
