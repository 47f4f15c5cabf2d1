import { resourcesOf } from './event-fields.ts'
import type { BasicSelector, DataResource } from './event-selectors.ts'
import type { TrailEvent } from './trail-event.ts'

/** Whether one basic event selector takes the event. */
export function meetsBasic(selector: BasicSelector, event: TrailEvent): boolean {
  const { eventCategory, eventSource, readOnly } = event.fields
  if (!meetsReadWriteType(selector.ReadWriteType, readOnly === true)) return false
  if (eventCategory === 'Data') {
    return selector.DataResources.some((resource) => meetsDataResource(resource, event))
  }
  if (eventCategory !== 'Management' || !selector.IncludeManagementEvents) return false
  return !selector.ExcludeManagementEventSources.includes(String(eventSource))
}

function meetsReadWriteType(type: BasicSelector['ReadWriteType'], readOnly: boolean): boolean {
  return type === 'All' || (type === 'ReadOnly') === readOnly
}

const S3_OBJECT = 'AWS::S3::Object'

/**
 * S3's values are the beginning of an object's ARN. Those of other types name one resource, or
 * with `arn:aws:lambda` all of the type.
 */
function meetsDataResource({ Type, Values }: DataResource, event: TrailEvent): boolean {
  const arns = resourcesOf(event).flatMap(({ type, arn }) => (type === Type ? [arn] : []))
  return arns.some((arn) =>
    Values.some((value) =>
      Type === S3_OBJECT
        ? arn.startsWith(value)
        : arn === value || (isWholeService(value) && arn.startsWith(`${value}:`)),
    ),
  )
}

const isWholeService = (value: string): boolean => /^arn:[a-z-]+:[a-z0-9-]+$/.test(value)
