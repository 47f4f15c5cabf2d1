import { useCollection } from '@cloudscape-design/collection-hooks'
import Box from '@cloudscape-design/components/box'
import Button from '@cloudscape-design/components/button'
import Header from '@cloudscape-design/components/header'
import Link from '@cloudscape-design/components/link'
import Pagination from '@cloudscape-design/components/pagination'
import SegmentedControl from '@cloudscape-design/components/segmented-control'
import SpaceBetween from '@cloudscape-design/components/space-between'
import Table, { type TableProps } from '@cloudscape-design/components/table'
import TextFilter from '@cloudscape-design/components/text-filter'
import { useAnswer } from '../../api/use-answer.ts'
import { AwsCommand } from '../../parts/aws-command.tsx'
import { FailureAlert } from '../../parts/failure-alert.tsx'
import { timeText } from '../../parts/time-text.ts'
import { goTo, linkTo } from '../../routes/location.ts'
import { useWords, type Words } from '../../words/words.ts'
import { IAM_KINDS, listIam, type IamEntity, type IamKind } from './iam-lists.ts'

/** Users, roles, groups and policies of the account. */
export function IamPage({ kind }: { readonly kind: IamKind }) {
  const words = useWords()
  const { iam: own } = words
  const asked = useAnswer((signal) => listIam(kind, signal), kind)
  const rows = asked.answer ?? []
  const { items, collectionProps, filterProps, paginationProps, filteredItemsCount } =
    useCollection(rows, {
      filtering: {
        empty: <Box textAlign="center">{own.none[kind]}</Box>,
        noMatch: <Box textAlign="center">{words.keys.noMatch}</Box>,
      },
      pagination: { pageSize: 50 },
      sorting: { defaultState: { sortingColumn: { sortingField: 'name' } } },
    })
  return (
    <SpaceBetween size="m">
      <FailureAlert failure={asked.failure} again={asked.again} />
      <Table
        {...collectionProps}
        variant="full-page"
        stickyHeader
        resizableColumns
        loading={asked.loading}
        loadingText={words.loading}
        items={items}
        trackBy="arn"
        columnDefinitions={columnsOf(kind, words)}
        ariaLabels={{ tableLabel: own.kinds[kind] }}
        header={
          <Header
            variant="awsui-h1-sticky"
            counter={`(${rows.length})`}
            actions={<Button iconName="refresh" ariaLabel={words.refresh} onClick={asked.again} />}
          >
            {own.kinds[kind]}
          </Header>
        }
        filter={
          <SpaceBetween direction="horizontal" size="s">
            <SegmentedControl
              selectedId={kind}
              label={words.pages.iam}
              options={IAM_KINDS.map((id) => ({ id, text: own.kinds[id] }))}
              onChange={({ detail }) => goTo(linkTo(['iam', detail.selectedId]))}
            />
            <TextFilter
              {...filterProps}
              filteringPlaceholder={own.filter}
              filteringAriaLabel={own.filter}
              countText={words.keys.matches(filteredItemsCount ?? 0)}
            />
          </SpaceBetween>
        }
        pagination={<Pagination {...paginationProps} />}
      />
      <AwsCommand words={commandOf(kind)} />
    </SpaceBetween>
  )
}

const commandOf = (kind: IamKind): readonly string[] => [
  ...['iam', `list-${kind}`],
  ...(kind === 'policies' ? ['--scope', 'Local'] : []),
]

function columnsOf(
  kind: IamKind,
  { iam: { columns } }: Words,
): readonly TableProps.ColumnDefinition<IamEntity>[] {
  return [
    {
      id: 'name',
      header: columns.name,
      isRowHeader: true,
      sortingField: 'name',
      cell: ({ name, arn }) => (
        <Link href={linkTo(['iam', kind, kind === 'policies' ? arn : name])}>{name}</Link>
      ),
    },
    { id: 'path', header: columns.path, sortingField: 'path', cell: ({ path }) => path },
    { id: 'arn', header: 'ARN', cell: ({ arn }) => arn },
    ...(kind === 'policies'
      ? [
          {
            id: 'attached',
            header: columns.attached,
            sortingField: 'attached',
            cell: ({ attached }: IamEntity) => attached ?? '-',
          },
        ]
      : []),
    {
      id: 'created',
      header: columns.created,
      sortingField: 'created',
      cell: ({ created }) => timeText(created),
    },
  ]
}
