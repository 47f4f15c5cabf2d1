// Which event selectors CloudTrail takes.
// https://docs.aws.amazon.com/awscloudtrail/latest/APIReference/API_PutEventSelectors.html

import type { BasicSelector } from '../../../audit/trail/event-selectors.ts'
import { DEFAULT_SELECTORS } from '../../../audit/trail/event-selectors.ts'
import { InvalidEventSelectorsException } from '../errors.ts'
import { limits } from '../limits.ts'
import type { DataResource, EventSelector, PutEventSelectorsInput } from '../model.ts'
import type { TrailRow } from '../tables.ts'
import { requireAdvancedSelectors } from './advanced-selectors.ts'

type Selectors = Pick<TrailRow, 'eventSelectors' | 'advancedEventSelectors'>

// The sentences here are ours, save one: AWS's are not known.
const invalid = InvalidEventSelectorsException

/** The selectors to keep: of one kind only, with the defaults filled in. */
export function requireSelectors(input: PutEventSelectorsInput): Selectors {
  const { EventSelectors = [], AdvancedEventSelectors = [] } = input
  if (EventSelectors.length > 0 && AdvancedEventSelectors.length > 0) {
    throw invalid('A trail has either event selectors or advanced event selectors, not both.')
  }
  if (AdvancedEventSelectors.length > 0) {
    return { advancedEventSelectors: requireAdvancedSelectors(AdvancedEventSelectors) }
  }
  if (EventSelectors.length === 0) throw invalid('There must be at least one event selector.')
  return { eventSelectors: requireBasicSelectors(EventSelectors) }
}

/** Whether a trail takes other events than one that was given no selectors. */
export function hasCustomSelectors({ eventSelectors, advancedEventSelectors }: Selectors): boolean {
  if (advancedEventSelectors) return true
  if (!eventSelectors) return false
  return JSON.stringify(eventSelectors) !== JSON.stringify(DEFAULT_SELECTORS)
}

function requireBasicSelectors(selectors: readonly EventSelector[]): readonly BasicSelector[] {
  const { eventSelectorsPerTrailMax, dataResourcesPerTrailMax } = limits
  if (selectors.length > eventSelectorsPerTrailMax) {
    throw invalid(`A trail has at most ${eventSelectorsPerTrailMax} event selectors.`)
  }
  const complete = selectors.map(requireBasicSelector)
  const values = complete.flatMap((one) => one.DataResources.flatMap(({ Values }) => Values))
  if (values.length > dataResourcesPerTrailMax) {
    throw invalid(`A trail has at most ${dataResourcesPerTrailMax} data resources.`)
  }
  return complete
}

const EXCLUDABLE = ['kms.amazonaws.com', 'rdsdata.amazonaws.com']

function requireBasicSelector(selector: EventSelector): BasicSelector {
  const {
    ReadWriteType = 'All',
    IncludeManagementEvents = true,
    DataResources = [],
    ExcludeManagementEventSources = [],
  } = selector
  const stranger = ExcludeManagementEventSources.find((source) => !EXCLUDABLE.includes(source))
  if (stranger !== undefined) {
    throw invalid(`Value ${stranger} for ExcludeManagementEventSources is invalid.`)
  }
  if (!IncludeManagementEvents && ExcludeManagementEventSources.length > 0) {
    throw invalid('ExcludeManagementEventSources needs IncludeManagementEvents to be true.')
  }
  if (!IncludeManagementEvents && DataResources.length === 0) {
    throw invalid('An event selector must include management events or data resources.')
  }
  return {
    ReadWriteType,
    IncludeManagementEvents,
    DataResources: DataResources.map(requireDataResource),
    ExcludeManagementEventSources,
  }
}

/** The types that basic selectors know, with what their values look like. */
const VALUES: Readonly<Record<string, RegExp>> = {
  'AWS::S3::Object': /^arn:aws:s3(?::::(?:[a-z0-9.-]+\/.*)?)?$/s,
  'AWS::Lambda::Function': /^arn:aws:lambda(?::[a-z0-9-]+:\d{12}:function:[\w:-]+)?$/,
  'AWS::DynamoDB::Table': /^arn:aws:dynamodb(?::[a-z0-9-]+:\d{12}:table\/[\w.-]+)?$/,
}

function requireDataResource({ Type = '', Values = [] }: DataResource) {
  const pattern = VALUES[Type]
  if (!pattern) throw invalid(`Value ${Type} for DataResources.Type is invalid.`)
  if (Values.length === 0) throw invalid('DataResources.Values must have at least one value.')
  const wrong = Values.find((value) => !pattern.test(value))
  if (wrong !== undefined) {
    // AWS's words: `Value arn:aws:s3:::* for DataResources.Values is invalid.`
    // (aws-security-reference-architecture-examples issue 335).
    throw invalid(`Value ${wrong} for DataResources.Values is invalid.`)
  }
  return { Type, Values }
}
