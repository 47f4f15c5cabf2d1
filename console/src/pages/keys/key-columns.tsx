import Link from '@cloudscape-design/components/link'
import StatusIndicator, {
  type StatusIndicatorProps,
} from '@cloudscape-design/components/status-indicator'
import type { TableProps } from '@cloudscape-design/components/table'
import { timeText } from '../../parts/time-text.ts'
import { linkTo } from '../../routes/location.ts'
import type { Words } from '../../words/words.ts'
import { AuditCell } from './audit-cell.tsx'
import type { KeyMetadata, KeyRow } from './key-rows.ts'
import type { AuditAnswer } from './use-audit.ts'

type Column = TableProps.ColumnDefinition<KeyRow>

/** What is not known yet stands behind what is, whichever column the table is sorted by. */
export function keyColumns(
  { keys: { columns } }: Words,
  audited: AuditAnswer | undefined,
): readonly Column[] {
  const found = ({ id }: KeyRow) =>
    audited && Object.hasOwn(audited.keys, id) ? audited.keys[id] : undefined
  return [
    {
      id: 'alias',
      header: columns.alias,
      cell: ({ aliases }) => aliases.join(', ') || '-',
      sortingComparator: byText(({ aliases }) => aliases[0]),
      minWidth: 160,
    },
    {
      id: 'id',
      header: columns.id,
      isRowHeader: true,
      cell: ({ id }) => <Link href={linkTo(['keys', id])}>{id}</Link>,
      sortingField: 'id',
      minWidth: 320,
    },
    {
      id: 'audit',
      header: columns.audit,
      cell: (row) => <AuditCell found={found(row)} rules={audited?.rules ?? {}} keyId={row.id} />,
      sortingComparator: (one, other) => badnessOf(found(other)) - badnessOf(found(one)),
      minWidth: 260,
    },
    {
      id: 'state',
      header: columns.state,
      cell: (row) => <KeyState described={row.described} />,
      sortingComparator: byMetadata('KeyState'),
      minWidth: 130,
    },
    told('spec', columns.spec, 'KeySpec'),
    told('usage', columns.usage, 'KeyUsage'),
    told('origin', columns.origin, 'Origin'),
    {
      id: 'created',
      header: columns.created,
      cell: (row) => (metadataOf(row) ? timeText(metadataOf(row)?.CreationDate) : ''),
      sortingComparator: byMetadata('CreationDate'),
      minWidth: 160,
    },
  ]
}

type Member = 'KeyState' | 'KeySpec' | 'KeyUsage' | 'Origin' | 'CreationDate'

function told(id: string, header: string, member: Member): Column {
  return {
    id,
    header,
    cell: (row) => metadataOf(row)?.[member] ?? '',
    sortingComparator: byMetadata(member),
    minWidth: 150,
  }
}

const byMetadata = (member: Member) => byText((row) => metadataOf(row)?.[member])

function byText(textOf: (row: KeyRow) => string | undefined) {
  return (one: KeyRow, other: KeyRow): number =>
    (textOf(one) ?? '\uffff').localeCompare(textOf(other) ?? '\uffff')
}

const SEVERITIES = ['note', 'low', 'medium', 'high', 'critical'] as const

/** The worst severity counts, then how much there is; not audited is less than fine. */
function badnessOf(found: AuditAnswer['keys'][string] | undefined): number {
  if (found === undefined) return -1
  const [worst] = found
  const rank = worst ? SEVERITIES.indexOf(worst.severity) + 1 : 0
  return rank * FINDINGS_MAX + found.length
}

/** More than there are rules. */
const FINDINGS_MAX = 100

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
