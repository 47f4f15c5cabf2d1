import type { QueryRequest, QueryTable, QueryText } from '../../../sql/types.ts'
import { queryLimits } from '../limits.ts'
import type { QueryScope } from '../query-scope.ts'
import { requireScannedWithin } from '../scanned-limit.ts'
import { queryTables } from './query-tables.ts'

/** A query with everything that the engine needs to run it. */
export async function queryRequest(scope: QueryScope, sql: QueryText): Promise<QueryRequest> {
  const { database, parameters, now, signal, engine } = scope
  // UNLIKE AWS: a SELECT that a Trino server runs reads the tables of that server, and who may read
  // them is its to say.
  const named = engine.hasOwnTables ? { tables: [], views: [] } : await queryTables(scope, sql)
  requireScannedWithin(scope, bytesOf(named.tables))
  for (const table of named.tables) scope.offer(table)
  const { elapsedMsMax, memoryBytesMax, resultRowsMax, resultBytesMax } = queryLimits
  return {
    ...{ sql, database, parameters, now, signal, ...named },
    limits: { elapsedMsMax, memoryBytesMax, resultRowsMax, resultBytesMax },
  }
}

/** Everything that is handed over is read, as far as Athena counts. */
const bytesOf = (tables: readonly QueryTable[]): number =>
  tables.flatMap(({ sources }) => sources).reduce((total, { bytes }) => total + bytes, 0)
