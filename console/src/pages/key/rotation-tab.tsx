import Button from '@cloudscape-design/components/button'
import Checkbox from '@cloudscape-design/components/checkbox'
import Container from '@cloudscape-design/components/container'
import FormField from '@cloudscape-design/components/form-field'
import Header from '@cloudscape-design/components/header'
import Input from '@cloudscape-design/components/input'
import KeyValuePairs from '@cloudscape-design/components/key-value-pairs'
import SpaceBetween from '@cloudscape-design/components/space-between'
import Spinner from '@cloudscape-design/components/spinner'
import { useState } from 'react'
import { aws } from '../../api/aws.ts'
import { useAnswer } from '../../api/use-answer.ts'
import { ConfirmDialog } from '../../parts/confirm-dialog.tsx'
import { FailureAlert } from '../../parts/failure-alert.tsx'
import { timeText } from '../../parts/time-text.ts'
import { useWords } from '../../words/words.ts'

interface Rotation {
  readonly KeyRotationEnabled?: boolean
  readonly RotationPeriodInDays?: number
  readonly NextRotationDate?: string
}

/** Whether and when the key material is rotated. */
export function RotationTab({ keyId }: { readonly keyId: string }) {
  const { key: own } = useWords()
  const [isEditing, setEditing] = useState(false)
  const asked = useAnswer(
    (signal) => aws<Rotation>('kms', 'GetKeyRotationStatus', { KeyId: keyId }, { signal }),
    keyId,
  )
  const rotation = asked.answer
  // Of most keys there is nothing to ask: that is no failure.
  const isNever = asked.failure?.code === 'UnsupportedOperationException'
  const close = (done: boolean): void => {
    setEditing(false)
    if (done) asked.again()
  }
  const edit = <Button onClick={() => setEditing(true)}>{own.rotation.edit}</Button>
  return (
    <Container
      header={
        <Header variant="h2" actions={!asked.loading && !isNever && edit}>
          {own.tabs.rotation}
        </Header>
      }
    >
      <SpaceBetween size="m">
        {isNever ? (
          own.rotation.never
        ) : (
          <FailureAlert failure={asked.failure} again={asked.again} about={{ key: keyId }} />
        )}
        {asked.loading && <Spinner />}
        {rotation && (
          <KeyValuePairs
            columns={3}
            items={[
              { label: own.rotation.automatic, value: own.yesOrNo(rotation.KeyRotationEnabled) },
              {
                label: own.rotation.period,
                value: own.rotation.days(rotation.RotationPeriodInDays),
              },
              { label: own.rotation.next, value: timeText(rotation.NextRotationDate) },
            ]}
          />
        )}
      </SpaceBetween>
      {isEditing && <EditDialog keyId={keyId} rotation={rotation ?? {}} close={close} />}
    </Container>
  )
}

/** What KMS takes when nothing is said. */
const DAYS_USUAL = 365

function EditDialog({
  keyId,
  rotation,
  close,
}: {
  readonly keyId: string
  readonly rotation: Rotation
  readonly close: (done: boolean) => void
}) {
  const { key: own } = useWords()
  const [isEnabled, setEnabled] = useState(rotation.KeyRotationEnabled ?? false)
  const [days, setDays] = useState(String(rotation.RotationPeriodInDays ?? DAYS_USUAL))
  const work = (): Promise<unknown> =>
    isEnabled
      ? aws('kms', 'EnableKeyRotation', { KeyId: keyId, RotationPeriodInDays: Number(days) })
      : aws('kms', 'DisableKeyRotation', { KeyId: keyId })
  return (
    <ConfirmDialog
      title={own.tabs.rotation}
      confirm={own.save}
      keyId={keyId}
      isReady={!isEnabled || /^\d+$/.test(days)}
      work={work}
      close={close}
    >
      <Checkbox checked={isEnabled} onChange={({ detail }) => setEnabled(detail.checked)}>
        {own.rotation.enabled}
      </Checkbox>
      <FormField label={own.rotation.periodInDays} description={own.rotation.periodHint}>
        <Input
          type="number"
          value={days}
          disabled={!isEnabled}
          onChange={({ detail }) => setDays(detail.value)}
        />
      </FormField>
    </ConfirmDialog>
  )
}
