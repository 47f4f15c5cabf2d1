import Box from '@cloudscape-design/components/box'
import Button from '@cloudscape-design/components/button'
import FormField from '@cloudscape-design/components/form-field'
import Input from '@cloudscape-design/components/input'
import { useState } from 'react'
import { aws } from '../../api/aws.ts'
import { useAnswer } from '../../api/use-answer.ts'
import { ConfirmDialog } from '../../parts/confirm-dialog.tsx'
import { SimpleList } from '../../parts/simple-list.tsx'
import { useWords } from '../../words/words.ts'

interface Tag {
  readonly TagKey: string
  readonly TagValue: string
}

/** The tags of the key, which policies may ask for. */
export function TagsTab({ keyId }: { readonly keyId: string }) {
  const { key: own } = useWords()
  const { tag } = own
  const asked = useAnswer(
    (signal) =>
      aws<{ Tags: readonly Tag[] }>('kms', 'ListResourceTags', { KeyId: keyId }, { signal }),
    keyId,
  )
  const [isAdding, setAdding] = useState(false)
  const [removed, setRemoved] = useState<string>()
  const close = (done: boolean): void => {
    setAdding(false)
    setRemoved(undefined)
    if (done) asked.again()
  }
  return (
    <>
      <SimpleList
        title={own.tabs.tags}
        empty={tag.none}
        asked={asked}
        items={asked.answer?.Tags ?? []}
        keyId={keyId}
        actions={<Button onClick={() => setAdding(true)}>{tag.add}</Button>}
        columns={[
          { id: 'key', header: tag.key, isRowHeader: true, cell: ({ TagKey }) => TagKey },
          { id: 'value', header: tag.value, cell: ({ TagValue }) => TagValue },
          {
            id: 'actions',
            header: own.rowActions,
            cell: ({ TagKey }) => (
              <Button
                variant="inline-link"
                ariaLabel={tag.removeOf(TagKey)}
                onClick={() => setRemoved(TagKey)}
              >
                {tag.remove}
              </Button>
            ),
          },
        ]}
      />
      {isAdding && <AddDialog keyId={keyId} close={close} />}
      {removed !== undefined && (
        <ConfirmDialog
          title={tag.removeTitle}
          confirm={tag.remove}
          keyId={keyId}
          work={() => aws('kms', 'UntagResource', { KeyId: keyId, TagKeys: [removed] })}
          close={close}
        >
          <Box>{tag.removeSays(removed)}</Box>
        </ConfirmDialog>
      )}
    </>
  )
}

function AddDialog({
  keyId,
  close,
}: {
  readonly keyId: string
  readonly close: (done: boolean) => void
}) {
  const { tag } = useWords().key
  const [TagKey, setTagKey] = useState('')
  const [TagValue, setTagValue] = useState('')
  return (
    <ConfirmDialog
      title={tag.add}
      confirm={tag.add}
      keyId={keyId}
      isReady={TagKey !== ''}
      work={() => aws('kms', 'TagResource', { KeyId: keyId, Tags: [{ TagKey, TagValue }] })}
      close={close}
    >
      <FormField label={tag.key}>
        <Input value={TagKey} onChange={({ detail }) => setTagKey(detail.value)} />
      </FormField>
      <FormField label={tag.value}>
        <Input value={TagValue} onChange={({ detail }) => setTagValue(detail.value)} />
      </FormField>
    </ConfirmDialog>
  )
}
