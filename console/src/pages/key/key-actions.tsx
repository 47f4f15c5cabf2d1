import Alert from '@cloudscape-design/components/alert'
import Box from '@cloudscape-design/components/box'
import ButtonDropdown from '@cloudscape-design/components/button-dropdown'
import FormField from '@cloudscape-design/components/form-field'
import Input from '@cloudscape-design/components/input'
import { useState } from 'react'
import { aws } from '../../api/aws.ts'
import { ConfirmDialog } from '../../parts/confirm-dialog.tsx'
import { useWords } from '../../words/words.ts'
import type { KeyMetadata } from '../keys/key-rows.ts'

type Action =
  'EnableKey' | 'DisableKey' | 'ScheduleKeyDeletion' | 'CancelKeyDeletion' | 'UpdateKeyDescription'

/** What may be done to a key in its state; without a known one, whatever AWS may allow. */
const ACTIONS: Readonly<Record<string, readonly Action[]>> = {
  Enabled: ['UpdateKeyDescription', 'DisableKey', 'ScheduleKeyDeletion'],
  Disabled: ['UpdateKeyDescription', 'EnableKey', 'ScheduleKeyDeletion'],
  PendingDeletion: ['CancelKeyDeletion'],
  PendingReplicaDeletion: ['CancelKeyDeletion'],
  PendingImport: ['UpdateKeyDescription', 'ScheduleKeyDeletion'],
  Unavailable: ['UpdateKeyDescription', 'EnableKey', 'DisableKey', 'ScheduleKeyDeletion'],
  Creating: ['UpdateKeyDescription', 'ScheduleKeyDeletion'],
  Updating: ['UpdateKeyDescription'],
}

/** What is done to the key as a whole, after a question. */
export function KeyActions({
  keyId,
  metadata,
  changed,
}: {
  readonly keyId: string
  readonly metadata: KeyMetadata
  readonly changed: () => void
}) {
  const { key: own } = useWords()
  const [action, setAction] = useState<Action>()
  const actions = ACTIONS[metadata.KeyState] ?? []
  const close = (done: boolean): void => {
    setAction(undefined)
    if (done) changed()
  }
  if (actions.length === 0 || metadata.KeyManager === 'AWS') return null
  return (
    <>
      <ButtonDropdown
        items={actions.map((id) => ({ id, text: own.actions[id] }))}
        onItemClick={({ detail }) => setAction(actions.find((one) => one === detail.id))}
      >
        {own.actionsLabel}
      </ButtonDropdown>
      {action === 'ScheduleKeyDeletion' && <DeletionDialog keyId={keyId} close={close} />}
      {action === 'UpdateKeyDescription' && (
        <DescriptionDialog keyId={keyId} now={metadata.Description ?? ''} close={close} />
      )}
      {(action === 'EnableKey' || action === 'DisableKey' || action === 'CancelKeyDeletion') && (
        <ConfirmDialog
          title={own.actions[action]}
          confirm={own.actions[action]}
          keyId={keyId}
          work={() => aws('kms', action, { KeyId: keyId })}
          close={close}
        >
          <Box>{own.confirm[action]}</Box>
        </ConfirmDialog>
      )}
    </>
  )
}

interface DialogProps {
  readonly keyId: string
  readonly close: (done: boolean) => void
}

/** As AWS has it when nothing is said. */
const DAYS_USUAL = '30'

function DeletionDialog({ keyId, close }: DialogProps) {
  const { key: own } = useWords()
  const [days, setDays] = useState(DAYS_USUAL)
  const PendingWindowInDays = Number(days)
  return (
    <ConfirmDialog
      title={own.actions.ScheduleKeyDeletion}
      confirm={own.actions.ScheduleKeyDeletion}
      word={own.confirm.deletionWord}
      keyId={keyId}
      isReady={/^\d+$/.test(days)}
      work={() => aws('kms', 'ScheduleKeyDeletion', { KeyId: keyId, PendingWindowInDays })}
      close={close}
    >
      <Alert type="warning">{own.confirm.deletion}</Alert>
      <FormField label={own.confirm.waiting} description={own.confirm.waitingHint}>
        <Input type="number" value={days} onChange={({ detail }) => setDays(detail.value)} />
      </FormField>
    </ConfirmDialog>
  )
}

function DescriptionDialog({ keyId, now, close }: DialogProps & { readonly now: string }) {
  const { key: own } = useWords()
  const [Description, setDescription] = useState(now)
  return (
    <ConfirmDialog
      title={own.editDescription}
      confirm={own.save}
      keyId={keyId}
      work={() => aws('kms', 'UpdateKeyDescription', { KeyId: keyId, Description })}
      close={close}
    >
      <FormField label={own.description}>
        <Input
          value={Description}

          onChange={({ detail }) => setDescription(detail.value)}
        />
      </FormField>
    </ConfirmDialog>
  )
}
