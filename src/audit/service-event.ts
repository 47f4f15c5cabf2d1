// What a service does by itself leaves an event too: `AwsServiceEvent`.

import type { World } from '../base/world.ts'
import type { StoredEvent } from '../store/store.ts'
import { eventTime, eventTimeSeconds } from './event-time.ts'
import { lookupAttributes } from './lookup-attributes.ts'
import { EVENT_VERSION, resourceFields } from './record-fields.ts'
import type { RecordFields } from './record-fields.ts'
import type { ServiceAct } from './record.ts'

const INTERNAL = 'AWS Internal'

/**
 * The event of an act in the account whose resource it concerned. It names no principal and, but
 * for acts that are recorded as calls, no request.
 *
 * https://docs.aws.amazon.com/awscloudtrail/latest/userguide/non-api-aws-service-events.html
 */
export function serviceEvent(act: ServiceAct, world: World): StoredEvent {
  const { account, region, now, eventName, eventSource, resources } = act
  const eventId = world.uuid()
  return {
    eventId,
    account,
    region,
    timeSeconds: eventTimeSeconds(now),
    attributes: lookupAttributes({
      eventId,
      eventName,
      eventSource,
      readOnly: false,
      accessKeyId: undefined,
      userName: undefined,
      resources,
    }),
    record: JSON.stringify(serviceRecord(act, eventId, world)),
  }
}

function serviceRecord(act: ServiceAct, eventID: string, world: World): RecordFields {
  const { responseElements = null } = act
  return {
    eventVersion: EVENT_VERSION,
    userIdentity: { accountId: act.account, invokedBy: INTERNAL },
    eventTime: eventTime(act.now),
    eventSource: act.eventSource,
    eventName: act.eventName,
    awsRegion: act.region,
    sourceIPAddress: INTERNAL,
    userAgent: INTERNAL,
    requestParameters: null,
    responseElements,
    requestID: responseElements ? world.uuid() : undefined,
    eventID,
    readOnly: false,
    resources: act.resources.map(resourceFields),
    eventType: responseElements ? 'AwsApiCall' : 'AwsServiceEvent',
    managementEvent: true,
    recipientAccountId: act.account,
    serviceEventDetails: act.serviceEventDetails,
    eventCategory: 'Management',
  }
}
