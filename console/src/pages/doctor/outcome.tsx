import Alert from '@cloudscape-design/components/alert'
import Box from '@cloudscape-design/components/box'
import Button from '@cloudscape-design/components/button'
import Container from '@cloudscape-design/components/container'
import Header from '@cloudscape-design/components/header'
import LiveRegion from '@cloudscape-design/components/live-region'
import SpaceBetween from '@cloudscape-design/components/space-between'
import type { RecoveryAnswer } from '../../../../src/console/api/routes/apply-recovery.ts'
import { downloadFile } from '../../parts/download.ts'
import { shellLine } from '../../parts/shell-line.ts'
import { ShellText } from '../../parts/shell-text.tsx'
import { useWords } from '../../words/words.ts'
import { ChangeLines } from './change-lines.tsx'

/** What came of it, how that is known, and the way back. */
export function Outcome({
  answer: { recovery, told, replaced },
  done,
}: {
  readonly answer: RecoveryAnswer
  readonly done: () => void
}) {
  const { doctor: own } = useWords()
  const { says, put } = told
  return (
    <Container
      header={
        <Header variant="h2" actions={<Button onClick={done}>{own.askAgain}</Button>}>
          {own.outcome}
        </Header>
      }
    >
      <SpaceBetween size="l">
        <LiveRegion>
          <Alert type={recovery.proved ? 'success' : 'warning'}>
            {says.map(({ says: sentence, command }) => (
              <div key={sentence}>
                <div className="told">{sentence}</div>
                {command && <ShellText text={shellLine(command)} label={sentence} />}
              </div>
            ))}
            {recovery.readBack === 'same' && put && <div>{own.readBack}</div>}
          </Alert>
        </LiveRegion>
        {put && (
          <>
            <ChangeLines lines={put.change} />
            {put.multiRegion !== undefined && <Alert type="info">{put.multiRegion}</Alert>}
            <SpaceBetween size="xs">
              <Box variant="h3">{own.replaced}</Box>
              <Button
                iconName="download"
                onClick={() => downloadFile(replaced.name, 'application/json', replaced.text)}
              >
                {own.downloadReplaced}
              </Button>
              <Box variant="awsui-key-label">{own.putBack}</Box>
              <ShellText text={shellLine(put.putBack)} label={own.putBack} />
            </SpaceBetween>
          </>
        )}
      </SpaceBetween>
    </Container>
  )
}
