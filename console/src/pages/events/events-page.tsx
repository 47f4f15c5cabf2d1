import Box from '@cloudscape-design/components/box'
import Pagination from '@cloudscape-design/components/pagination'
import SpaceBetween from '@cloudscape-design/components/space-between'
import Table, { type TableProps } from '@cloudscape-design/components/table'
import Toggle from '@cloudscape-design/components/toggle'
import { useEffect, useState, type ReactNode } from 'react'
import { AwsCommand } from '../../parts/aws-command.tsx'
import { FailureAlert } from '../../parts/failure-alert.tsx'
import { AthenaOffer } from './athena-offer.tsx'
import { CreateTableDialog } from './create-table-dialog.tsx'
import { goTo, linkTo, usePlace } from '../../routes/location.ts'
import { useKept } from '../../shell/use-kept.ts'
import { useWords, type Words } from '../../words/words.ts'
import { COLUMNS, eventColumns } from './event-columns.tsx'
import { EventFilter } from './event-filter.tsx'
import { isOwn, recordOf, type LookedUpEvent } from './event-record.ts'
import { EventsHeader } from './events-header.tsx'
import { EventsPreferences, type TablePreferences } from './events-preferences.tsx'
import { EventsFooter } from './events-footer.tsx'
import { isBeyondHistory, lookupOf, queryOf, type Lookup } from './lookup.ts'
import { useEvents, type Events } from './use-events.ts'

/** As many as AWS's console compares. */
const COMPARED_MAX = 5

const firstTable: TablePreferences = {
  pageSize: 50,
  columns: COLUMNS.map((id, index) => ({ id, visible: index < 6 })),
}

/** CloudTrail's event history, as in AWS's console. */
export function EventsPage() {
  const lookup = lookupOf(usePlace())
  const found = useEvents(lookup)
  const [showsOwn, setShowsOwn] = useKept('events-own', false)
  const [isMakingTable, setMakingTable] = useState(false)
  const createTable = (): void => setMakingTable(true)
  const { events, hasMore, isFull, loading, failure, more, again } = found
  const shown = showsOwn ? events : events.filter((event) => !isOwn(recordOf(event)))
  const isEmpty = shown.length === 0 && !loading && !failure
  const isOld = isBeyondHistory(lookup, new Date())
  const why = isOld ? 'old' : isFull ? 'many' : isEmpty && !hasMore ? 'none' : undefined
  // Of one's own calls there may be pages, and none of them is shown.
  const seeksOn = isEmpty && hasMore
  useEffect(() => {
    if (seeksOn) more()
    // oxlint-disable-next-line react/exhaustive-deps -- once for each page that showed nothing
  }, [seeksOn, events.length])
  return (
    <SpaceBetween size="m">
      <FailureAlert failure={failure} again={events.length > 0 ? more : again} />
      {why && <AthenaOffer key={why} lookup={lookup} why={why} createTable={createTable} />}
      {isMakingTable && <CreateTableDialog close={() => setMakingTable(false)} />}
      <EventsTable
        key={JSON.stringify(lookup)}
        lookup={lookup}
        found={found}
        shown={shown}
        createTable={createTable}
        own={<OwnToggle showsOwn={showsOwn} change={setShowsOwn} />}
      />
      <AwsCommand words={commandOf(lookup)} />
    </SpaceBetween>
  )
}

function OwnToggle({
  showsOwn,
  change,
}: {
  readonly showsOwn: boolean
  readonly change: (showsOwn: boolean) => void
}) {
  const { events: own } = useWords()
  return (
    <Toggle checked={showsOwn} onChange={({ detail }) => change(detail.checked)}>
      {own.showOwn}
    </Toggle>
  )
}

function EventsTable({
  lookup,
  found,
  shown,
  createTable,
  own,
}: {
  readonly lookup: Lookup
  readonly found: Events
  readonly shown: readonly LookedUpEvent[]
  readonly createTable: () => void
  readonly own: ReactNode
}) {
  const words = useWords()
  const { hasMore, loading, failure, more, again } = found
  const [table, setTable] = useKept('events-table', firstTable)
  const [chosen, setChosen] = useState<readonly LookedUpEvent[]>([])
  const [pageIndex, setPageIndex] = useState(1)
  const pages = Math.max(1, Math.ceil(shown.length / table.pageSize))
  const index = Math.min(pageIndex, pages)
  const turnTo = (page: number): void => {
    if (page > pages && hasMore) more()
    setPageIndex(page)
  }
  return (
    <Table
      variant="full-page"
      stickyHeader
      resizableColumns
      selectionType="multi"
      selectedItems={chosen}
      onSelectionChange={({ detail }) => setChosen(detail.selectedItems)}
      isItemDisabled={(event) => chosen.length >= COMPARED_MAX && !chosen.includes(event)}
      loading={loading && shown.length === 0}
      loadingText={words.loading}
      items={shown.slice((index - 1) * table.pageSize, index * table.pageSize)}
      trackBy="EventId"
      columnDefinitions={eventColumns(words)}
      columnDisplay={table.columns}
      ariaLabels={labelsOf(words)}
      // Refused, which is told above: nobody knows whether there are any.
      empty={failure ? words.none : <NoEvents />}
      header={<EventsHeader {...{ shown, hasMore, chosen, again, createTable }} />}
      filter={
        <div className="event-filter">
          <EventFilter lookup={lookup} change={(next) => goTo(linkTo(['events'], queryOf(next)))} />
          <div className="event-filter-own">{own}</div>
        </div>
      }
      pagination={
        <Pagination
          currentPageIndex={index}
          pagesCount={pages}
          openEnd={hasMore}
          disabled={loading}
          onChange={({ detail }) => turnTo(detail.currentPageIndex)}
        />
      }
      preferences={<EventsPreferences table={table} change={setTable} />}
      footer={(!failure || shown.length > 0) && <EventsFooter found={found} />}
    />
  )
}

function NoEvents() {
  const { events: own } = useWords()
  return (
    <Box textAlign="center" color="inherit" padding="l">
      <Box variant="strong">{own.empty}</Box>
      <Box color="text-body-secondary">{own.emptyHint}</Box>
    </Box>
  )
}

function labelsOf({ pages, events: own }: Words): TableProps.AriaLabels<LookedUpEvent> {
  return {
    tableLabel: pages.events,
    selectionGroupLabel: own.select,
    allItemsSelectionLabel: () => own.selectAll,
    itemSelectionLabel: (_all, { EventName = '', EventTime = '' }) => `${EventName} ${EventTime}`,
  }
}

function commandOf({ attribute, value, from, to }: ReturnType<typeof lookupOf>): readonly string[] {
  return [
    ...['cloudtrail', 'lookup-events'],
    ...(value ? ['--lookup-attributes', `AttributeKey=${attribute},AttributeValue=${value}`] : []),
    ...(from ? ['--start-time', from] : []),
    ...(to ? ['--end-time', to] : []),
  ]
}
