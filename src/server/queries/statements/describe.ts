import { describeTable } from '../../../sql/ddl/describe-table.ts'
import type { Listing } from '../../../sql/ddl/listing.ts'
import { SqlError } from '../../../sql/sql-error.ts'
import type { DescribeStatement } from '../../../sql/statement.ts'
import type { QueryScope } from '../query-scope.ts'
import { partitionNotFound } from './change-partitions.ts'
import { requireDefinition } from './named-table.ts'
import { partitionValues } from './partition-values.ts'

export async function describe(statement: DescribeStatement, scope: QueryScope): Promise<Listing> {
  const table = await requireDefinition(scope, statement.table)
  if (statement.partition) {
    const values = partitionValues(table, statement.partition)
    if (!(await scope.catalog.partition(table, values))) throw partitionNotFound(values)
  }
  const described = describeTable(table, statement)
  if (described) return described
  const says = `Invalid column reference ${statement.column?.join('.')}`
  throw new SqlError('SEMANTIC_EXCEPTION', says)
}
