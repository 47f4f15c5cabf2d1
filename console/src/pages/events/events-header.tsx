import Button from '@cloudscape-design/components/button'
import ButtonDropdown from '@cloudscape-design/components/button-dropdown'
import Header from '@cloudscape-design/components/header'
import SpaceBetween from '@cloudscape-design/components/space-between'
import { goTo, linkTo } from '../../routes/location.ts'
import { useWords } from '../../words/words.ts'
import type { LookedUpEvent } from './event-record.ts'
import { downloadCsv, downloadJson } from './events-download.ts'

/** Over the table: how many there are, and what can be done with them. */
export function EventsHeader({
  shown,
  hasMore,
  chosen,
  again,
  createTable,
}: {
  readonly shown: readonly LookedUpEvent[]
  readonly hasMore: boolean
  readonly chosen: readonly LookedUpEvent[]
  readonly again: () => void
  readonly createTable: () => void
}) {
  const { refresh, pages, events: own } = useWords()
  const ids = chosen.map(({ EventId }) => EventId).join(',')
  return (
    <Header
      variant="awsui-h1-sticky"
      counter={`(${shown.length}${hasMore ? '+' : ''})`}
      description={own.about}
      actions={
        <SpaceBetween direction="horizontal" size="xs">
          <Button iconName="refresh" ariaLabel={refresh} onClick={again} />
          <Button
            disabled={chosen.length < 2}
            onClick={() => goTo(linkTo(['events', 'compare'], { ids }))}
          >
            {own.compare}
          </Button>
          <ButtonDropdown
            items={[
              { id: 'csv', text: own.asCsv },
              { id: 'json', text: own.asJson },
            ]}
            onItemClick={({ detail }) =>
              detail.id === 'csv' ? downloadCsv(shown) : downloadJson(shown)
            }
          >
            {own.download}
          </ButtonDropdown>
          <Button onClick={createTable}>{own.table.create}</Button>
        </SpaceBetween>
      }
    >
      {pages.events}
    </Header>
  )
}
