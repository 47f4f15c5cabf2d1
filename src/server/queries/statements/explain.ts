import type { Listing } from '../../../sql/ddl/listing.ts'
import { listing } from '../../../sql/ddl/listing.ts'
import { columnsOfQuery } from '../../../sql/trino/columns-of-query.ts'
import { printHiveType } from '../../../sql/hive-type/print-hive-type.ts'
import type { ExplainStatement } from '../../../sql/statement.ts'
import type { QueryTable } from '../../../sql/types.ts'
import type { QueryScope } from '../query-scope.ts'
import { queryRequest } from './query-request.ts'

/**
 * UNLIKE AWS: EXPLAIN tells what the query returns and what it would read, and not Trino's plan;
 * with ANALYZE too, which does not run it.
 */
export async function explain({ query }: ExplainStatement, scope: QueryScope): Promise<Listing> {
  const request = await queryRequest(scope, query)
  const columns = columnsOfQuery(request)
  const output = columns.map(({ name, type }) => `${name}:${printHiveType(type)}`)
  return listing(
    ['Query Plan'],
    [`Output[${output.join(', ')}]`, ...request.tables.map((table) => `  ${scanLine(table)}`)],
  )
}

function scanLine({ definition, sources }: QueryTable): string {
  const partitions = new Set(sources.map(({ partition }) => partition)).size
  const bytes = sources.reduce((total, source) => total + source.bytes, 0)
  const name = `${definition.database}.${definition.name}`
  return `TableScan[${name}] ${sources.length} objects in ${partitions} partitions, ${bytes} bytes`
}
