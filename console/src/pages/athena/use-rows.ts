// The rows of a query that succeeded, a thousand at a time.

import { useEffect, useRef, useState } from 'react'
import { aws } from '../../api/aws.ts'
import type { CallFailed } from '../../api/call.ts'
import { failureOf } from '../../api/use-answer.ts'
import type { QueryExecution } from './use-query.ts'

interface ResultsPage {
  readonly NextToken?: string
  readonly ResultSet?: {
    readonly Rows?: readonly { readonly Data?: readonly { readonly VarCharValue?: string }[] }[]
    readonly ResultSetMetadata?: { readonly ColumnInfo?: readonly { readonly Name: string }[] }
  }
}

export type Row = readonly string[]

export interface Rows {
  readonly columns: readonly string[]
  readonly rows: readonly Row[]
  readonly next: string | undefined
}

/** A browser holds as many; the rest is in the file that Athena wrote. */
export const ROWS_MAX = 100_000

/** As many of the rows as were asked for. */
export function useRows(execution: QueryExecution) {
  const [found, setFound] = useState<Rows>()
  const [failure, setFailure] = useState<CallFailed>()
  const [isLoading, setLoading] = useState(true)
  const leaving = useRef(new AbortController())
  /** Until `enough` of them are there; answers what is there. */
  const load = async (old: Rows | undefined, enough: number): Promise<Rows | undefined> => {
    const { signal } = leaving.current
    setLoading(true)
    setFailure(undefined)
    let rows = old
    try {
      do {
        rows = await rowsOf(execution, rows, signal)
        if (signal.aborted) return undefined
        setFound(rows)
      } while (rows.next !== undefined && rows.rows.length < enough)
    } catch (thrown) {
      if (signal.aborted) return undefined
      setFailure(failureOf(thrown))
    }
    setLoading(false)
    return rows
  }
  useEffect(() => {
    leaving.current = new AbortController()
    void load(undefined, 1)
    return () => leaving.current.abort()
    // oxlint-disable-next-line react/exhaustive-deps -- asked anew for another query alone
  }, [execution.QueryExecutionId])
  return {
    found,
    failure,
    isLoading,
    more: () => void load(found, (found?.rows.length ?? 0) + 1),
    all: () => (found?.next === undefined ? Promise.resolve(found) : load(found, ROWS_MAX)),
  }
}

/** The first row of a SELECT's first page is its header; what tells of tables has none. */
async function rowsOf(
  { QueryExecutionId, StatementType }: QueryExecution,
  old: Rows | undefined,
  signal: AbortSignal,
): Promise<Rows> {
  const token = old?.next === undefined ? {} : { NextToken: old.next }
  const input = { QueryExecutionId, MaxResults: 1000, ...token }
  const page = await aws<ResultsPage>('athena', 'GetQueryResults', input, { signal })
  const { Rows: all = [], ResultSetMetadata } = page.ResultSet ?? {}
  const columns = (ResultSetMetadata?.ColumnInfo ?? []).map(({ Name }) => Name)
  const read = all.map(({ Data = [] }) => Data.map(({ VarCharValue = '' }) => VarCharValue))
  // DESCRIBE answers its three columns as one text, with tabs and blanks between them.
  const isOneText = StatementType !== 'DML' && columns.length > 1
  const split = ([first = '', ...rest]: Row): Row =>
    isOneText && rest.length === 0 ? first.split('\t').map((cell) => cell.trim()) : [first, ...rest]
  const hasHeader = old === undefined && StatementType === 'DML'
  const rows = [...(old?.rows ?? []), ...(hasHeader ? read.slice(1) : read.map(split))]
  return { columns: old?.columns ?? columns, rows, next: page.NextToken }
}
