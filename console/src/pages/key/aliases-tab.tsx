import Box from '@cloudscape-design/components/box'
import Button from '@cloudscape-design/components/button'
import FormField from '@cloudscape-design/components/form-field'
import Input from '@cloudscape-design/components/input'
import SpaceBetween from '@cloudscape-design/components/space-between'
import { useState } from 'react'
import { aws } from '../../api/aws.ts'
import { useAnswer } from '../../api/use-answer.ts'
import { ConfirmDialog } from '../../parts/confirm-dialog.tsx'
import { SimpleList } from '../../parts/simple-list.tsx'
import { timeText } from '../../parts/time-text.ts'
import { useWords } from '../../words/words.ts'

interface Alias {
  readonly AliasName: string
  readonly AliasArn: string
  readonly CreationDate?: string
}

type Asked =
  { readonly kind: 'create' } | { readonly kind: 'move' | 'delete'; readonly name: string }

/** The names of the key. */
export function AliasesTab({ keyId }: { readonly keyId: string }) {
  const { key: own, keys } = useWords()
  const asked = useAnswer(
    (signal) =>
      aws<{ Aliases: readonly Alias[] }>('kms', 'ListAliases', { KeyId: keyId }, { signal }),
    keyId,
  )
  const [dialog, setDialog] = useState<Asked>()
  const close = (done: boolean): void => {
    setDialog(undefined)
    if (done) asked.again()
  }
  return (
    <>
      <SimpleList
        title={own.tabs.aliases}
        empty={own.alias.none}
        asked={asked}
        items={asked.answer?.Aliases ?? []}
        keyId={keyId}
        actions={<Button onClick={() => setDialog({ kind: 'create' })}>{own.alias.create}</Button>}
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
            minWidth: 150,
          },
          {
            id: 'actions',
            header: own.rowActions,
            cell: ({ AliasName: name }) => (
              <SpaceBetween direction="horizontal" size="xs">
                <Button
                  variant="inline-link"
                  ariaLabel={own.alias.moveOf(name)}
                  onClick={() => setDialog({ kind: 'move', name })}
                >
                  {own.alias.move}
                </Button>
                <Button
                  variant="inline-link"
                  ariaLabel={own.alias.deleteOf(name)}
                  onClick={() => setDialog({ kind: 'delete', name })}
                >
                  {own.alias.delete}
                </Button>
              </SpaceBetween>
            ),
          },
        ]}
      />
      {dialog?.kind === 'create' && <CreateDialog keyId={keyId} close={close} />}
      {dialog?.kind === 'move' && <MoveDialog name={dialog.name} close={close} />}
      {dialog?.kind === 'delete' && <DeleteDialog name={dialog.name} keyId={keyId} close={close} />}
    </>
  )
}

type Close = (done: boolean) => void

function CreateDialog({ keyId, close }: { readonly keyId: string; readonly close: Close }) {
  const { alias: own } = useWords().key
  const [name, setName] = useState('')
  const AliasName = `alias/${name.trim().replace(/^alias\//, '')}`
  return (
    <ConfirmDialog
      title={own.create}
      confirm={own.create}
      keyId={keyId}
      isReady={name.trim() !== ''}
      work={() => aws('kms', 'CreateAlias', { AliasName, TargetKeyId: keyId })}
      close={close}
    >
      <FormField label={own.name} description={own.nameHint}>
        <Input value={name} onChange={({ detail }) => setName(detail.value)} />
      </FormField>
    </ConfirmDialog>
  )
}

function MoveDialog({ name, close }: { readonly name: string; readonly close: Close }) {
  const { alias: own } = useWords().key
  const [target, setTarget] = useState('')
  const TargetKeyId = target.trim()
  return (
    <ConfirmDialog
      title={own.moveOf(name)}
      confirm={own.move}
      isReady={TargetKeyId !== ''}
      work={() => aws('kms', 'UpdateAlias', { AliasName: name, TargetKeyId })}
      close={close}
    >
      <FormField label={own.target} description={own.targetHint}>
        <Input value={target} onChange={({ detail }) => setTarget(detail.value)} />
      </FormField>
    </ConfirmDialog>
  )
}

function DeleteDialog({
  name,
  keyId,
  close,
}: {
  readonly name: string
  readonly keyId: string
  readonly close: Close
}) {
  const { alias: own } = useWords().key
  return (
    <ConfirmDialog
      title={own.deleteTitle}
      confirm={own.delete}
      keyId={keyId}
      work={() => aws('kms', 'DeleteAlias', { AliasName: name })}
      close={close}
    >
      <Box>{own.deleteSays(name)}</Box>
    </ConfirmDialog>
  )
}
