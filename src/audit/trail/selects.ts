// Which events a trail takes.

import { GLOBAL_REGION } from '../../base/region.ts'
import { isJsonObject } from '../../base/json.ts'
import { eventTimeSeconds } from '../event-time.ts'
import { meetsAdvanced } from './advanced-selector.ts'
import { meetsBasic } from './basic-selector.ts'
import { DEFAULT_SELECTORS } from './event-selectors.ts'
import type { Trail } from './trail.ts'
import type { TrailEvent } from './trail-event.ts'

/** Whether the event belongs into the trail's log files. */
export function selects(trail: Trail, event: TrailEvent): boolean {
  return (
    isOfAccount(trail, event) &&
    isOfRegion(trail, event) &&
    wasLogging(trail, event) &&
    (trail.recursiveLogging || !isOwnDelivery(event)) &&
    meetsSelectors(trail, event)
  )
}

function isOfAccount(trail: Trail, event: TrailEvent): boolean {
  const { account, organizationId, organizationAccounts: accounts } = trail
  if (organizationId === undefined) return event.account === account
  return accounts?.has(event.account) ?? true
}

/**
 * Events of global services are recorded in one Region, so that a trail of another one never has
 * them, whatever it includes.
 *
 * https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudtrail-concepts.html#cloudtrail-concepts-global-service-events
 */
function isOfRegion(trail: Trail, event: TrailEvent): boolean {
  if (trail.isMultiRegionTrail) return true
  if (event.region !== trail.region) return false
  return trail.includeGlobalServiceEvents || !isOfGlobalService(event)
}

const GLOBAL_SERVICES = new Set([
  'iam.amazonaws.com',
  'organizations.amazonaws.com',
  'cloudfront.amazonaws.com',
  'route53.amazonaws.com',
])
const GLOBAL_STS_ENDPOINT = 'sts.amazonaws.com'

/** STS is one only through its global endpoint. */
function isOfGlobalService({ region, fields }: TrailEvent): boolean {
  if (region !== GLOBAL_REGION) return false
  const { eventSource, tlsDetails } = fields
  if (typeof eventSource === 'string' && GLOBAL_SERVICES.has(eventSource)) return true
  if (eventSource !== GLOBAL_STS_ENDPOINT || !isJsonObject(tlsDetails)) return false
  return tlsDetails['clientProvidedHostHeader'] === GLOBAL_STS_ENDPOINT
}

/** Events know seconds only: both ends of a period belong to it. */
function wasLogging({ loggingPeriods }: Trail, { timeSeconds }: TrailEvent): boolean {
  const secondsOf = (time: string): number => eventTimeSeconds(new Date(time))
  return loggingPeriods.some(
    ({ from, until }) =>
      timeSeconds >= secondsOf(from) && (until === undefined || timeSeconds <= secondsOf(until)),
  )
}

const CLOUDTRAIL = 'cloudtrail.amazonaws.com'
const DELIVERIES = new Set(['s3.amazonaws.com PutObject', 'logs.amazonaws.com PutLogEvents'])

/** https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudtrail-trail-recursive-logging.html */
function isOwnDelivery({ fields }: TrailEvent): boolean {
  const { userIdentity, eventSource, eventName } = fields
  if (!isJsonObject(userIdentity) || userIdentity['invokedBy'] !== CLOUDTRAIL) return false
  return DELIVERIES.has(`${String(eventSource)} ${String(eventName)}`)
}

function meetsSelectors(trail: Trail, event: TrailEvent): boolean {
  const { eventSelectors = DEFAULT_SELECTORS, advancedEventSelectors } = trail
  if (advancedEventSelectors) {
    return advancedEventSelectors.some((selector) => meetsAdvanced(selector, event))
  }
  return eventSelectors.some((selector) => meetsBasic(selector, event))
}
