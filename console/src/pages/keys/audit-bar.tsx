import Alert from '@cloudscape-design/components/alert'
import Button from '@cloudscape-design/components/button'
import Container from '@cloudscape-design/components/container'
import Header from '@cloudscape-design/components/header'
import ProgressBar from '@cloudscape-design/components/progress-bar'
import SpaceBetween from '@cloudscape-design/components/space-between'
import type { AuditStep } from '../../../../src/doctor/index.ts'
import { FailureAlert } from '../../parts/failure-alert.tsx'
import { timeText } from '../../parts/time-text.ts'
import { UnseenNotes } from '../../parts/unseen-notes.tsx'
import { useWords, type Words } from '../../words/words.ts'
import type { Audited } from './use-audit.ts'

/** When the keys were audited, how far it is, and the button that does it. */
export function AuditBar({ last, isRunning, step, failure, run, stop }: Audited) {
  const { keys } = useWords()
  const own = keys.audit
  const button = isRunning ? (
    <Button onClick={stop}>{own.stop}</Button>
  ) : (
    <Button onClick={run}>{last ? own.again : own.run}</Button>
  )
  return (
    <Container
      header={
        <Header
          variant="h2"
          description={last ? own.at(timeText(last.at)) : last === null && own.never}
          actions={button}
        >
          {own.title}
        </Header>
      }
    >
      <SpaceBetween size="s">
        <FailureAlert failure={failure} again={run} />
        {isRunning && <ProgressBar {...progressOf(step, own)} ariaLabel={own.title} />}
        {last?.partial && !isRunning && (
          <Alert type="warning">{own.partial(last.notReached)}</Alert>
        )}
        {last && <UnseenNotes title={own.unseen} unseen={last.unseen} />}
      </SpaceBetween>
    </Container>
  )
}

function progressOf(step: AuditStep | undefined, own: Words['keys']['audit']) {
  if (step === undefined) return { value: 0, description: own.readingPeople(0) }
  if (step.step === 'principals') return { value: 0, description: own.readingPeople(step.known) }
  const value = step.of === 0 ? 100 : (step.done / step.of) * 100
  return { value, description: own.readingKeys(step.done, step.of) }
}
