import { useCollection } from '@cloudscape-design/collection-hooks'
import Box from '@cloudscape-design/components/box'
import Button from '@cloudscape-design/components/button'
import Header from '@cloudscape-design/components/header'
import Pagination from '@cloudscape-design/components/pagination'
import SpaceBetween from '@cloudscape-design/components/space-between'
import Table from '@cloudscape-design/components/table'
import TextFilter from '@cloudscape-design/components/text-filter'
import { useEffect } from 'react'
import { AwsCommand } from '../../parts/aws-command.tsx'
import { FailureAlert } from '../../parts/failure-alert.tsx'
import { useKept } from '../../shell/use-kept.ts'
import { useWords } from '../../words/words.ts'
import { keyColumns } from './key-columns.tsx'
import { firstTable, KeysPreferences, type TablePreferences } from './keys-preferences.tsx'
import { useKeyRows, type KeyRow } from './key-rows.ts'

/** All keys of the account and Region; rows learn the rest when they come into view. */
export function KeysPage() {
  const words = useWords()
  const { keys: own } = words
  const { rows, loading, failure, again, describe } = useKeyRows()
  const [preferences, setPreferences] = useKept<TablePreferences>('keys-table', firstTable)
  const collection = useCollection(rows, {
    filtering: {
      filteringFunction: matches,
      empty: <Nothing title={own.empty} says={own.emptyHint} />,
      noMatch: <Nothing title={own.noMatch} says="" />,
    },
    pagination: { pageSize: preferences.pageSize },
    sorting: {},
  })
  const { items, collectionProps, filterProps, paginationProps, filteredItemsCount } = collection
  const inView = items.map(({ id }) => id).join(' ')
  useEffect(() => describe(inView.split(' ').filter(Boolean)), [inView, describe])
  return (
    <SpaceBetween size="m">
      <FailureAlert failure={failure} again={again} />
      <Table
        {...collectionProps}
        variant="full-page"
        stickyHeader
        resizableColumns
        loading={loading && rows.length === 0}
        loadingText={words.loading}
        items={items}
        trackBy="id"
        columnDefinitions={keyColumns(words)}
        columnDisplay={preferences.columns}
        wrapLines={preferences.wrapLines}
        header={
          <Header
            variant="awsui-h1-sticky"
            counter={`(${rows.length}${loading ? '+' : ''})`}
            description={own.about}
            actions={<Button iconName="refresh" ariaLabel={words.refresh} onClick={again} />}
          >
            {words.pages.keys}
          </Header>
        }
        filter={
          <TextFilter
            {...filterProps}
            filteringPlaceholder={own.filter}
            filteringAriaLabel={own.filter}
            countText={own.matches(filteredItemsCount ?? 0)}
          />
        }
        pagination={<Pagination {...paginationProps} />}
        preferences={<KeysPreferences preferences={preferences} change={setPreferences} />}
      />
      <AwsCommand words={['kms', 'list-keys']} />
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
