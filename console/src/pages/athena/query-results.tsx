import Box from '@cloudscape-design/components/box'
import Button from '@cloudscape-design/components/button'
import Header from '@cloudscape-design/components/header'
import Pagination from '@cloudscape-design/components/pagination'
import SpaceBetween from '@cloudscape-design/components/space-between'
import Table from '@cloudscape-design/components/table'
import { useEffect, useState } from 'react'
import { aws } from '../../api/aws.ts'
import type { CallFailed } from '../../api/call.ts'
import { failureOf } from '../../api/use-answer.ts'
import { csvOf, downloadFile } from '../../parts/download.ts'
import { FailureAlert } from '../../parts/failure-alert.tsx'
import { useWords } from '../../words/words.ts'

interface ResultsPage {
  readonly NextToken?: string
  readonly ResultSet?: {
    readonly Rows?: readonly { readonly Data?: readonly { readonly VarCharValue?: string }[] }[]
    readonly ResultSetMetadata?: { readonly ColumnInfo?: readonly { readonly Name: string }[] }
  }
}

type Row = readonly string[]

interface Rows {
  readonly columns: readonly string[]
  readonly rows: readonly Row[]
  readonly next: string | undefined
}

const PAGE_ROWS = 50

/** The rows of a query that succeeded; more are asked for as the pages are turned. */
export function QueryResults({ id }: { readonly id: string }) {
  const { athena: own, loading: label } = useWords()
  const { found, failure, isLoading, more } = useRows(id)
  const [pageIndex, setPageIndex] = useState(1)
  const { columns = [], rows = [], next } = found ?? {}
  const pages = Math.max(1, Math.ceil(rows.length / PAGE_ROWS))
  const turnTo = (page: number): void => {
    if (page > pages) more()
    setPageIndex(page)
  }
  const index = Math.min(pageIndex, pages)
  return (
    <SpaceBetween size="s">
      <FailureAlert failure={failure} />
      <Table
        variant="container"
        resizableColumns
        items={rows.slice((index - 1) * PAGE_ROWS, index * PAGE_ROWS)}
        loading={isLoading && rows.length === 0}
        loadingText={label}
        ariaLabels={{ tableLabel: own.results }}
        empty={<Box textAlign="center">{own.noRows}</Box>}
        columnDefinitions={columns.map((name, at) => ({
          id: `${at}`,
          header: name,
          cell: (row: Row) => row[at] ?? '',
          minWidth: 120,
        }))}
        header={
          <Header
            variant="h2"
            counter={`(${rows.length}${next === undefined ? '' : '+'})`}
            actions={
              <Button
                iconName="download"
                disabled={rows.length === 0}
                onClick={() => downloadFile(`${id}.csv`, 'text/csv', csvOf([columns, ...rows]))}
              >
                {own.download}
              </Button>
            }
          >
            {own.results}
          </Header>
        }
        pagination={
          <Pagination
            currentPageIndex={index}
            pagesCount={pages}
            openEnd={next !== undefined}
            disabled={isLoading}
            onChange={({ detail }) => turnTo(detail.currentPageIndex)}
          />
        }
      />
    </SpaceBetween>
  )
}

/** As many of the rows as were asked for. */
function useRows(id: string) {
  const [found, setFound] = useState<Rows>()
  const [failure, setFailure] = useState<CallFailed>()
  const [isLoading, setLoading] = useState(true)
  const load = (old: Rows | undefined, signal?: AbortSignal): void => {
    setLoading(true)
    rowsOf(id, old, signal).then(
      (rows) => {
        if (signal?.aborted) return
        setFound(rows)
        setLoading(false)
      },
      (thrown: unknown) => {
        if (signal?.aborted) return
        setFailure(failureOf(thrown))
        setLoading(false)
      },
    )
  }
  useEffect(() => {
    const leaving = new AbortController()
    load(undefined, leaving.signal)
    return () => leaving.abort()
    // oxlint-disable-next-line react/exhaustive-deps -- asked anew for another query alone
  }, [id])
  return { found, failure, isLoading, more: () => load(found) }
}

/** A thousand at a time; the first row of a SELECT's first page is its header. */
async function rowsOf(
  QueryExecutionId: string,
  old: Rows | undefined,
  signal?: AbortSignal,
): Promise<Rows> {
  const token = old?.next === undefined ? {} : { NextToken: old.next }
  const page = await aws<ResultsPage>(
    'athena',
    'GetQueryResults',
    { QueryExecutionId, MaxResults: 1000, ...token },
    signal ? { signal } : {},
  )
  const { columns, rows: read } = readPage(page)
  const isHeader = old === undefined && read[0]?.every((text, at) => text === columns[at])
  const rows = [...(old?.rows ?? []), ...(isHeader ? read.slice(1) : read)]
  return { columns: old?.columns ?? columns, rows, next: page.NextToken }
}

function readPage({ ResultSet }: ResultsPage): Pick<Rows, 'columns' | 'rows'> {
  const { Rows: all = [], ResultSetMetadata } = ResultSet ?? {}
  return {
    columns: (ResultSetMetadata?.ColumnInfo ?? []).map(({ Name }) => Name),
    rows: all.map(({ Data = [] }) => Data.map(({ VarCharValue = '' }) => VarCharValue)),
  }
}
