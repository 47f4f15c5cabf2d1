// What the server may know of CloudTrail: which trails there are, and what is due to them.

import { eventTimeSeconds } from '../../audit/event-time.ts'
import type { Row, StoreView } from '../../store/store.ts'
import type { TrailRow } from './tables.ts'
import { isLogging, LOGGING, trailDeliveries, trails } from './tables.ts'
import { limits } from './limits.ts'

export type { TrailRow } from './tables.ts'
export { digestStates, trails } from './tables.ts'
export { DigestKeys } from './resources/digest-keys.ts'
export { trailArn } from './resources/trail-name.ts'
export {
  digestStatesOf,
  digestWork,
  failedDelivery,
  homeDigestState,
  logFileWork,
} from './resources/trail-work.ts'
export type { TrailObject, TrailWork } from './resources/trail-work.ts'

/** Trails that are logging, and those that were stopped and may have events to deliver yet. */
export async function trailsWithWork(store: StoreView): Promise<readonly Row<TrailRow>[]> {
  const withWork: Row<TrailRow>[] = []
  for (const trail of allTrails(store)) {
    if (isLogging(trail.value) || !(await isDone(store, trail))) withWork.push(trail)
  }
  return withWork
}

/** Every event up to this number is in the log files that it belongs into. */
export async function deliveredThrough(store: StoreView): Promise<number | undefined> {
  const places = (await trailsWithWork(store)).map(
    ({ id }) => store.get(trailDeliveries, id)?.value.through ?? 0,
  )
  return places.length === 0 ? undefined : Math.min(...places)
}

/** Whether any trail may take a data event: without one they are not even recorded. */
export function wantsDataEvents(store: StoreView): boolean {
  return store.find(trails, 'logging', LOGGING, { limit: limits.trailsMax }).some(takesDataEvents)
}

function takesDataEvents({ value }: Row<TrailRow>): boolean {
  const { eventSelectors = [], advancedEventSelectors = [] } = value
  return (
    eventSelectors.some(({ DataResources }) => DataResources.length > 0) ||
    advancedEventSelectors.some(({ FieldSelectors }) =>
      FieldSelectors.some(
        ({ Field, Equals }) => Field === 'eventCategory' && Equals?.includes('Data') === true,
      ),
    )
  )
}

const allTrails = (store: StoreView): readonly Row<TrailRow>[] =>
  store.page(trails, { limit: limits.trailsMax })

/** Whether all events of the time until the trail was stopped are behind it. */
async function isDone(store: StoreView, { id, value }: Row<TrailRow>): Promise<boolean> {
  const stopped = value.loggingPeriods.at(-1)?.until
  if (stopped === undefined) return true // It never logged.
  const { through: sequence = 0 } = store.get(trailDeliveries, id)?.value ?? {}
  const [next] = await store.eventsBehind({ sequence, limit: 1 })
  return next === undefined || next.event.timeSeconds > eventTimeSeconds(new Date(stopped))
}
