import Container from '@cloudscape-design/components/container'
import Box from '@cloudscape-design/components/box'
import Header from '@cloudscape-design/components/header'
import Link from '@cloudscape-design/components/link'
import SpaceBetween from '@cloudscape-design/components/space-between'
import Spinner from '@cloudscape-design/components/spinner'
import Tabs from '@cloudscape-design/components/tabs'
import type { History } from '../../../../src/doctor/index.ts'
import type { Asked } from '../../api/use-answer.ts'
import { DocumentDifference } from '../../parts/document-difference.tsx'
import { FailureAlert } from '../../parts/failure-alert.tsx'
import { JsonView } from '../../parts/json-view.tsx'
import { PolicyView } from '../../parts/policy-view.tsx'
import { readable } from '../../parts/policy-document.ts'
import { timeText } from '../../parts/time-text.ts'
import { linkTo } from '../../routes/location.ts'
import { useWords } from '../../words/words.ts'
import type { LookedUpEvent } from './event-record.ts'

/** The policy that the event set: parsed already, and beside the version before it. */
export function EventPolicy({
  event,
  policy,
  asked,
}: {
  readonly event: LookedUpEvent
  readonly policy: string
  /** The versions of the key's policy. */
  readonly asked: Asked<History | undefined>
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
            content: <AgainstTheOneBefore event={event} text={text} asked={asked} />,
          },
        ]}
      />
    </Container>
  )
}

function AgainstTheOneBefore({
  event,
  text,
  asked,
}: {
  readonly event: LookedUpEvent
  readonly text: string
  readonly asked: Asked<History | undefined>
}) {
  const { events: own } = useWords()
  if (asked.failure) return <FailureAlert failure={asked.failure} again={asked.again} />
  if (asked.loading) return <Spinner />
  const before = versionBefore(event, asked.answer)
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

function versionBefore({ EventId, EventTime = '' }: LookedUpEvent, answer: History | undefined) {
  const versions = (answer?.entries ?? []).filter((entry) => entry.kind === 'version')
  const at = versions.findIndex(({ eventId }) => eventId === EventId)
  // An attempt is no version, but there was one when it was made.
  if (at < 0) return versions.findLast(({ eventTime }) => eventTime <= EventTime)
  return versions[at - 1]
}
