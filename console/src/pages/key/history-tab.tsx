import Box from '@cloudscape-design/components/box'
import Container from '@cloudscape-design/components/container'
import Header from '@cloudscape-design/components/header'
import SpaceBetween from '@cloudscape-design/components/space-between'
import StatusIndicator from '@cloudscape-design/components/status-indicator'
import { useState } from 'react'
import type { History, SearchStep } from '../../../../src/doctor/index.ts'
import { call } from '../../api/call.ts'
import { useAnswer } from '../../api/use-answer.ts'
import { FailureAlert } from '../../parts/failure-alert.tsx'
import { timeText } from '../../parts/time-text.ts'
import { linkTo, replacePlace, usePlace } from '../../routes/location.ts'
import { useWords } from '../../words/words.ts'
import { HistoryEntryView } from './history/history-entry.tsx'
import { PolicyAtTime } from './history/policy-at-time.tsx'
import { RestoreDialog } from './history/restore-dialog.tsx'
import { useKeyWorldAgain } from './key-world.tsx'

/** Who changed the key policy, when and how, the newest first; and any of it back again. */
export function HistoryTab({ keyId }: { readonly keyId: string }) {
  const { keyPolicy } = useWords()
  const own = keyPolicy.history
  const { query } = usePlace()
  const [step, setStep] = useState<SearchStep>()
  const accessChanged = useKeyWorldAgain()
  const asked = useAnswer((signal) => {
    const tell = (progress: unknown): void => setStep(progress as SearchStep)
    return call<History>('history', { key: keyId }, { signal, tell })
  }, keyId)
  const entries = asked.answer?.entries ?? []
  const versions = entries.filter((entry) => entry.kind === 'version')
  const turnTo = (to: Readonly<Record<string, string>>): void =>
    replacePlace(linkTo(['keys', keyId, 'history'], { ...Object.fromEntries(query), ...to }))
  const restore = (eventId: string): void => turnTo({ restore: eventId })
  const restoring = query.get('restore')
  return (
    <Container header={<HistoryHeader count={asked.answer && versions.length} />}>
      <SpaceBetween size="m">
        <FailureAlert failure={asked.failure} again={asked.again} about={{ key: keyId }} />
        {asked.loading && (
          <StatusIndicator type="loading">
            {own.searching(step?.step === 'lookingUp' ? step.pages : 1)}
          </StatusIndicator>
        )}
        {versions.length > 0 && (
          <PolicyAtTime
            versions={versions}
            at={query.get('at') ?? ''}
            change={(at) => turnTo({ at })}
            restore={restore}
          />
        )}
        {asked.answer && versions.length === 0 && <Box>{own.none}</Box>}
        {asked.answer?.gaps.map((gap) => (
          <StatusIndicator key={`${gap.from} ${gap.to}`} type="warning">
            {own.gap(timeText(gap.to ?? undefined))}
          </StatusIndicator>
        ))}
        {entries.toReversed().map((entry) => (
          <HistoryEntryView
            key={entry.eventId}
            entry={entry}
            versions={versions}
            restore={restore}
          />
        ))}
      </SpaceBetween>
      {restoring !== null && restoring !== '' && (
        <RestoreDialog
          key={restoring}
          keyId={keyId}
          eventId={restoring}
          close={(done) => {
            turnTo({ restore: '' })
            if (!done) return
            asked.again()
            accessChanged()
          }}
        />
      )}
    </Container>
  )
}

function HistoryHeader({ count }: { readonly count: number | undefined }) {
  const { key, keyPolicy } = useWords()
  return (
    <Header
      variant="h2"
      description={keyPolicy.history.about}
      {...(count !== undefined && { counter: `(${count})` })}
    >
      {key.tabs.history}
    </Header>
  )
}
