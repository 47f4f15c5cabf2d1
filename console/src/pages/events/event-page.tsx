import Box from '@cloudscape-design/components/box'
import Container from '@cloudscape-design/components/container'
import ContentLayout from '@cloudscape-design/components/content-layout'
import Header from '@cloudscape-design/components/header'
import KeyValuePairs from '@cloudscape-design/components/key-value-pairs'
import StatusIndicator from '@cloudscape-design/components/status-indicator'
import SpaceBetween from '@cloudscape-design/components/space-between'
import Spinner from '@cloudscape-design/components/spinner'
import Table from '@cloudscape-design/components/table'
import { aws } from '../../api/aws.ts'
import { useAnswer } from '../../api/use-answer.ts'
import { AwsCommand } from '../../parts/aws-command.tsx'
import { FailureAlert } from '../../parts/failure-alert.tsx'
import { JsonView } from '../../parts/json-view.tsx'
import { LongText } from '../../parts/long-text.tsx'
import { timeText } from '../../parts/time-text.ts'
import { useWords } from '../../words/words.ts'
import { AthenaOffer } from './athena-offer.tsx'
import { EventOfKey } from './event-of-key.tsx'
import { keyIn, policyIn, recordOf, textIn, type LookedUpEvent } from './event-record.ts'
import { ResourceLink } from './resource-link.tsx'

/** One event: what happened, to what, and the record of it. */
export function EventPage({ id }: { readonly id: string }) {
  const { events: own } = useWords()
  const asked = useAnswer((signal) => findEvent(id, signal), id)
  const event = asked.answer?.event
  return (
    <ContentLayout
      header={<Header variant="h1">{event?.EventName ?? (asked.loading ? '…' : own.event)}</Header>}
    >
      <SpaceBetween size="l">
        <FailureAlert failure={asked.failure} again={asked.again} />
        {asked.loading && <Spinner size="large" />}
        {asked.answer && !event && <Gone id={id} />}
        {event && <Shown event={event} />}
        <AwsCommand
          words={[
            ...['cloudtrail', 'lookup-events', '--lookup-attributes'],
            `AttributeKey=EventId,AttributeValue=${id}`,
          ]}
        />
      </SpaceBetween>
    </ContentLayout>
  )
}

function Gone({ id }: { readonly id: string }) {
  const { events: own } = useWords()
  return (
    <SpaceBetween size="s">
      <Box>{own.gone}</Box>
      <AthenaOffer lookup={{ attribute: 'EventId', value: id }} why="none" />
    </SpaceBetween>
  )
}

export async function findEvent(id: string, signal: AbortSignal) {
  const LookupAttributes = [{ AttributeKey: 'EventId', AttributeValue: id }]
  const answer = await aws<{ readonly Events?: readonly LookedUpEvent[] }>(
    'cloudtrail',
    'LookupEvents',
    { LookupAttributes },
    { signal },
  )
  return { event: answer.Events?.[0] }
}

function Shown({ event }: { readonly event: LookedUpEvent }) {
  const { events: own } = useWords()
  const record = recordOf(event)
  const policy = policyIn(record)
  const key = keyIn(record)
  const isOfPolicy = policy !== undefined || POLICY_EVENTS.has(event.EventName ?? '')
  return (
    <SpaceBetween size="l">
      <Details event={event} />
      {isOfPolicy && <EventOfKey event={event} keyArn={key} policy={policy} />}
      <Container header={<Header variant="h2">{own.resources}</Header>}>
        <Table
          variant="embedded"
          items={event.Resources ?? []}
          empty={<Box textAlign="center">{own.noResources}</Box>}
          ariaLabels={{ tableLabel: own.resources }}
          columnDefinitions={[
            {
              id: 'type',
              header: own.columns.resourceType,
              isRowHeader: true,
              cell: ({ ResourceType = '-' }) => ResourceType,
            },
            {
              id: 'name',
              header: own.columns.resourceName,
              cell: (resource) => <ResourceLink resource={resource} />,
            },
          ]}
        />
      </Container>
      <Container header={<Header variant="h2">{own.record}</Header>}>
        <JsonView value={record} label={textIn(record, 'eventName') || own.record} />
      </Container>
    </SpaceBetween>
  )
}

const POLICY_EVENTS = new Set(['PutKeyPolicy', 'CreateKey', 'ReplicateKey'])

function Details({ event }: { readonly event: LookedUpEvent }) {
  const { events: own } = useWords()
  const { columns } = own
  const record = recordOf(event)
  const rows = [
    [columns.time, timeText(event.EventTime)],
    [columns.user, event.Username ?? '-'],
    [columns.name, event.EventName ?? '-'],
    [columns.source, event.EventSource ?? '-'],
    [columns.accessKey, event.AccessKeyId ?? '-'],
    [columns.sourceIp, textIn(record, 'sourceIPAddress') || '-'],
    [columns.id, event.EventId],
    [columns.requestId, textIn(record, 'requestID') || '-'],
    [columns.errorCode, <ErrorCode key="code" code={textIn(record, 'errorCode')} />],
    [own.errorMessage, <LongText key="message" text={textIn(record, 'errorMessage') || '-'} />],
    [columns.region, textIn(record, 'awsRegion') || '-'],
    [columns.readOnly, event.ReadOnly ?? '-'],
    [columns.userAgent, textIn(record, 'userAgent') || '-'],
  ] as const
  return (
    <Container header={<Header variant="h2">{own.details}</Header>}>
      <KeyValuePairs
        columns={3}
        minColumnWidth={240}
        items={rows.map(([label, value]) => ({ label, value }))}
      />
    </Container>
  )
}

function ErrorCode({ code }: { readonly code: string }) {
  return code === '' ? '-' : <StatusIndicator type="error">{code}</StatusIndicator>
}
