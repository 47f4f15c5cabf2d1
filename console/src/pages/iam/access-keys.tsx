import { aws } from '../../api/aws.ts'
import { useAnswer } from '../../api/use-answer.ts'
import { SimpleList } from '../../parts/simple-list.tsx'
import { timeText } from '../../parts/time-text.ts'
import { useWords } from '../../words/words.ts'

interface AccessKey {
  readonly AccessKeyId: string
  readonly Status?: string
  readonly CreateDate?: string
  readonly lastUsed: string | undefined
}

/** Long-lived keys: how old they are, and when they were used. */
export function AccessKeys({ user }: { readonly user: string }) {
  const { iam: own } = useWords()
  const asked = useAnswer((signal) => accessKeysOf(user, signal), user)
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
        { id: 'status', header: own.status, cell: ({ Status = '-' }) => Status },
        {
          id: 'created',
          header: own.columns.created,
          cell: ({ CreateDate }) => timeText(CreateDate),
        },
        { id: 'used', header: own.lastUsed, cell: ({ lastUsed }) => timeText(lastUsed) },
      ]}
    />
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
      const used = await aws<{ AccessKeyLastUsed?: { LastUsedDate?: string } }>(
        'iam',
        'GetAccessKeyLastUsed',
        { AccessKeyId },
        { signal },
      ).catch(() => undefined)
      return { ...key, lastUsed: used?.AccessKeyLastUsed?.LastUsedDate }
    }),
  )
}
