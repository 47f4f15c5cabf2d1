// A finished request becomes the CloudTrail events it owes.

import type { World } from '../base/world.ts'
import type { StoredEvent } from '../store/store.ts'
import { eventTime, eventTimeSeconds } from './event-time.ts'
import { keepsRequest } from './failure.ts'
import {
  limitAdditionalEventData,
  limitErrorMessage,
  limitRequestParameters,
  limitResponseElements,
  limitUserAgent,
} from './field-limits.ts'
import { lookupAttributes } from './lookup-attributes.ts'
import { EVENT_VERSION, resourceFields } from './record-fields.ts'
import type { RecordFields } from './record-fields.ts'
import type { EventResource, FinishedRequest } from './record.ts'
import { foreignUserIdentity, lookupUserName, userIdentity } from './user-identity.ts'

/** What one account's copy of the event says that another's may not. */
interface Copy {
  readonly eventId: string
  readonly recipient: string
  /** Present when several accounts get a copy, and when a service called in its own name. */
  readonly sharedEventId: string | undefined
}

/**
 * One event in the caller's account and, when the call succeeded, one in each other account
 * whose resource it used. A denied call is the caller's affair alone.
 *
 * https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudtrail-event-reference-record-contents.html
 */
export function eventsOf(finished: FinishedRequest, world: World): readonly StoredEvent[] {
  const recipients = recipientsOf(finished)
  // A service's own calls carry one also where a single account gets the event (real records).
  const isShared = recipients.length > 1 || finished.caller.principal.type === 'service'
  const sharedEventId = isShared ? world.uuid() : undefined
  return recipients.map((recipient) => {
    const eventId = finished.eventIds?.[recipient] ?? world.uuid()
    return storedEvent(finished, { eventId, recipient, sharedEventId })
  })
}

/** The caller's account first. */
function recipientsOf({ caller, error, resources }: FinishedRequest): readonly string[] {
  const recipients = new Set<string>([caller.account])
  for (const { account } of error ? [] : resources) {
    if (account !== undefined) recipients.add(account)
  }
  return [...recipients]
}

function storedEvent(finished: FinishedRequest, copy: Copy): StoredEvent {
  const { caller, model, now } = finished
  const isOwn = copy.recipient === caller.account
  const resources = recordedResources(finished)
  return {
    eventId: copy.eventId,
    account: copy.recipient,
    region: finished.region,
    timeSeconds: eventTimeSeconds(now),
    category: finished.category,
    attributes: lookupAttributes({
      eventId: copy.eventId,
      eventName: finished.operation,
      eventSource: model.eventSource,
      readOnly: finished.readOnly,
      accessKeyId: isOwn ? caller.accessKeyId : undefined,
      userName: isOwn ? lookupUserName(caller.principal) : undefined,
      resources,
    }),
    record: JSON.stringify(cloudTrailRecord(finished, resources, copy)),
  }
}

/** The members stand in the order in which CloudTrail delivers them. */
function cloudTrailRecord(
  finished: FinishedRequest,
  resources: readonly EventResource[],
  copy: Copy,
): RecordFields {
  const { caller, error, tls, userAgent, additionalEventData } = finished
  const isOwn = copy.recipient === caller.account
  return {
    eventVersion: EVENT_VERSION,
    userIdentity: isOwn ? userIdentity(caller) : foreignUserIdentity(caller),
    eventTime: eventTime(finished.now),
    eventSource: finished.model.eventSource,
    eventName: finished.operation,
    awsRegion: finished.region,
    sourceIPAddress: finished.sourceIp,
    userAgent: userAgent === undefined ? undefined : limitUserAgent(userAgent),
    errorCode: error?.code,
    errorMessage: error && limitErrorMessage(error.message),
    requestParameters: keepsItsRequest(finished)
      ? limitRequestParameters(finished.requestParameters)
      : null,
    responseElements: error ? null : limitResponseElements(finished.responseElements),
    additionalEventData: additionalEventData && limitAdditionalEventData(additionalEventData),
    requestID: finished.requestId,
    eventID: copy.eventId,
    readOnly: finished.readOnly,
    resources: resources.length === 0 ? undefined : resources.map(resourceFields),
    eventType: 'AwsApiCall',
    managementEvent: finished.category === 'Management',
    recipientAccountId: copy.recipient,
    sharedEventID: copy.sharedEventId,
    vpcEndpointId: finished.vpcEndpointId,
    eventCategory: finished.category,
    tlsDetails: tls && {
      tlsVersion: tls.version,
      cipherSuite: tls.cipherSuite,
      clientProvidedHostHeader: tls.host,
    },
  }
}

const keepsItsRequest = ({ error, model }: FinishedRequest): boolean =>
  !error || keepsRequest(error.code, model.eventSource)

const recordedResources = (finished: FinishedRequest): readonly EventResource[] =>
  keepsItsRequest(finished) ? finished.resources : []
