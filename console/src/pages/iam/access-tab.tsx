import { useCollection } from '@cloudscape-design/collection-hooks'
import Alert from '@cloudscape-design/components/alert'
import Box from '@cloudscape-design/components/box'
import Button from '@cloudscape-design/components/button'
import Header from '@cloudscape-design/components/header'
import Link from '@cloudscape-design/components/link'
import Pagination from '@cloudscape-design/components/pagination'
import SegmentedControl from '@cloudscape-design/components/segmented-control'
import SpaceBetween from '@cloudscape-design/components/space-between'
import StatusIndicator from '@cloudscape-design/components/status-indicator'
import Table, { type TableProps } from '@cloudscape-design/components/table'
import TextFilter from '@cloudscape-design/components/text-filter'
import { useState } from 'react'
import type { AccessAnswer, AccessRow } from '../../../../src/console/api/routes/access.ts'
import type { AccessGroup } from '../../../../src/doctor/index.ts'
import { FailureAlert } from '../../parts/failure-alert.tsx'
import { timeText } from '../../parts/time-text.ts'
import { linkTo } from '../../routes/location.ts'
import { useWords, type Words } from '../../words/words.ts'
import { AccessCell } from './access-cell.tsx'
import { AccessProgress } from './access-progress.tsx'
import { useAccess } from './use-access.ts'

/** What one user or role can do on each key of the Region. */
export function AccessTab({ principal }: { readonly principal: string }) {
  const state = useAccess(principal)
  const { answer, failure, again } = state
  if (failure) return <FailureAlert failure={failure} again={again} />
  if (answer === undefined) return <AccessProgress state={state} />
  return <AccessTable principal={principal} answer={answer} again={again} />
}

const GROUPS: readonly AccessGroup[] = ['readPolicy', 'changePolicy', 'use', 'grant']

function AccessTable({
  principal,
  answer,
  again,
}: {
  readonly principal: string
  readonly answer: AccessAnswer
  readonly again: () => void
}) {
  const words = useWords()
  const { access: own } = words.iam
  const [shown, setShown] = useState('all')
  const rows = shown === 'all' ? answer.keys : answer.keys.filter(isAllowedSomething)
  const { items, collectionProps, filterProps, paginationProps, filteredItemsCount } =
    useCollection(rows, {
      filtering: {
        filteringFunction: matches,
        empty: <Box textAlign="center">{own.empty}</Box>,
        noMatch: <Box textAlign="center">{words.keys.noMatch}</Box>,
      },
      pagination: { pageSize: 25 },
      sorting: {},
    })
  return (
    <SpaceBetween size="m">
      {answer.unseen.length > 0 && (
        <Alert type="warning">{own.unseen(answer.unseen.join(', '))}</Alert>
      )}
      <Table
        {...collectionProps}
        variant="container"
        wrapLines
        items={items}
        trackBy="arn"
        columnDefinitions={columnsOf(principal, words)}
        ariaLabels={{ tableLabel: own.title }}
        header={
          <Header
            variant="h2"
            counter={`(${rows.length})`}
            description={`${own.about} ${own.readAt(timeText(answer.readAt))}`}
            actions={
              <Button iconName="refresh" onClick={again}>
                {own.readAgain}
              </Button>
            }
          >
            {own.title}
          </Header>
        }
        filter={
          <SpaceBetween direction="horizontal" size="s">
            <TextFilter
              {...filterProps}
              filteringPlaceholder={own.filter}
              filteringAriaLabel={own.filter}
              countText={words.keys.matches(filteredItemsCount ?? 0)}
            />
            <WhichKeys shown={shown} show={setShown} />
          </SpaceBetween>
        }
        pagination={<Pagination {...paginationProps} />}
      />
    </SpaceBetween>
  )
}

function WhichKeys({
  shown,
  show,
}: {
  readonly shown: string
  readonly show: (id: string) => void
}) {
  const { access: own } = useWords().iam
  return (
    <SegmentedControl
      selectedId={shown}
      label={own.only}
      options={[
        { id: 'all', text: own.all },
        { id: 'some', text: own.some },
      ]}
      onChange={({ detail }) => show(detail.selectedId)}
    />
  )
}

const POLICY_TYPES = { current: 'success', rebuilt: 'info', unknown: 'warning' } as const

function columnsOf(
  principal: string,
  { iam: { access: own } }: Words,
): readonly TableProps.ColumnDefinition<AccessRow>[] {
  return [
    {
      id: 'key',
      header: own.key,
      minWidth: 170,
      isRowHeader: true,
      sortingComparator: (one, other) => nameOf(one).localeCompare(nameOf(other)),
      cell: (row) => <Link href={linkTo(['keys', row.id])}>{nameOf(row)}</Link>,
    },
    ...GROUPS.map((group) => ({
      id: group,
      header: own.groups[group],
      minWidth: 140,
      sortingComparator: (one: AccessRow, other: AccessRow) =>
        weightOf(other, group) - weightOf(one, group),
      cell: (row: AccessRow) => <AccessCell row={row} group={group} principal={principal} />,
    })),
    {
      id: 'policy',
      header: own.policy,
      minWidth: 180,
      sortingField: 'policy',
      cell: ({ policy }) => (
        <StatusIndicator type={POLICY_TYPES[policy]}>{own.policies[policy]}</StatusIndicator>
      ),
    },
  ]
}

const nameOf = ({ aliases, id }: AccessRow): string => aliases[0] ?? id

const isAllowedSomething = ({ cells }: AccessRow): boolean =>
  Object.values(cells).some(({ allowed, conditional }) => allowed + conditional > 0)

function weightOf({ cells }: AccessRow, group: AccessGroup): number {
  const { of, allowed, conditional } = cells[group]
  return (allowed + conditional / 2) / (of || allowed + conditional || 1)
}

function matches({ id, aliases }: AccessRow, text: string): boolean {
  const wanted = text.trim().toLowerCase()
  return [id, ...aliases].some((word) => word.toLowerCase().includes(wanted))
}
