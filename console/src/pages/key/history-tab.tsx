import Box from '@cloudscape-design/components/box'
import Container from '@cloudscape-design/components/container'
import ExpandableSection from '@cloudscape-design/components/expandable-section'
import Header from '@cloudscape-design/components/header'
import Link from '@cloudscape-design/components/link'
import SpaceBetween from '@cloudscape-design/components/space-between'
import Spinner from '@cloudscape-design/components/spinner'
import StatusIndicator from '@cloudscape-design/components/status-indicator'
import type { History, HistoryEntry } from '../../../../src/doctor/index.ts'
import { call } from '../../api/call.ts'
import { useAnswer } from '../../api/use-answer.ts'
import { DocumentDifference } from '../../parts/document-difference.tsx'
import { FailureAlert } from '../../parts/failure-alert.tsx'
import { PolicyView } from '../../parts/policy-view.tsx'
import { timeText } from '../../parts/time-text.ts'
import { linkTo } from '../../routes/location.ts'
import { useWords } from '../../words/words.ts'

/** Who changed the key policy, when and how: the newest first. */
export function HistoryTab({ keyId }: { readonly keyId: string }) {
  const { key: own } = useWords()
  const asked = useAnswer((signal) => call<History>('history', { key: keyId }, { signal }), keyId)
  const entries = asked.answer?.entries ?? []
  const versions = entries.filter((entry) => entry.kind === 'version')
  return (
    <Container
      header={
        <Header variant="h2" description={own.historyAbout} counter={`(${versions.length})`}>
          {own.tabs.history}
        </Header>
      }
    >
      <SpaceBetween size="m">
        <FailureAlert failure={asked.failure} again={asked.again} about={{ key: keyId }} />
        {asked.loading && <Spinner />}
        {asked.answer && versions.length === 0 && <Box>{own.noHistory}</Box>}
        {asked.answer?.gaps.map((gap) => (
          <StatusIndicator key={`${gap.from} ${gap.to}`} type="warning">
            {own.gap(timeText(gap.to ?? undefined))}
          </StatusIndicator>
        ))}
        {entries.toReversed().map((entry) => (
          <Entry key={entry.eventId} entry={entry} before={beforeOf(entry, versions)} />
        ))}
      </SpaceBetween>
    </Container>
  )
}

type Version = Extract<HistoryEntry, { kind: 'version' }>

function beforeOf(entry: HistoryEntry, versions: readonly Version[]): Version | undefined {
  const at = versions.findIndex(({ eventId }) => eventId === entry.eventId)
  return at > 0 ? versions[at - 1] : undefined
}

function Entry({
  entry,
  before,
}: {
  readonly entry: HistoryEntry
  readonly before: Version | undefined
}) {
  const { key: own, events } = useWords()
  const title = (
    <>
      {timeText(entry.eventTime)} {entry.eventName} {own.by(entry.by)}
    </>
  )
  if (entry.kind === 'attempt') {
    return (
      <div>
        <StatusIndicator type="error">{title}</StatusIndicator>
        <Box color="text-body-secondary">{entry.message}</Box>
      </div>
    )
  }
  return (
    <ExpandableSection headerText={title}>
      <SpaceBetween size="s">
        {entry.bypassed && <StatusIndicator type="warning">{own.bypassed}</StatusIndicator>}
        <PolicyView text={JSON.stringify(entry.policy)} />
        {before && (
          <DocumentDifference
            before={JSON.stringify(before.policy, undefined, 2)}
            after={JSON.stringify(entry.policy, undefined, 2)}
            label={events.policyBefore}
          />
        )}
        <Link href={linkTo(['events', entry.eventId])}>{own.openEvent}</Link>
      </SpaceBetween>
    </ExpandableSection>
  )
}
