import { isJsonObject, parseJson, type JsonObject } from '../base/json.ts'
import { secondMs } from '../base/sizes.ts'
import type { LookupAttribute, StoredEvent } from '../store/store.ts'

/** One event as LookupEvents answers it; what an event does not have is left out. */
export interface EventView {
  readonly EventId: string
  readonly EventName?: string
  /** "true" or "false": a string here, a boolean in the record. */
  readonly ReadOnly?: string
  readonly AccessKeyId?: string
  readonly EventTime: Date
  readonly EventSource?: string
  readonly Username?: string
  readonly Resources: readonly { readonly ResourceType?: string; readonly ResourceName?: string }[]
  /** The whole record as JSON text. */
  readonly CloudTrailEvent: string
}

/** https://docs.aws.amazon.com/awscloudtrail/latest/APIReference/API_Event.html */
export function eventView(stored: StoredEvent): EventView {
  return {
    EventId: stored.eventId,
    ...member(stored, 'EventName'),
    ...member(stored, 'ReadOnly'),
    ...member(stored, 'AccessKeyId'),
    EventTime: new Date(stored.timeSeconds * secondMs),
    ...member(stored, 'EventSource'),
    ...member(stored, 'Username'),
    Resources: resourcesOf(stored).map(({ type, ARN }) => ({
      ...(typeof type === 'string' && { ResourceType: type }),
      ...(typeof ARN === 'string' && { ResourceName: ARN }),
    })),
    CloudTrailEvent: stored.record,
  }
}

function member<Name extends LookupAttribute>(
  { attributes }: StoredEvent,
  name: Name,
): { readonly [Member in Name]?: string } {
  const value = attributes.find(([attribute]) => attribute === name)?.[1]
  return (value === undefined ? {} : { [name]: value }) as { readonly [Member in Name]?: string }
}

function resourcesOf({ record }: StoredEvent): readonly JsonObject[] {
  const fields = parseJson(record)
  if (!isJsonObject(fields) || !Array.isArray(fields.resources)) return []
  return fields.resources.filter(isJsonObject)
}
