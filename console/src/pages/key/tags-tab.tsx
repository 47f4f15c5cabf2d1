import { aws } from '../../api/aws.ts'
import { useAnswer } from '../../api/use-answer.ts'
import { SimpleList } from '../../parts/simple-list.tsx'
import { useWords } from '../../words/words.ts'

interface Tag {
  readonly TagKey: string
  readonly TagValue: string
}

export function TagsTab({ keyId }: { readonly keyId: string }) {
  const { key: own } = useWords()
  const asked = useAnswer(
    (signal) =>
      aws<{ Tags: readonly Tag[] }>('kms', 'ListResourceTags', { KeyId: keyId }, { signal }),
    keyId,
  )
  return (
    <SimpleList
      title={own.tabs.tags}
      empty={own.noTags}
      asked={asked}
      items={asked.answer?.Tags ?? []}
      keyId={keyId}
      columns={[
        { id: 'key', header: own.tagKey, isRowHeader: true, cell: ({ TagKey }) => TagKey },
        { id: 'value', header: own.tagValue, cell: ({ TagValue }) => TagValue },
      ]}
    />
  )
}
