// Events are filed as what they are, and lookups find them.

import type { JsonObject } from '../../../base/json.ts'
import { isJsonObject, parseJson } from '../../../base/json.ts'
import { dayTouches } from '../../../store/event-days.ts'
import type { EventPlace, FiledEvent } from './event-places.ts'
import type { EventRuns } from './event-runs.ts'
import type { KeyStory } from './key-story.ts'
import { problem, type Problem } from './problem.ts'

export interface EventCounts {
  events: number
}

/** What is told of events when all of them are known. */
export interface Gathered {
  readonly runs: EventRuns
  /** Sees every event that is as it must be. */
  readonly story: KeyStory
}

export interface EventBounds {
  /** Events up to this number were forgotten. */
  readonly forgotten: number
  readonly newest: number
}

export function* checkEvents(
  place: EventPlace,
  { forgotten, newest }: EventBounds,
  counts: EventCounts,
  { runs, story }: Gathered,
  goesOn: () => void,
): Generator<Problem, undefined> {
  for (const filed of place.events()) {
    const { sequence } = filed.position
    goesOn()
    // What the mover adds while this goes on is another moment's; of the file, nothing follows.
    if (sequence > newest) return undefined
    if (sequence <= forgotten) continue
    counts.events += 1
    runs.see(filed.position, place.name)
    const record = parseJson(filed.record)
    const reason = isJsonObject(record) ? whyOther(filed, record, place) : 'it is no JSON'
    if (reason === undefined) story.see(filed, record as JsonObject)
    else {
      yield problem('event/unreadable', { sequence: String(sequence), place: place.name, reason })
    }
  }
  if (place.day !== undefined) yield* notFound(place, { forgotten, newest })
  return undefined
}

function whyOther(
  { eventId, region, position: { timeSeconds } }: FiledEvent,
  record: JsonObject,
  { day }: EventPlace,
): string | undefined {
  if (record['eventID'] !== eventId) return 'its id is another'
  if (record['awsRegion'] !== region) return 'its Region is another'
  const isOfDay = day === undefined || dayTouches(day, timeSeconds, timeSeconds)
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
