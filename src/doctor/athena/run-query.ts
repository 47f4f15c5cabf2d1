// One statement from its start to its rows. An interruption cancels it: what Athena has read is
// charged for, but no more than that.

import { setTimeout as sleep } from 'node:timers/promises'
import {
  GetQueryExecutionCommand,
  GetQueryResultsCommand,
  StartQueryExecutionCommand,
  StopQueryExecutionCommand,
  type AthenaClient,
  type QueryExecution,
} from '@aws-sdk/client-athena'
import { secondMs } from '../../base/sizes.ts'
import { interrupted, requireGoingOn } from '../interruption.ts'
import type { Reach } from '../reach.ts'

export type QueryState = 'QUEUED' | 'RUNNING' | 'SUCCEEDED' | 'FAILED' | 'CANCELLED'

export interface Statement {
  readonly sql: string
  readonly database: string
}

export interface QueryAnswer {
  /** By the label of the column, in lower case; null is NULL. */
  readonly rows: readonly QueryRow[]
  readonly scannedBytes: number
}

export type QueryRow = Readonly<Record<string, string | null>>

/** Athena ran the statement, and it failed. */
export class QueryFailed extends Error {
  override readonly name = 'QueryFailed'
}

const poll = { firstMs: 100, mostMs: 2 * secondMs, growth: 1.5 } as const
const rowsPerPage = 1000

export async function runQuery(
  athena: AthenaClient,
  { sql, database }: Statement,
  reach: Reach,
): Promise<QueryAnswer> {
  const { workgroup, output, signal } = reach
  requireGoingOn(signal)
  const { QueryExecutionId: id = '' } = await athena.send(
    new StartQueryExecutionCommand({
      QueryString: sql,
      QueryExecutionContext: { Database: database, Catalog: 'AwsDataCatalog' },
      ...(workgroup === undefined ? {} : { WorkGroup: workgroup }),
      ...(output === undefined ? {} : { ResultConfiguration: { OutputLocation: output } }),
    }),
  )
  const execution = await untilDone(athena, id, reach)
  const scannedBytes = execution.Statistics?.DataScannedInBytes ?? 0
  const isSelect = execution.StatementType === 'DML'
  return { rows: isSelect ? await rowsOf(athena, id, signal) : [], scannedBytes }
}

async function untilDone(
  athena: AthenaClient,
  id: string,
  { signal, tell }: Reach,
): Promise<QueryExecution> {
  try {
    for (let pauseMs: number = poll.firstMs; ; pauseMs = longer(pauseMs)) {
      requireGoingOn(signal)
      const command = new GetQueryExecutionCommand({ QueryExecutionId: id })
      const { QueryExecution: execution = {} } = await athena.send(command)
      const { State: state = 'QUEUED', StateChangeReason: reason } = execution.Status ?? {}
      tell?.({ step: 'querying', state })
      if (state === 'SUCCEEDED') return execution
      if (state === 'FAILED' || state === 'CANCELLED') throw new QueryFailed(reason ?? state)
      await sleep(pauseMs, undefined, signal ? { signal } : {})
    }
  } catch (thrown) {
    if (!signal?.aborted) throw thrown
    await athena.send(new StopQueryExecutionCommand({ QueryExecutionId: id }))
    throw interrupted()
  }
}

const longer = (pauseMs: number): number => Math.min(poll.mostMs, pauseMs * poll.growth)

async function rowsOf(
  athena: AthenaClient,
  id: string,
  signal: AbortSignal | undefined,
): Promise<readonly QueryRow[]> {
  const rows: QueryRow[] = []
  let token: string | undefined
  let isFirst = true
  do {
    requireGoingOn(signal)
    const { ResultSet: page, NextToken } = await athena.send(
      new GetQueryResultsCommand({
        QueryExecutionId: id,
        MaxResults: rowsPerPage,
        ...(token === undefined ? {} : { NextToken: token }),
      }),
    )
    const names = (page?.ResultSetMetadata?.ColumnInfo ?? []).map(({ Name = '' }) => Name)
    // The first row of the first page of a SELECT repeats the names of the columns.
    for (const { Data = [] } of (page?.Rows ?? []).slice(isFirst ? 1 : 0)) {
      const values = names.map((name, index) => [name, Data[index]?.VarCharValue ?? null] as const)
      rows.push(Object.fromEntries(values))
    }
    token = NextToken
    isFirst = false
  } while (token !== undefined)
  return rows
}
