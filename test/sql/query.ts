import type { QueryEngine, QueryRequest, QueryTable, ResultRow } from '../../src/sql/types.ts'

const MiB = 1024 * 1024

export function requestOf(sql: string, more: Partial<QueryRequest> = {}): QueryRequest {
  const limits = {
    ...{ elapsedMsMax: 60_000, memoryBytesMax: 512 * MiB },
    ...{ resultRowsMax: 100_000, resultBytesMax: 64 * MiB },
  }
  return {
    sql: { text: sql, start: { line: 1, column: 1 } },
    ...{ database: 'default', tables: [], views: [], parameters: [] },
    ...{ now: new Date('2026-11-23T10:20:30.456Z'), limits },
    signal: new AbortController().signal,
    ...more,
  }
}

/** Runs a query to its end. */
export async function rowsOf(
  engine: QueryEngine,
  sql: string,
  tables: readonly QueryTable[] = [],
  more: Partial<QueryRequest> = {},
): Promise<readonly ResultRow[]> {
  const { rows } = await engine.run(requestOf(sql, { tables, ...more }))
  const all: ResultRow[] = []
  for await (const batch of rows) all.push(...batch)
  return all
}
