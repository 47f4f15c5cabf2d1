import { type Event, paginateLookupEvents } from '@aws-sdk/client-cloudtrail'
import { asBound } from './as-bound.ts'
import { isJsonObject, type Json, type JsonObject, parseJson } from '../base/json.ts'
import type { SeedKey } from '../seed/format.ts'
import type { KeyWitnesses } from './keys.ts'

/**
 * A key that whoever takes the snapshot may not read, as the account's events tell of it: its last
 * known key policy, never its current one for certain. Undefined: no event holds a policy.
 */
export async function recordedKey(
  { cloudtrail, notes, living }: KeyWitnesses,
  arn: string,
): Promise<SeedKey | undefined> {
  const events: Event[] = []
  const LookupAttributes = [{ AttributeKey: 'ResourceName' as const, AttributeValue: arn }]
  for await (const page of paginateLookupEvents({ client: cloudtrail }, { LookupAttributes })) {
    events.push(...(page.Events ?? []))
  }
  const records = events.map(recordOf).filter((record) => record.errorCode === undefined)
  const put = records.find((record) => policyIn(record) !== undefined)
  const recorded = put && policyIn(put)
  if (!put || recorded === undefined) {
    notes.push(`${arn}: it may not be read and no event tells of its key policy: it is not here`)
    return undefined
  }
  notes.push(`${arn}: it may not be read; its key policy is that of event ${text(put.eventID)}`)
  const policy = asBound(recorded, new Date(text(put.eventTime) ?? ''), living)
  const made = records.find(({ eventName }) => eventName === 'CreateKey')
  const parameters = parametersOf(made)
  const description = text(parameters?.description)
  const kind = kindOf(text(parameters?.keySpec), text(parameters?.keyUsage))
  const state = stateAfter(records)
  return { policy, ...(description && { description }), ...kind, ...(state && { state }) }
}

/** Of keys that are not of the usual kind, what kind they are of. */
export function kindOf(
  keySpec: string | undefined,
  keyUsage: string | undefined,
): Pick<SeedKey, 'keySpec' | 'keyUsage'> {
  if (keySpec === undefined || keyUsage === undefined || keySpec === 'SYMMETRIC_DEFAULT') return {}
  return { keySpec, keyUsage }
}

function recordOf({ CloudTrailEvent = '' }: Event): JsonObject {
  const record = parseJson(CloudTrailEvent)
  return isJsonObject(record) ? record : {}
}

function policyIn(record: JsonObject): string | undefined {
  const names: readonly (Json | undefined)[] = ['CreateKey', 'PutKeyPolicy']
  return names.includes(record.eventName) ? text(parametersOf(record)?.policy) : undefined
}

/** What the newest of the events that switch a key has left. */
function stateAfter(records: readonly JsonObject[]): SeedKey['state'] {
  for (const { eventName } of records) {
    if (eventName === 'EnableKey') return 'Enabled'
    if (eventName === 'DisableKey' || eventName === 'CancelKeyDeletion') return 'Disabled'
    if (eventName === 'ScheduleKeyDeletion') return 'PendingDeletion'
  }
  return undefined
}

function parametersOf(record: JsonObject | undefined): JsonObject | undefined {
  return isJsonObject(record?.requestParameters) ? record.requestParameters : undefined
}

const text = (value: Json | undefined): string | undefined =>
  typeof value === 'string' ? value : undefined
