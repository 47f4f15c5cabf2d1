import Container from '@cloudscape-design/components/container'
import Box from '@cloudscape-design/components/box'
import Header from '@cloudscape-design/components/header'
import Link from '@cloudscape-design/components/link'
import SpaceBetween from '@cloudscape-design/components/space-between'
import Spinner from '@cloudscape-design/components/spinner'
import Tabs from '@cloudscape-design/components/tabs'
import { call } from '../../api/call.ts'
import { useAnswer } from '../../api/use-answer.ts'
import { DocumentDifference } from '../../parts/document-difference.tsx'
import { FailureAlert } from '../../parts/failure-alert.tsx'
import { JsonView } from '../../parts/json-view.tsx'
import { PolicyView } from '../../parts/policy-view.tsx'
import { readable } from '../../parts/policy-document.ts'
import { timeText } from '../../parts/time-text.ts'
import { linkTo } from '../../routes/location.ts'
import { useWords } from '../../words/words.ts'
import { keyIn, recordOf, type LookedUpEvent } from './event-record.ts'

/** The policy that the event set: parsed already, and beside the version before it. */
export function EventPolicy({
  event,
  policy,
}: {
  readonly event: LookedUpEvent
  readonly policy: string
}) {
  const { events: own } = useWords()
  const text = readable(policy)
  return (
    <Container
      header={
        <Header variant="h2" description={own.policyHint}>
          {own.policy}
        </Header>
      }
    >
      <Tabs
        tabs={[
          { id: 'readable', label: own.policyReadable, content: <PolicyView text={policy} /> },
          { id: 'json', label: 'JSON', content: <JsonView value={text} label={own.policy} /> },
          {
            id: 'before',
            label: own.policyBefore,
            content: <AgainstTheOneBefore event={event} text={text} />,
          },
        ]}
      />
    </Container>
  )
}

interface Version {
  readonly kind: 'version' | 'attempt'
  readonly eventId: string
  readonly eventTime: string
  readonly eventName: string
  readonly policy?: object
}

function AgainstTheOneBefore({
  event,
  text,
}: {
  readonly event: LookedUpEvent
  readonly text: string
}) {
  const { events: own } = useWords()
  const key = keyIn(recordOf(event))
  const asked = useAnswer(
    (signal) =>
      key === undefined
        ? Promise.resolve({ entries: [] })
        : call<{ readonly entries: readonly Version[] }>('history', { key }, { signal }),
    key ?? '',
  )
  if (asked.failure) return <FailureAlert failure={asked.failure} again={asked.again} />
  if (!asked.answer) return <Spinner />
  const { EventId, EventTime = '' } = event
  const before = asked.answer.entries.findLast(
    ({ kind, eventId, eventTime }) =>
      kind === 'version' && eventId !== EventId && eventTime <= EventTime,
  )
  if (before === undefined) return <Box>{own.noVersionBefore}</Box>
  return (
    <SpaceBetween size="s">
      <Box>
        {own.versionBefore}{' '}
        <Link href={linkTo(['events', before.eventId])}>
          {`${before.eventName}, ${timeText(before.eventTime)}`}
        </Link>
      </Box>
      <DocumentDifference
        before={JSON.stringify(before.policy, undefined, 2)}
        after={text}
        label={own.policyBefore}
      />
    </SpaceBetween>
  )
}
