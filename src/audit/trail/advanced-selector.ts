// Advanced event selectors: every field selector has to be met.
// https://docs.aws.amazon.com/awscloudtrail/latest/userguide/filtering-data-events.html

import { fieldOf, resourcesOf } from './event-fields.ts'
import type { AdvancedSelector, FieldSelector } from './event-selectors.ts'
import type { TrailEvent } from './trail-event.ts'

/** Whether one advanced event selector takes the event. */
export function meetsAdvanced({ FieldSelectors }: AdvancedSelector, event: TrailEvent): boolean {
  const ofResources = FieldSelectors.filter(({ Field }) => isOfResources(Field))
  const ofEvent = FieldSelectors.filter(({ Field }) => !isOfResources(Field))
  if (!ofEvent.every((selector) => meetsField(selector, fieldOf(event, selector.Field)))) {
    return false
  }
  // The type and the ARN are those of one resource: an object's type and its bucket's ARN are not.
  return ofResources.length === 0 || meetsOneResource(ofResources, event)
}

const isOfResources = (field: string): boolean => field.startsWith('resources.')

function meetsOneResource(selectors: readonly FieldSelector[], event: TrailEvent): boolean {
  return resourcesOf(event).some(({ type, arn }) =>
    selectors.every((selector) =>
      meetsField(selector, selector.Field === 'resources.type' ? type : arn),
    ),
  )
}

/**
 * The operators that take are joined by "or", those that leave out by "and", and both groups have
 * to agree. A field that the event does not have equals nothing.
 */
function meetsField(selector: FieldSelector, text: string | undefined): boolean {
  const { Equals, StartsWith, EndsWith, NotEquals, NotStartsWith, NotEndsWith } = selector
  const taking = Equals ?? StartsWith ?? EndsWith
  return (
    (taking === undefined || meetsAny(text, Equals, StartsWith, EndsWith)) &&
    !meetsAny(text, NotEquals, NotStartsWith, NotEndsWith)
  )
}

type Values = readonly string[] | undefined

function meetsAny(text: string | undefined, equal: Values, start: Values, end: Values): boolean {
  if (text === undefined) return false
  return (
    equal?.includes(text) === true ||
    start?.some((value) => text.startsWith(value)) === true ||
    end?.some((value) => text.endsWith(value)) === true
  )
}
