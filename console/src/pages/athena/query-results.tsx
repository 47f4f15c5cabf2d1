import Box from '@cloudscape-design/components/box'
import Button from '@cloudscape-design/components/button'
import Container from '@cloudscape-design/components/container'
import Header from '@cloudscape-design/components/header'
import Pagination from '@cloudscape-design/components/pagination'
import SpaceBetween from '@cloudscape-design/components/space-between'
import StatusIndicator from '@cloudscape-design/components/status-indicator'
import Table from '@cloudscape-design/components/table'
import { useState } from 'react'
import { csvOf, downloadFile } from '../../parts/download.ts'
import { FailureAlert } from '../../parts/failure-alert.tsx'
import { JsonView } from '../../parts/json-view.tsx'
import { useWords } from '../../words/words.ts'
import type { QueryExecution } from './use-query.ts'
import { ROWS_MAX, useRows, type Row, type Rows } from './use-rows.ts'

const PAGE_ROWS = 50

/** The rows of a query that succeeded; more are asked for as the pages are turned. */
export function QueryResults({ execution }: { readonly execution: QueryExecution }) {
  const { athena: own } = useWords()
  const asked = useRows(execution)
  const { columns = [], rows = [], next } = asked.found ?? {}
  // SHOW CREATE TABLE and its like answer a text, a line a row.
  const isText = execution.StatementType !== 'DML' && columns.length === 1 && rows.length > 0
  const isTold = asked.found !== undefined && columns.length === 0
  const id = execution.QueryExecutionId
  const download = async (): Promise<void> => {
    const all = await asked.all()
    if (all) downloadFile(`${id}.csv`, 'text/csv', csvOf([all.columns, ...all.rows]))
  }
  const header = (
    <Header
      variant="h2"
      counter={`(${rows.length}${next === undefined ? '' : '+'})`}
      {...(next !== undefined && { description: own.rowsMax(ROWS_MAX) })}
      actions={
        <Button
          iconName="download"
          disabled={rows.length === 0}
          loading={asked.isLoading && rows.length > 0}
          onClick={() => void download()}
        >
          {own.download}
        </Button>
      }
    >
      {own.results}
    </Header>
  )
  if (isTold) return <StatusIndicator type="success">{own.done}</StatusIndicator>
  return (
    <SpaceBetween size="s">
      <FailureAlert failure={asked.failure} />
      {isText ? (
        <Container header={header}>
          <JsonView value={rows.map((row) => row.join('\t')).join('\n')} label={own.results} />
        </Container>
      ) : (
        <RowsTable asked={asked} header={header} />
      )}
    </SpaceBetween>
  )
}

const NO_ROWS: Rows = { columns: [], rows: [], next: undefined }

function RowsTable({
  asked: { found, isLoading, more },
  header,
}: {
  readonly asked: ReturnType<typeof useRows>
  readonly header: React.ReactNode
}) {
  const { athena: own, loading } = useWords()
  const [pageIndex, setPageIndex] = useState(1)
  const { columns, rows, next } = found ?? NO_ROWS
  const pages = Math.max(1, Math.ceil(rows.length / PAGE_ROWS))
  const turnTo = (page: number): void => {
    if (page > pages) more()
    setPageIndex(page)
  }
  const index = Math.min(pageIndex, pages)
  return (
    <Table
      variant="container"
      resizableColumns
      cellVerticalAlign="top"
      wrapLines
      items={rows.slice((index - 1) * PAGE_ROWS, index * PAGE_ROWS)}
      loading={isLoading && rows.length === 0}
      loadingText={loading}
      ariaLabels={{ tableLabel: own.results }}
      empty={<Box textAlign="center">{own.noRows}</Box>}
      columnDefinitions={columns.map((name, at) => ({
        id: `${at}`,
        header: name,
        cell: (row: Row) => row[at] ?? '',
        minWidth: 120,
        width: 200,
      }))}
      header={header}
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
  )
}
