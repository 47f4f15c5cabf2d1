import type { PartitionFilter } from '../../../sql/partitions/filter.ts'
import type { Partition } from '../../../sql/partitions/partitions-for.ts'
import { partitionsFor } from '../../../sql/partitions/partitions-for.ts'
import { isProjected } from '../../../sql/partitions/projection.ts'
import { SqlError } from '../../../sql/sql-error.ts'
import type { DataSource, TableDefinition } from '../../../sql/types.ts'
import { queryLimits } from '../limits.ts'
import type { QueryScope } from '../query-scope.ts'
import { partitionSources } from './partition-sources.ts'

/** Exactly the objects of a table that a query with this filter reads. */
export async function tableSources(
  scope: QueryScope,
  table: TableDefinition,
  filter: PartitionFilter,
): Promise<readonly DataSource[]> {
  const added = await addedPartitions(scope, table)
  const sources: DataSource[] = []
  for (const partition of partitionsFor(table, filter, scope.now, () => added)) {
    for await (const source of partitionSources(scope, partition)) {
      sources.push(source)
      if (sources.length > queryLimits.objectsPerTableMax) throw tooMany(table)
    }
  }
  return sources
}

/** Those of the catalog; where they are projected it is not asked. */
async function addedPartitions(
  { catalog }: QueryScope,
  table: TableDefinition,
): Promise<readonly Partition[]> {
  if (table.partitionKeys.length === 0 || isProjected(table)) return []
  const partitions = await catalog.partitions(table)
  return partitions.map(({ values, location }) => ({ values, location: asFolder(location) }))
}

const asFolder = (location: string): string => (location.endsWith('/') ? location : `${location}/`)

function tooMany({ database, name }: TableDefinition): SqlError {
  const most = queryLimits.objectsPerTableMax
  return new SqlError(
    'NOT_SUPPORTED',
    `Query over table '${database}.${name}' would read more than ${most} objects`,
  )
}
