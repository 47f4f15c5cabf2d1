import Button from '@cloudscape-design/components/button'
import SpaceBetween from '@cloudscape-design/components/space-between'
import type { History } from '../../../../src/doctor/index.ts'
import { call } from '../../api/call.ts'
import { useAnswer } from '../../api/use-answer.ts'
import { timeText } from '../../parts/time-text.ts'
import { linkTo } from '../../routes/location.ts'
import { useWords } from '../../words/words.ts'
import { EventPolicy } from './event-policy.tsx'
import type { LookedUpEvent } from './event-record.ts'

/** An event about the policy of a key, among those before and after it. */
export function EventOfKey({
  event,
  keyArn,
  policy,
}: {
  readonly event: LookedUpEvent
  readonly keyArn: string | undefined
  /** Undefined: the record has none, which for CreateKey means the default key policy. */
  readonly policy: string | undefined
}) {
  const asked = useAnswer(
    (signal) =>
      keyArn === undefined
        ? Promise.resolve(undefined)
        : call<History>('history', { key: keyArn }, { signal }),
    keyArn ?? '',
  )
  const entries = asked.answer?.entries ?? []
  const known = entries.find(({ eventId }) => eventId === event.EventId)
  const version = known?.kind === 'version' ? known : undefined
  const text = policy ?? (version && JSON.stringify(version.policy))
  return (
    <SpaceBetween size="s">
      {keyArn !== undefined && (
        <Neighbours
          event={event}
          keyArn={keyArn}
          entries={entries}
          isVersion={version !== undefined}
          isLoading={asked.loading}
        />
      )}
      {text !== undefined && <EventPolicy event={event} policy={text} asked={asked} />}
    </SpaceBetween>
  )
}

type Entry = History['entries'][number]

function Neighbours({
  event: { EventId, EventTime = '' },
  keyArn,
  entries,
  isVersion,
  isLoading,
}: {
  readonly event: LookedUpEvent
  readonly keyArn: string
  readonly entries: readonly Entry[]
  readonly isVersion: boolean
  readonly isLoading: boolean
}) {
  const { events: own } = useWords()
  const at = entries.findIndex(({ eventId }) => eventId === EventId)
  // One that the history leaves out still has its time.
  const before =
    at < 0 ? entries.findLast(({ eventTime }) => eventTime <= EventTime) : entries[at - 1]
  const after = at < 0 ? entries.find(({ eventTime }) => eventTime > EventTime) : entries[at + 1]
  const keyId = keyArn.slice(keyArn.lastIndexOf('/') + 1)
  return (
    <SpaceBetween direction="horizontal" size="xs">
      <NeighbourButton label={own.previous} icon="angle-left" entry={before} loading={isLoading} />
      <NeighbourButton label={own.next} icon="angle-right" entry={after} loading={isLoading} />
      {isVersion && (
        <Button href={linkTo(['keys', keyId, 'history'], { restore: EventId })} iconName="undo">
          {own.restore}
        </Button>
      )}
      <Button href={linkTo(['keys', keyId, 'history'])}>{own.keyHistory}</Button>
    </SpaceBetween>
  )
}

function NeighbourButton({
  label,
  icon,
  entry,
  loading,
}: {
  readonly label: string
  readonly icon: 'angle-left' | 'angle-right'
  readonly entry: Entry | undefined
  readonly loading: boolean
}) {
  if (entry === undefined) {
    return (
      <Button iconName={icon} disabled={!loading} loading={loading}>
        {label}
      </Button>
    )
  }
  const told = `${label}: ${entry.eventName}, ${timeText(entry.eventTime)}`
  return (
    <Button iconName={icon} href={linkTo(['events', entry.eventId])} ariaLabel={told}>
      {label}
    </Button>
  )
}
