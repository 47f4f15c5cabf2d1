// Events are filed as what they are, none is missing, and lookups find them.

import type { JsonObject } from '../../../base/json.ts'
import { isJsonObject, parseJson } from '../../../base/json.ts'
import { dayOf } from '../../../store/event-days.ts'
import type { PlacedEvent } from '../../../store/store.ts'
import type { EventPlace } from './event-places.ts'
import { problem, type Problem } from './problem.ts'

export interface EventCounts {
  events: number
}

/** What an event says, for checks that compare it with rows. */
export type SeeEvent = (placed: PlacedEvent, record: JsonObject) => void

export interface EventBounds {
  /** Events up to this number were forgotten. */
  readonly forgotten: number
  readonly newest: number
}

/** `seen` takes every event that is as it must be, in the order of numbers within a place. */
export function* checkEvents(
  place: EventPlace,
  { forgotten, newest }: EventBounds,
  counts: EventCounts,
  seen: SeeEvent,
): Generator<Problem, undefined> {
  let before: PlacedEvent | undefined
  for (const placed of place.events()) {
    const { sequence } = placed.position
    // What the mover adds while this goes on is another moment's; of the file, nothing follows.
    if (sequence > newest) return undefined
    if (sequence <= forgotten) continue
    counts.events += 1
    if (before && isGap(before, placed)) {
      const [from, to] = [before.position.sequence, sequence].map(String)
      yield problem('event/missing', { from: from ?? '', to: to ?? '', place: place.name })
    }
    before = placed
    const record = parseJson(placed.event.record)
    const reason = isJsonObject(record) ? whyOther(placed, record, place) : 'it is no JSON'
    if (reason === undefined) seen(placed, record as JsonObject)
    else {
      yield problem('event/unreadable', { sequence: String(sequence), place: place.name, reason })
    }
  }
  if (place.day !== undefined) yield* notFound(place, { forgotten, newest })
  return undefined
}

/**
 * Numbers have no gaps. Only a day that was dropped makes one, and then what stands before and
 * behind it is of two days.
 */
const isGap = (before: PlacedEvent, behind: PlacedEvent): boolean =>
  behind.position.sequence > before.position.sequence + 1 &&
  dayOf(before.position.timeSeconds) === dayOf(behind.position.timeSeconds)

function whyOther(
  { event, position }: PlacedEvent,
  record: JsonObject,
  { day }: EventPlace,
): string | undefined {
  if (record['eventID'] !== event.eventId) return 'its id is another'
  if (record['awsRegion'] !== event.region) return 'its Region is another'
  const isOfDay = day === undefined || dayOf(position.timeSeconds) === day
  return isOfDay ? undefined : 'its day is another'
}

/** Management events have an entry for every attribute but their id, and one without any. */
function* notFound(
  { name, database }: EventPlace,
  { forgotten, newest }: EventBounds,
): Generator<Problem, undefined> {
  const found = database
    .prepare(
      `SELECT count(*) AS events FROM event
       WHERE category = 'Management' AND sequence > ?1 AND sequence <= ?2 AND EXISTS (
         SELECT 1 FROM (
           SELECT entry.value ->> 0 AS attribute, entry.value ->> 1 AS value
           FROM json_each(event.attributes) AS entry WHERE entry.value ->> 0 <> 'EventId'
           UNION ALL SELECT '', ''
         ) AS wanted
         WHERE NOT EXISTS (
           SELECT 1 FROM lookup WHERE lookup.account = event.account
             AND lookup.region = event.region AND lookup.attribute = wanted.attribute
             AND lookup.value = wanted.value AND lookup.time = event.time
             AND lookup.sequence = event.sequence
         )
       )`,
    )
    .get(forgotten, newest)
  const count = Number(found?.events)
  if (count > 0) yield problem('event/not-found', { count: String(count), place: name })
  return undefined
}
