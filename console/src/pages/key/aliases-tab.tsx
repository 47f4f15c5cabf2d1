import { aws } from '../../api/aws.ts'
import { useAnswer } from '../../api/use-answer.ts'
import { SimpleList } from '../../parts/simple-list.tsx'
import { timeText } from '../../parts/time-text.ts'
import { useWords } from '../../words/words.ts'

interface Alias {
  readonly AliasName: string
  readonly AliasArn: string
  readonly CreationDate?: string
}

export function AliasesTab({ keyId }: { readonly keyId: string }) {
  const { key: own, keys } = useWords()
  const asked = useAnswer(
    (signal) =>
      aws<{ Aliases: readonly Alias[] }>('kms', 'ListAliases', { KeyId: keyId }, { signal }),
    keyId,
  )
  return (
    <SimpleList
      title={own.tabs.aliases}
      empty={own.noAliases}
      asked={asked}
      items={asked.answer?.Aliases ?? []}
      keyId={keyId}
      columns={[
        {
          id: 'name',
          header: keys.columns.alias,
          isRowHeader: true,
          cell: ({ AliasName }) => AliasName,
        },
        { id: 'arn', header: 'ARN', cell: ({ AliasArn }) => AliasArn },
        {
          id: 'created',
          header: keys.columns.created,
          cell: ({ CreationDate }) => timeText(CreationDate),
        },
      ]}
    />
  )
}
