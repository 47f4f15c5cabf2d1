import Alert from '@cloudscape-design/components/alert'
import Button from '@cloudscape-design/components/button'
import SpaceBetween from '@cloudscape-design/components/space-between'
import { usePerson } from '../../api/session.ts'
import { useAnswer } from '../../api/use-answer.ts'
import { useWords } from '../../words/words.ts'
import { logTableIn, readCatalog } from '../athena/catalog.ts'
import { inEditor } from '../athena/in-editor.ts'
import { searchQuery } from './athena-search.ts'
import type { Lookup } from './lookup.ts'

/** The way on where the event history ends: the same question to the logs of a trail. */
export function AthenaOffer({
  lookup,
  why,
  createTable,
}: {
  readonly lookup: Lookup
  readonly why: 'old' | 'many' | 'none'
  /** Absent where there is no dialog for it. */
  readonly createTable?: () => void
}) {
  const { events: own } = useWords()
  const { region } = usePerson()
  const catalog = useAnswer((signal) => readCatalog(signal), 'catalog')
  const table = logTableIn(catalog.answer ?? [])
  const sql = searchQuery(table, lookup, { now: new Date(), region })
  return (
    <Alert
      type="info"
      action={
        <SpaceBetween direction="horizontal" size="xs">
          {catalog.answer && !table && createTable && (
            <Button onClick={createTable}>{own.table.create}</Button>
          )}
          <Button href={inEditor(sql)} loading={catalog.loading}>
            {own.searchWithAthena}
          </Button>
        </SpaceBetween>
      }
    >
      {own.beyond[why]}
    </Alert>
  )
}
