import Button from '@cloudscape-design/components/button'
import Link from '@cloudscape-design/components/link'
import { aws } from '../../api/aws.ts'
import { useAnswer } from '../../api/use-answer.ts'
import { SimpleList } from '../../parts/simple-list.tsx'
import { timeText } from '../../parts/time-text.ts'
import { useWords } from '../../words/words.ts'
import { inEditor } from './in-editor.ts'
import { QueryState } from './query-state.tsx'
import type { QueryExecution } from './use-query.ts'

/** What ran in the workgroup, the newest first. */
export function RecentQueries({
  workgroup,
  show,
}: {
  readonly workgroup: string
  readonly show: (id: string) => void
}) {
  const { athena: own } = useWords()
  const asked = useAnswer((signal) => recent(workgroup, signal), workgroup)
  return (
    <SimpleList
      title={own.tabs.recent}
      empty={own.noRecent}
      asked={asked}
      items={asked.answer ?? []}
      columns={[
        {
          id: 'query',
          header: own.query,
          isRowHeader: true,
          cell: ({ Query = '' }) => <Link href={inEditor(Query)}>{firstLine(Query)}</Link>,
        },
        {
          id: 'state',
          header: own.state,
          cell: (execution) => <QueryState execution={execution} />,
          minWidth: 220,
        },
        {
          id: 'time',
          header: own.submitted,
          cell: ({ Status }) => timeText(Status?.SubmissionDateTime),
          minWidth: 170,
        },
        {
          id: 'show',
          header: own.results,
          cell: ({ QueryExecutionId }) => (
            <Button variant="inline-link" onClick={() => show(QueryExecutionId)}>
              {own.show}
            </Button>
          ),
        },
      ]}
    />
  )
}

/** As many as Athena lists in four requests. */
const PAGES_MAX = 4

async function recent(WorkGroup: string, signal: AbortSignal): Promise<readonly QueryExecution[]> {
  const found: QueryExecution[] = []
  let NextToken: string | undefined
  for (let pages = 0; pages < PAGES_MAX; pages++) {
    const listed = await aws<{ QueryExecutionIds?: readonly string[]; NextToken?: string }>(
      'athena',
      'ListQueryExecutions',
      { WorkGroup, MaxResults: 50, ...(NextToken && { NextToken }) },
      { signal },
    )
    const { QueryExecutionIds = [] } = listed
    if (QueryExecutionIds.length > 0) {
      const { QueryExecutions = [] } = await aws<{ QueryExecutions?: readonly QueryExecution[] }>(
        'athena',
        'BatchGetQueryExecution',
        { QueryExecutionIds },
        { signal },
      )
      found.push(...QueryExecutions)
    }
    NextToken = listed.NextToken
    if (NextToken === undefined) break
  }
  return found.toSorted((one, other) => startOf(other).localeCompare(startOf(one)))
}

const startOf = ({ Status }: QueryExecution): string => Status?.SubmissionDateTime ?? ''

function firstLine(sql: string): string {
  const line = sql.trim().replaceAll(/\s+/g, ' ')
  return line.length > 80 ? `${line.slice(0, 79)}…` : line
}
