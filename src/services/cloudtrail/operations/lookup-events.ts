import { dayMs, secondMs } from '../../../base/sizes.ts'
import { eventView } from '../../../audit/event-view.ts'
import type { EventPage, EventQuery } from '../../../store/store.ts'
import type { Operation } from '../../operation.ts'
import {
  InvalidEventCategoryException,
  InvalidLookupAttributesException,
  InvalidNextTokenException,
  InvalidTimeRangeException,
  ThrottlingException,
} from '../errors.ts'
import type { LookupEventsInput, LookupEventsOutput } from '../model.ts'
import { decodePageToken, encodePageToken } from '../page-token.ts'
import type { CloudTrailScope } from '../scope.ts'

const limits = {
  eventsPerPageMax: 50,
  historyDays: 90,
  /** Management events hold at most one attribute in a query. */
  attributesMax: 1,
}

/**
 * Finds management events of the last 90 days in the event history of the caller's account and
 * Region, newest first.
 *
 * https://docs.aws.amazon.com/awscloudtrail/latest/APIReference/API_LookupEvents.html
 */
export const LookupEvents: Operation<CloudTrailScope, LookupEventsInput, LookupEventsOutput> = {
  readOnly: true,
  questions: (_input, { account }) => [
    { action: 'cloudtrail:LookupEvents', resource: { arn: '*', account } },
  ],
  async prepare(input, scope) {
    if (!scope.takeLookup(`${scope.account}/${scope.region}`, scope.now)) {
      throw ThrottlingException('Rate exceeded')
    }
    return scope.store.events(requireQuery(input, scope))
  },
  perform(input, _scope, prepared) {
    const { events, next } = prepared as EventPage
    return {
      output: {
        Events: events.map(eventView),
        ...(next && { NextToken: encodePageToken(next, identityOf(input)) }),
      },
    }
  },
}

function requireQuery(input: LookupEventsInput, scope: CloudTrailScope): EventQuery {
  const attribute = requireAttribute(input)
  const range = requireTimeRange(input, scope.now)
  const after = requirePosition(input)
  return {
    account: scope.account,
    region: scope.region,
    ...range,
    ...(attribute && { attribute }),
    ...(after && { after }),
    limit: input.MaxResults ?? limits.eventsPerPageMax,
  }
}

function requireAttribute({ EventCategory, LookupAttributes = [] }: LookupEventsInput) {
  if (EventCategory !== undefined) {
    throw InvalidEventCategoryException('Insights events are not enabled for this account.')
  }
  if (LookupAttributes.length > limits.attributesMax) {
    throw InvalidLookupAttributesException('You can specify only one lookup attribute.')
  }
  const [attribute] = LookupAttributes
  return attribute && ([attribute.AttributeKey, attribute.AttributeValue] as const)
}

function requireTimeRange({ StartTime, EndTime }: LookupEventsInput, now: Date) {
  if (StartTime && EndTime && StartTime > EndTime) {
    throw InvalidTimeRangeException('The start time must be before the end time.')
  }
  const oldest = new Date(now.getTime() - limits.historyDays * dayMs)
  const from = StartTime && StartTime > oldest ? StartTime : oldest
  return { fromSeconds: seconds(from), toSeconds: seconds(EndTime ?? now) }
}

const seconds = (time: Date): number => Math.floor(time.getTime() / secondMs)

function requirePosition(input: LookupEventsInput) {
  if (input.NextToken === undefined) return undefined
  const position = decodePageToken(input.NextToken, identityOf(input))
  if (!position) {
    throw InvalidNextTokenException(
      'The token is not valid, or was given out for a request with other parameters.',
    )
  }
  return position
}

/** What must stay the same from page to page. */
function identityOf({ LookupAttributes, StartTime, EndTime }: LookupEventsInput): string {
  return JSON.stringify([LookupAttributes, StartTime, EndTime])
}
