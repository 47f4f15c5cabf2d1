import { useCollection } from '@cloudscape-design/collection-hooks'
import Box from '@cloudscape-design/components/box'
import ExpandableSection from '@cloudscape-design/components/expandable-section'
import Pagination from '@cloudscape-design/components/pagination'
import Table from '@cloudscape-design/components/table'
import type { AccessDifference } from '../../../src/policy/index.ts'
import { LongText } from './long-text.tsx'
import { useWords } from '../words/words.ts'

const ROWS_A_PAGE = 10

/** Who gains and who loses what by a change of key policy. */
export function AccessChanges({
  changes,
  everything,
}: {
  readonly changes: readonly AccessDifference[]
  /** How many actions on a key there are, where the list is to say so in a word. */
  readonly everything?: number
}) {
  const { keyPolicy } = useWords()
  const own = keyPolicy.changes
  const { items, collectionProps, paginationProps } = useCollection(changes, {
    pagination: { pageSize: ROWS_A_PAGE },
  })
  const cell = (actions: readonly string[]) =>
    actions.length === everything ? own.all : <Actions actions={actions} />
  return (
    <Table
      {...collectionProps}
      variant="embedded"
      wrapLines
      items={items}
      ariaLabels={{ tableLabel: own.title }}
      empty={<Box textAlign="center">{own.none}</Box>}
      pagination={changes.length > ROWS_A_PAGE && <Pagination {...paginationProps} />}
      columnDefinitions={[
        {
          id: 'principal',
          header: own.principal,
          isRowHeader: true,
          cell: ({ principal }) => <LongText text={principal} />,
          minWidth: 260,
        },
        { id: 'gains', header: own.gains, cell: ({ gains }) => cell(gains), minWidth: 180 },
        { id: 'loses', header: own.loses, cell: ({ loses }) => cell(loses), minWidth: 180 },
        {
          id: 'conditions',
          header: own.conditions,
          cell: ({ changes: some }) => cell(some),
          minWidth: 180,
        },
      ]}
    />
  )
}

/** More than these are told by their number first. */
const ACTIONS_SHOWN_MAX = 10

function Actions({ actions }: { readonly actions: readonly string[] }) {
  const { none, keyPolicy } = useWords()
  if (actions.length === 0) return none
  const list = actions.join(', ')
  if (actions.length <= ACTIONS_SHOWN_MAX) return list
  return (
    <ExpandableSection headerText={keyPolicy.changes.actions(actions.length)}>
      {list}
    </ExpandableSection>
  )
}
