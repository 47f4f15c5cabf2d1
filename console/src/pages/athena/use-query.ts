// One query from its start to its rows.

import { useCallback, useEffect, useRef, useState } from 'react'
import { aws } from '../../api/aws.ts'
import type { CallFailed } from '../../api/call.ts'
import { failureOf } from '../../api/use-answer.ts'

export interface QueryExecution {
  readonly QueryExecutionId: string
  readonly Query?: string
  /** `DML` for SELECT, `DDL`, or `UTILITY` for what tells of tables. */
  readonly StatementType?: string
  readonly Status?: {
    readonly State?: string
    readonly StateChangeReason?: string
    readonly SubmissionDateTime?: string
  }
  readonly Statistics?: {
    readonly DataScannedInBytes?: number
    readonly TotalExecutionTimeInMillis?: number
  }
  readonly ResultConfiguration?: { readonly OutputLocation?: string }
}

export interface Settings {
  readonly workgroup: string
  readonly database: string
  /** Undefined or empty: the workgroup says it. */
  readonly output: string
}

export interface RunningQuery {
  readonly execution: QueryExecution | undefined
  readonly isRunning: boolean
  readonly failure: CallFailed | undefined
  readonly run: (sql: string, settings: Settings) => void
  /** One after the other, as long as they succeed. */
  readonly runAll: (statements: readonly string[], settings: Settings) => void
  readonly cancel: () => void
  /** Shows one that ran earlier. */
  readonly show: (id: string) => void
}

const poll = { firstMs: 150, mostMs: 2000, growth: 1.5 } as const
const DONE = new Set(['SUCCEEDED', 'FAILED', 'CANCELLED'])

const isDone = ({ Status }: QueryExecution): boolean => DONE.has(Status?.State ?? '')

export function useQuery(): RunningQuery {
  const [execution, setExecution] = useState<QueryExecution>()
  const [isRunning, setRunning] = useState(false)
  const [failure, setFailure] = useState<CallFailed>()
  const following = useRef(new AbortController())
  useEffect(() => () => following.current.abort(), [])
  const follow = useCallback((queries: readonly Started[]) => {
    following.current.abort()
    following.current = new AbortController()
    const { signal } = following.current
    setRunning(true)
    setFailure(undefined)
    setExecution(undefined)
    followAll(queries, signal, setExecution)
      .catch((thrown: unknown) => {
        if (!signal.aborted) setFailure(failureOf(thrown))
      })
      .finally(() => {
        if (!signal.aborted) setRunning(false)
      })
  }, [])
  const id = execution?.QueryExecutionId
  return {
    execution,
    isRunning,
    failure,
    run: (sql, settings) => follow([(signal) => start(sql, settings, signal)]),
    runAll: (statements, settings) =>
      follow(statements.map((sql) => (signal) => start(sql, settings, signal))),
    show: (shown) => follow([() => Promise.resolve(shown)]),
    cancel: () => {
      if (id === undefined) return
      aws('athena', 'StopQueryExecution', { QueryExecutionId: id }).catch((thrown: unknown) =>
        setFailure(failureOf(thrown)),
      )
    },
  }
}

/** Answers the id of a query that was started. */
type Started = (signal: AbortSignal) => Promise<string>

async function followAll(
  queries: readonly Started[],
  signal: AbortSignal,
  show: (execution: QueryExecution) => void,
): Promise<void> {
  for (const started of queries) {
    const done = await untilDone(await started(signal), signal, show)
    if (done?.Status?.State !== 'SUCCEEDED') return
  }
}

async function start(QueryString: string, settings: Settings, signal: AbortSignal) {
  const { workgroup, database, output } = settings
  const { QueryExecutionId } = await aws<{ QueryExecutionId: string }>(
    'athena',
    'StartQueryExecution',
    {
      QueryString,
      WorkGroup: workgroup,
      QueryExecutionContext: { Database: database, Catalog: 'AwsDataCatalog' },
      ...(output && { ResultConfiguration: { OutputLocation: output } }),
    },
    { signal },
  )
  return QueryExecutionId
}

async function untilDone(
  QueryExecutionId: string,
  signal: AbortSignal,
  show: (execution: QueryExecution) => void,
): Promise<QueryExecution | undefined> {
  for (let waitMs: number = poll.firstMs; ; waitMs = Math.min(poll.mostMs, waitMs * poll.growth)) {
    const { QueryExecution: execution } = await aws<{ QueryExecution: QueryExecution }>(
      'athena',
      'GetQueryExecution',
      { QueryExecutionId },
      { signal },
    )
    if (signal.aborted) return undefined
    show(execution)
    if (isDone(execution)) return execution
    await new Promise((resolve) => setTimeout(resolve, waitMs))
    if (signal.aborted) return undefined
  }
}
