import Box from '@cloudscape-design/components/box'
import Button from '@cloudscape-design/components/button'
import FormField from '@cloudscape-design/components/form-field'
import Input from '@cloudscape-design/components/input'
import Modal from '@cloudscape-design/components/modal'
import SpaceBetween from '@cloudscape-design/components/space-between'
import { useState, type ReactNode } from 'react'
import { useWords } from '../words/words.ts'
import { FailureAlert } from './failure-alert.tsx'
import { useWork } from './use-work.ts'

/** Asks before something is done, and stays with AWS's words when it cannot be. */
export function ConfirmDialog({
  title,
  children,
  confirm,
  word,
  isReady = true,
  keyId,
  work,
  close,
}: {
  readonly title: string
  readonly children: ReactNode
  /** What the button says. */
  readonly confirm: string
  /** Has to be typed first. */
  readonly word?: string
  readonly isReady?: boolean
  /** For the doctor. */
  readonly keyId?: string
  readonly work: () => Promise<unknown>
  /** `done`: the work was done. */
  readonly close: (done: boolean) => void
}) {
  const { cancel, close: closeLabel, key: own } = useWords()
  const [typed, setTyped] = useState('')
  const { isRunning, failure, run } = useWork(() => work().then(() => close(true)))
  const isSure = isReady && (word === undefined || typed.trim() === word)
  return (
    <Modal
      visible
      header={title}
      closeAriaLabel={closeLabel}
      onDismiss={() => close(false)}
      footer={
        <Box float="right">
          <SpaceBetween direction="horizontal" size="xs">
            <Button variant="link" onClick={() => close(false)}>
              {cancel}
            </Button>
            <Button variant="primary" loading={isRunning} disabled={!isSure} onClick={() => run()}>
              {confirm}
            </Button>
          </SpaceBetween>
        </Box>
      }
    >
      <SpaceBetween size="m">
        {children}
        {word !== undefined && (
          <FormField label={own.confirm.typeWord(word)}>
            <Input
              value={typed}
              autoComplete={false}
              onChange={({ detail }) => setTyped(detail.value)}
            />
          </FormField>
        )}
        <FailureAlert failure={failure} {...(keyId && { about: { key: keyId } })} />
      </SpaceBetween>
    </Modal>
  )
}
