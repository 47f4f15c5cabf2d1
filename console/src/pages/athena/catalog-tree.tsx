import Box from '@cloudscape-design/components/box'
import Button from '@cloudscape-design/components/button'
import Container from '@cloudscape-design/components/container'
import ExpandableSection from '@cloudscape-design/components/expandable-section'
import Header from '@cloudscape-design/components/header'
import SpaceBetween from '@cloudscape-design/components/space-between'
import Spinner from '@cloudscape-design/components/spinner'
import type { Asked } from '../../api/use-answer.ts'
import { FailureAlert } from '../../parts/failure-alert.tsx'
import { useWords } from '../../words/words.ts'
import type { CatalogTable } from './catalog.ts'

/** The tables that there are, with their columns. */
export function CatalogTree({
  catalog: { answer, loading, failure, again },
  insert,
  preview,
}: {
  readonly catalog: Asked<readonly CatalogTable[]>
  readonly insert: (name: string) => void
  readonly preview: (name: string) => void
}) {
  const { athena: own, refresh } = useWords()
  return (
    <Container
      header={
        <Header
          variant="h2"
          {...(answer && { counter: `(${answer.length})` })}
          actions={<Button iconName="refresh" ariaLabel={refresh} onClick={again} />}
        >
          {own.tables}
        </Header>
      }
    >
      <SpaceBetween size="xs">
        <FailureAlert failure={failure} again={again} />
        {loading && <Spinner />}
        {answer?.length === 0 && <Box>{own.noTables}</Box>}
        {answer?.map((table) => (
          <TableColumns
            key={`${table.database}.${table.name}`}
            table={table}
            insert={insert}
            preview={preview}
          />
        ))}
      </SpaceBetween>
    </Container>
  )
}

function TableColumns({
  table: { database, name, columns, partitions },
  insert,
  preview,
}: {
  readonly table: CatalogTable
  readonly insert: (name: string) => void
  readonly preview: (name: string) => void
}) {
  const { athena: own } = useWords()
  const whole = `${database}.${name}`
  return (
    <ExpandableSection
      headerText={whole}
      headerActions={
        <SpaceBetween direction="horizontal" size="s">
          <Button
            variant="inline-link"
            onClick={() => preview(whole)}
            ariaLabel={own.previewOf(whole)}
          >
            {own.preview}
          </Button>
          <Button
            variant="inline-link"
            onClick={() => insert(whole)}
            ariaLabel={own.insertOf(whole)}
          >
            {own.insert}
          </Button>
        </SpaceBetween>
      }
    >
      {columns.map((column) => (
        <div key={column.name}>
          <Box variant="code" display="inline">
            {column.name}
          </Box>{' '}
          <Box color="text-body-secondary" display="inline">
            {column.type}
            {partitions.includes(column.name) && ` (${own.partition})`}
          </Box>
        </div>
      ))}
    </ExpandableSection>
  )
}
