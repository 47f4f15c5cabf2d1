import Box from '@cloudscape-design/components/box'
import Button from '@cloudscape-design/components/button'
import Modal from '@cloudscape-design/components/modal'
import SpaceBetween from '@cloudscape-design/components/space-between'
import { useWords } from '../../../words/words.ts'

/** Asks before what was written is lost. */
export function LeaveDialog({
  stay,
  discard,
}: {
  readonly stay: () => void
  readonly discard: () => void
}) {
  const { close, keyPolicy } = useWords()
  const own = keyPolicy.editor
  return (
    <Modal
      visible
      header={own.leaveTitle}
      closeAriaLabel={close}
      onDismiss={stay}
      footer={
        <Box float="right">
          <SpaceBetween direction="horizontal" size="xs">
            <Button variant="link" onClick={stay}>
              {own.stay}
            </Button>
            <Button variant="primary" onClick={discard}>
              {own.discard}
            </Button>
          </SpaceBetween>
        </Box>
      }
    >
      {own.leaveSays}
    </Modal>
  )
}
