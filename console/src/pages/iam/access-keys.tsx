import Box from '@cloudscape-design/components/box'
import StatusIndicator from '@cloudscape-design/components/status-indicator'
import { aws } from '../../api/aws.ts'
import { useAnswer } from '../../api/use-answer.ts'
import { SimpleList } from '../../parts/simple-list.tsx'
import { timeText } from '../../parts/time-text.ts'
import { useWords } from '../../words/words.ts'

interface LastUsed {
  readonly LastUsedDate?: string
  readonly ServiceName?: string
  readonly Region?: string
}

interface AccessKey {
  readonly AccessKeyId: string
  readonly Status?: string
  readonly CreateDate?: string
  /** Undefined: that could not be read. */
  readonly lastUsed: LastUsed | undefined
}

const dayMs = 24 * 60 * 60 * 1000
/** As the audit has it, and AWS's own advice: keys are rotated every 90 days. */
const KEY_DAYS_MAX = 90

const daysSince = (iso: string | undefined): number | undefined =>
  iso === undefined ? undefined : Math.floor((Date.now() - Date.parse(iso)) / dayMs)

/** Long-lived keys: how old they are, and when they were used. */
export function AccessKeys({ user }: { readonly user: string }) {
  const { iam: own } = useWords()
  const asked = useAnswer((signal) => accessKeysOf(user, signal), user)
  const statuses: Readonly<Record<string, string | undefined>> = own.statuses
  return (
    <SimpleList
      title={own.accessKeys}
      empty={own.noAccessKeys}
      asked={asked}
      items={asked.answer ?? []}
      columns={[
        {
          id: 'id',
          header: own.accessKeyId,
          isRowHeader: true,
          cell: ({ AccessKeyId }) => AccessKeyId,
        },
        {
          id: 'status',
          header: own.status,
          cell: ({ Status = '-' }) => (
            <StatusIndicator type={Status === 'Active' ? 'success' : 'stopped'}>
              {statuses[Status] ?? Status}
            </StatusIndicator>
          ),
        },
        {
          id: 'created',
          header: own.columns.created,
          cell: ({ CreateDate }) => timeText(CreateDate),
          minWidth: 170,
        },
        { id: 'age', header: own.age, cell: (key) => <Age of={key} /> },
        { id: 'used', header: own.lastUsed, cell: (key) => <Used of={key} />, minWidth: 170 },
      ]}
    />
  )
}

function Age({ of: { CreateDate, Status } }: { readonly of: AccessKey }) {
  const { iam: own } = useWords()
  const days = daysSince(CreateDate)
  if (days === undefined) return '-'
  if (days <= KEY_DAYS_MAX || Status !== 'Active') return own.days(days)
  return (
    <StatusIndicator type="warning">
      {own.days(days)}: {own.longLived}
    </StatusIndicator>
  )
}

function Used({ of: { lastUsed, Status } }: { readonly of: AccessKey }) {
  const { iam: own } = useWords()
  if (lastUsed === undefined) return '-'
  const { LastUsedDate, ServiceName = '', Region = '' } = lastUsed
  const days = daysSince(LastUsedDate)
  if (days === undefined) return <StatusIndicator type="warning">{own.neverUsed}</StatusIndicator>
  const isUnused = days > KEY_DAYS_MAX && Status === 'Active'
  return (
    <>
      {timeText(LastUsedDate)}
      <Box color="text-body-secondary" fontSize="body-s">
        {own.usedWhere(ServiceName, Region)}
      </Box>
      {isUnused && <StatusIndicator type="warning">{own.unused(days)}</StatusIndicator>}
    </>
  )
}

async function accessKeysOf(UserName: string, signal: AbortSignal): Promise<readonly AccessKey[]> {
  const answer = await aws<{ AccessKeyMetadata?: readonly Omit<AccessKey, 'lastUsed'>[] }>(
    'iam',
    'ListAccessKeys',
    { UserName },
    { signal },
  )
  return Promise.all(
    (answer.AccessKeyMetadata ?? []).map(async (key) => {
      const { AccessKeyId } = key
      const used = await aws<{ AccessKeyLastUsed?: LastUsed }>(
        'iam',
        'GetAccessKeyLastUsed',
        { AccessKeyId },
        { signal },
      ).catch(() => undefined)
      return { ...key, lastUsed: used?.AccessKeyLastUsed }
    }),
  )
}
