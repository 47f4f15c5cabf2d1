import { useCollection, type UseCollectionResult } from '@cloudscape-design/collection-hooks'
import Box from '@cloudscape-design/components/box'
import Button from '@cloudscape-design/components/button'
import Header from '@cloudscape-design/components/header'
import Pagination from '@cloudscape-design/components/pagination'
import SegmentedControl from '@cloudscape-design/components/segmented-control'
import SpaceBetween from '@cloudscape-design/components/space-between'
import Table from '@cloudscape-design/components/table'
import TextFilter from '@cloudscape-design/components/text-filter'
import { useEffect, useMemo } from 'react'
import { AwsCommand } from '../../parts/aws-command.tsx'
import { FailureAlert } from '../../parts/failure-alert.tsx'
import { linkTo, replacePlace, usePlace } from '../../routes/location.ts'
import { useKept } from '../../shell/use-kept.ts'
import { useWords } from '../../words/words.ts'
import { AuditBar } from './audit-bar.tsx'
import { keyColumns } from './key-columns.tsx'
import { firstTable, KeysPreferences, type TablePreferences } from './keys-preferences.tsx'
import { useKeyRows, type KeyRow } from './key-rows.ts'
import { useAudit, type AuditAnswer } from './use-audit.ts'
import { hasVerdict, VerdictFilter } from './verdict-filter.tsx'

/** All keys of the account and Region; rows learn the rest when they come into view. */
export function KeysPage() {
  const words = useWords()
  const { keys: own } = words
  const { rows, loading, failure, again, describe } = useKeyRows()
  const audit = useAudit()
  const audited = audit.last ?? undefined
  const view = useView()
  const shown = useShown(rows, audited, view)
  const [preferences, setPreferences] = useKept<TablePreferences>('keys', firstTable)
  const collection = useCollection(shown, {
    filtering: {
      filteringFunction: matches,
      defaultFilteringText: view.find,
      empty: <Nothing title={own.empty} says={view.isAws ? own.emptyAws : own.emptyHint} />,
      noMatch: <Nothing title={own.noMatch} says="" />,
    },
    pagination: { pageSize: preferences.pageSize },
    sorting: {},
  })
  const { items, collectionProps, filterProps, paginationProps, filteredItemsCount } = collection
  const inView = items.map(({ id }) => id).join(' ')
  useEffect(() => describe(inView.split(' ').filter(Boolean)), [inView, describe])
  const columns = useMemo(() => keyColumns(words, audited), [words, audited])
  return (
    <SpaceBetween size="m">
      <FailureAlert failure={failure} again={again} />
      {!view.isAws && <AuditBar {...audit} />}
      <Table
        {...collectionProps}
        variant="container"
        stickyHeader
        resizableColumns
        loading={loading && shown.length === 0}
        loadingText={words.loading}
        items={items}
        trackBy="id"
        columnDefinitions={columns}
        columnDisplay={preferences.columns.filter(({ id }) => !view.isAws || id !== 'audit')}
        wrapLines={preferences.wrapLines}
        ariaLabels={{ tableLabel: words.pages.keys }}
        header={
          <Header
            variant="h1"
            counter={`(${shown.length}${loading ? '+' : ''})`}
            description={view.isAws ? own.aboutAws : own.about}
            actions={<TableActions view={view} again={again} />}
          >
            {words.pages.keys}
          </Header>
        }
        filter={
          <Filters
            filterProps={filterProps}
            count={filteredItemsCount ?? 0}
            audited={audited}
            view={view}
          />
        }
        pagination={<Pagination {...paginationProps} />}
        preferences={<KeysPreferences preferences={preferences} change={setPreferences} />}
      />
      <AwsCommand words={['kms', 'list-keys']} />
    </SpaceBetween>
  )
}

function Filters({
  filterProps,
  count,
  audited,
  view,
}: {
  readonly filterProps: UseCollectionResult<KeyRow>['filterProps']
  readonly count: number
  readonly audited: AuditAnswer | undefined
  readonly view: View
}) {
  const { keys: own } = useWords()
  return (
    <div className="filters">
      <TextFilter
        {...filterProps}
        filteringPlaceholder={own.filter}
        filteringAriaLabel={own.filter}
        countText={own.matches(count)}
        onDelayedChange={({ detail }) => view.change({ find: detail.filteringText })}
      />
      {!view.isAws && (
        <VerdictFilter
          audited={audited}
          verdict={view.verdict}
          change={(verdict) => view.change({ audit: verdict })}
        />
      )}
    </div>
  )
}

interface View {
  readonly isAws: boolean
  readonly verdict: string
  readonly find: string
  readonly change: (to: Readonly<Record<string, string>>) => void
}

/** What the link says of the view. */
function useView(): View {
  const { query } = usePlace()
  return {
    isAws: query.get('by') === 'aws',
    verdict: query.get('audit') ?? '',
    find: query.get('find') ?? '',
    change: (to) => replacePlace(linkTo(['keys'], { ...Object.fromEntries(query), ...to })),
  }
}

function useShown(
  rows: readonly KeyRow[],
  audited: AuditAnswer | undefined,
  { isAws, verdict }: View,
): readonly KeyRow[] {
  return useMemo(
    () =>
      rows.filter(
        (row) => row.isAwsManaged === isAws && (isAws || hasVerdict(audited, row.id, verdict)),
      ),
    [rows, audited, isAws, verdict],
  )
}

function TableActions({ view, again }: { readonly view: View; readonly again: () => void }) {
  const { keys: own, refresh } = useWords()
  return (
    <SpaceBetween direction="horizontal" size="xs">
      <SegmentedControl
        label={own.managers}
        selectedId={view.isAws ? 'aws' : 'customer'}
        options={[
          { id: 'customer', text: own.managedBy.customer },
          { id: 'aws', text: own.managedBy.aws },
        ]}
        onChange={({ detail }) => view.change({ by: detail.selectedId === 'aws' ? 'aws' : '' })}
      />
      <Button iconName="refresh" ariaLabel={refresh} onClick={again} />
    </SpaceBetween>
  )
}

function Nothing({ title, says }: { readonly title: string; readonly says: string }) {
  return (
    <Box textAlign="center" color="inherit" padding="l">
      <Box variant="strong">{title}</Box>
      <Box color="text-body-secondary">{says}</Box>
    </Box>
  )
}

/** By what the row shows. */
function matches({ id, aliases, described }: KeyRow, text: string): boolean {
  const words = described && 'KeyState' in described ? Object.values(described).map(String) : []
  const wanted = text.trim().toLowerCase()
  return [id, ...aliases, ...words].some((word) => word.toLowerCase().includes(wanted))
}
