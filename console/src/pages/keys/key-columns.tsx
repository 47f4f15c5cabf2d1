import Link from '@cloudscape-design/components/link'
import StatusIndicator, {
  type StatusIndicatorProps,
} from '@cloudscape-design/components/status-indicator'
import type { TableProps } from '@cloudscape-design/components/table'
import { linkTo } from '../../routes/location.ts'
import type { Words } from '../../words/words.ts'
import type { KeyMetadata, KeyRow } from './key-rows.ts'

export function keyColumns({
  keys: { columns },
}: Words): readonly TableProps.ColumnDefinition<KeyRow>[] {
  const told = (member: 'KeySpec' | 'KeyUsage' | 'Origin' | 'CreationDate') => (row: KeyRow) =>
    metadataOf(row)?.[member] ?? ''
  return [
    {
      id: 'alias',
      header: columns.alias,
      cell: ({ aliases }) => aliases.join(', ') || '-',
      sortingComparator: (one, other) =>
        (one.aliases[0] ?? '\uffff').localeCompare(other.aliases[0] ?? '\uffff'),
    },
    {
      id: 'id',
      header: columns.id,
      isRowHeader: true,
      cell: ({ id }) => <Link href={linkTo(['keys', id])}>{id}</Link>,
      sortingField: 'id',
    },
    {
      id: 'state',
      header: columns.state,
      cell: (row) => <KeyState described={row.described} />,
      sortingComparator: (one, other) =>
        (metadataOf(one)?.KeyState ?? '').localeCompare(metadataOf(other)?.KeyState ?? ''),
    },
    { id: 'spec', header: columns.spec, cell: told('KeySpec') },
    { id: 'usage', header: columns.usage, cell: told('KeyUsage') },
    { id: 'origin', header: columns.origin, cell: told('Origin') },
    { id: 'created', header: columns.created, cell: told('CreationDate') },
  ]
}

export const metadataOf = ({ described }: KeyRow): KeyMetadata | undefined =>
  described && 'KeyState' in described ? described : undefined

const STATES: Readonly<Record<string, StatusIndicatorProps.Type>> = {
  Enabled: 'success',
  Disabled: 'stopped',
  PendingDeletion: 'error',
  PendingImport: 'pending',
  PendingReplicaDeletion: 'error',
  Unavailable: 'warning',
}

/** AWS's own names of the states, in every language. */
export function KeyState({ described }: Pick<KeyRow, 'described'>) {
  if (described === undefined) return <StatusIndicator type="loading" />
  if ('refused' in described) {
    return <StatusIndicator type="warning">AccessDenied</StatusIndicator>
  }
  const { KeyState: state } = described
  return <StatusIndicator type={STATES[state] ?? 'info'}>{state}</StatusIndicator>
}
