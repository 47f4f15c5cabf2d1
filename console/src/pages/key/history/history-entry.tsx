import Badge from '@cloudscape-design/components/badge'
import Box from '@cloudscape-design/components/box'
import Button from '@cloudscape-design/components/button'
import ExpandableSection from '@cloudscape-design/components/expandable-section'
import Link from '@cloudscape-design/components/link'
import SpaceBetween from '@cloudscape-design/components/space-between'
import StatusIndicator from '@cloudscape-design/components/status-indicator'
import type { HistoryEntry } from '../../../../../src/doctor/index.ts'
import { AccessChanges } from '../../../parts/access-changes.tsx'
import { DocumentDifference } from '../../../parts/document-difference.tsx'
import { LongText } from '../../../parts/long-text.tsx'
import { PolicyView } from '../../../parts/policy-view.tsx'
import { timeText } from '../../../parts/time-text.ts'
import { linkTo } from '../../../routes/location.ts'
import { useWords } from '../../../words/words.ts'

export type Version = Extract<HistoryEntry, { kind: 'version' }>

/** One change of the key policy, or one that failed. */
export function HistoryEntryView({
  entry,
  versions,
  restore,
}: {
  readonly entry: HistoryEntry
  /** The oldest first. */
  readonly versions: readonly Version[]
  readonly restore: (eventId: string) => void
}) {
  const { keyPolicy } = useWords()
  const own = keyPolicy.history
  const title = `${timeText(entry.eventTime)} ${entry.eventName} ${own.by(entry.by)}`
  if (entry.kind === 'attempt') {
    return (
      <div>
        <StatusIndicator type="error" wrapText>
          <LongText text={title} /> ({own.failed})
        </StatusIndicator>
        <Box color="text-body-secondary">
          <LongText text={entry.message ?? ''} />
        </Box>
      </div>
    )
  }
  const isCurrent = entry.eventId === versions.at(-1)?.eventId
  return (
    <ExpandableSection
      headerText={<LongText text={`${own.version(entry.number)}: ${title}`} />}
      headerActions={
        isCurrent ? (
          <Badge color="green">{own.current}</Badge>
        ) : (
          <Button ariaLabel={own.restoreOf(entry.number)} onClick={() => restore(entry.eventId)}>
            {own.restore}
          </Button>
        )
      }
    >
      <VersionDetails entry={entry} before={versions[entry.number - 2]} />
    </ExpandableSection>
  )
}

function VersionDetails({
  entry,
  before,
}: {
  readonly entry: Version
  readonly before: Version | undefined
}) {
  const { history: own, changes } = useWords().keyPolicy
  return (
    <SpaceBetween size="m">
      {entry.bypassed && <StatusIndicator type="warning">{own.bypassed}</StatusIndicator>}
      <PolicyView text={JSON.stringify(entry.policy)} />
      {entry.access && (
        <section aria-label={changes.title}>
          <Box variant="h4">{changes.title}</Box>
          <AccessChanges changes={entry.access} />
        </section>
      )}
      {before && (
        <section aria-label={own.before}>
          <Box variant="h4">{own.before}</Box>
          <DocumentDifference
            before={JSON.stringify(before.policy, undefined, 2)}
            after={JSON.stringify(entry.policy, undefined, 2)}
            label={own.before}
          />
        </section>
      )}
      <Link href={linkTo(['events', entry.eventId])}>{own.openEvent}</Link>
    </SpaceBetween>
  )
}
