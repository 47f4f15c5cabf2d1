import { useCollection } from '@cloudscape-design/collection-hooks'
import Box from '@cloudscape-design/components/box'
import Checkbox from '@cloudscape-design/components/checkbox'
import Pagination from '@cloudscape-design/components/pagination'
import StatusIndicator from '@cloudscape-design/components/status-indicator'
import Table, { type TableProps } from '@cloudscape-design/components/table'
import TextFilter from '@cloudscape-design/components/text-filter'
import { useMemo } from 'react'
import { LongText } from '../../../parts/long-text.tsx'
import { useWords, type Words } from '../../../words/words.ts'
import { canNothing, GROUPS, type AccessCell, type AccessRow } from './access-rows.ts'
import type { AccessViewState } from './use-view.ts'

const ROWS_A_PAGE = 25

/** Principals by what they can do. */
export function AccessTable({
  rows,
  view,
}: {
  readonly rows: readonly AccessRow[]
  readonly view: AccessViewState
}) {
  const words = useWords()
  const own = words.keyPolicy.access
  const shown = useMemo(
    () => (view.all ? rows : rows.filter((row) => !canNothing(row))),
    [rows, view.all],
  )
  const empty = <Box textAlign="center">{own.empty}</Box>
  const { items, collectionProps, filterProps, paginationProps, filteredItemsCount } =
    useCollection(shown, {
      filtering: {
        filteringFunction: ({ principal }, text) =>
          principal.toLowerCase().includes(text.trim().toLowerCase()),
        defaultFilteringText: view.find,
        empty,
        noMatch: <Box textAlign="center">{words.keys.noMatch}</Box>,
      },
      pagination: { pageSize: ROWS_A_PAGE },
      sorting: {},
    })
  const columns = useMemo(() => columnsOf(words), [words])
  return (
    <Table
      {...collectionProps}
      variant="borderless"
      wrapLines
      items={items}
      trackBy="principal"
      columnDefinitions={columns}
      selectionType="single"
      selectedItems={rows.filter(({ principal }) => principal === view.principal)}
      onSelectionChange={({ detail }) =>
        view.change({ principal: detail.selectedItems[0]?.principal ?? '' })
      }
      ariaLabels={{
        tableLabel: words.key.tabs.access,
        selectionGroupLabel: own.select,
        itemSelectionLabel: (_state, { principal }) => own.selectOne(principal),
      }}
      filter={
        <div className="filters">
          <TextFilter
            {...filterProps}
            filteringPlaceholder={own.filter}
            filteringAriaLabel={own.filter}
            countText={words.keys.matches(filteredItemsCount ?? 0)}
            onDelayedChange={({ detail }) => view.change({ find: detail.filteringText })}
          />
          <Checkbox
            checked={view.all}
            onChange={({ detail }) => view.change({ all: detail.checked ? 'yes' : '' })}
          >
            {own.all}
          </Checkbox>
        </div>
      }
      pagination={<Pagination {...paginationProps} />}
    />
  )
}

function columnsOf(words: Words): readonly TableProps.ColumnDefinition<AccessRow>[] {
  const own = words.keyPolicy.access
  return [
    {
      id: 'principal',
      header: own.principal,
      isRowHeader: true,
      cell: ({ principal }) => <LongText text={principal} />,
      minWidth: 200,
      sortingField: 'principal',
    },
    {
      id: 'kind',
      header: own.kind,
      cell: ({ kind }) => own.kinds[kind],
      sortingField: 'kind',
      minWidth: 110,
    },
    ...GROUPS.map((group) => ({
      id: group,
      header: own.groups[group],
      minWidth: 140,
      cell: ({ cells }: AccessRow) => <Cell cell={cells[group]} />,
      sortingComparator: (one: AccessRow, other: AccessRow) =>
        rankOf(other.cells[group]) - rankOf(one.cells[group]),
    })),
  ]
}

const VERDICTS = ['denied', 'conditional', 'allowed'] as const

/** More than a group has actions. */
const ACTIONS_MAX = 1000

const rankOf = ({ verdict, count }: AccessCell): number =>
  VERDICTS.indexOf(verdict) * ACTIONS_MAX + count

const TYPES = { allowed: 'success', conditional: 'warning', denied: 'stopped' } as const

function Cell({ cell: { verdict, count, of, unseen } }: { readonly cell: AccessCell }) {
  const own = useWords().keyPolicy.access
  return (
    <>
      <StatusIndicator type={TYPES[verdict]}>{own.verdicts[verdict]}</StatusIndicator>
      {count > 0 && count < of && (
        <Box color="text-body-secondary" fontSize="body-s">
          {own.some(count, of)}
        </Box>
      )}
      {unseen && (
        <Box color="text-body-secondary" fontSize="body-s">
          {own.unseen}
        </Box>
      )}
    </>
  )
}
