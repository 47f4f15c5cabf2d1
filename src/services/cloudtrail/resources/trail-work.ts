// What is next to be put into a trail's bucket, and what is to be kept of it once it is there.

import type { DigestSigner } from '../../../audit/trail/digest-signer.ts'
import type { LogFile } from '../../../audit/trail/log-file.ts'
import type { LogPlace } from '../../../audit/trail/place-in-bucket.ts'
import { planDelivery } from '../../../audit/trail/plan-delivery.ts'
import type { DeliveryClock } from '../../../audit/trail/plan-delivery.ts'
import type { DigestState } from '../../../audit/trail/plan-digests.ts'
import { newDigestState, planDigests, withLogFiles } from '../../../audit/trail/plan-digests.ts'
import { selects } from '../../../audit/trail/selects.ts'
import { trailEvent } from '../../../audit/trail/trail-event.ts'
import type { TrailEvent } from '../../../audit/trail/trail-event.ts'
import { isJsonObject } from '../../../base/json.ts'
import { change } from '../../../store/store.ts'
import type { Change, Row, StoreView } from '../../../store/store.ts'
import { memberAccounts } from '../../organizations/api.ts'
import { limits } from '../limits.ts'
import type { TrailDeliveryRow, TrailRow } from '../tables.ts'
import { digestStates, isLogging, trailDeliveries } from '../tables.ts'
import { trailArn } from './trail-name.ts'

/** One object to put: compressed, as `application/json` with the content encoding `gzip`. */
export interface TrailObject {
  readonly key: string
  readonly content: Uint8Array
  readonly metadata: Readonly<Record<string, string>>
}

export interface TrailWork {
  /** To be put in this order. */
  readonly objects: readonly TrailObject[]
  /** What to keep when all of them are put. */
  readonly changes: readonly Change[]
  /** There may be more to do behind it. */
  readonly goesOn: boolean
}

/** The log files that are due. Undefined: there is nothing to put and nothing to keep. */
export async function logFileWork(
  store: StoreView,
  trail: Row<TrailRow>,
  clock: DeliveryClock,
): Promise<TrailWork | undefined> {
  const { through: sequence = 0 } = deliveryOf(store, trail)
  const placed = await store.eventsBehind({ sequence, limit: limits.eventsPerDelivery })
  const events = placed.map(({ event, position }) => trailEvent(position.sequence, event))
  const isFull = events.length === limits.eventsPerDelivery
  const trailNow = withAccounts(store, trail.value)
  const { files, through } = planDelivery(trailNow, events, clock)
  if (through === undefined) return undefined
  if (!isFull && files.length > 0 && onlyOwnDataKeys(trailNow, events)) return undefined
  const delivered = files.length > 0 ? { latestDeliveryAt: clock.now.toISOString() } : {}
  return {
    objects: files.map(({ s3Object: key, content }) => ({ key, content, metadata: {} })),
    changes: [
      keepDelivery(store, trail, { through, ...delivered, latestDeliveryError: undefined }, clock),
      ...keepForDigests(store, trail, files, clock),
    ],
    goesOn: isFull,
  }
}

/**
 * An organization trail takes the events of those who are members when they are delivered.
 *
 * UNLIKE AWS: of an account that has left meanwhile it takes none from before either.
 */
function withAccounts(store: StoreView, trail: TrailRow): TrailRow {
  const { organizationId } = trail
  if (organizationId === undefined) return trail
  return { ...trail, organizationAccounts: memberAccounts(store, organizationId) }
}

/**
 * With SSE-KMS every log file takes a data key, and every data key leaves an event. Alone these are
 * not worth a file, or an idle trail would be writing for ever.
 *
 * UNLIKE AWS: they wait for another event; AWS delivers them by themselves.
 */
function onlyOwnDataKeys(trail: TrailRow, events: readonly TrailEvent[]): boolean {
  return events.filter((event) => selects(trail, event)).every((event) => isDataKey(trail, event))
}

function isDataKey(trail: TrailRow, { fields }: TrailEvent): boolean {
  const { eventName, requestParameters } = fields
  if (eventName !== 'GenerateDataKey' || !isJsonObject(requestParameters)) return false
  const { encryptionContext } = requestParameters
  return (
    isJsonObject(encryptionContext) && encryptionContext['aws:cloudtrail:arn'] === trailArn(trail)
  )
}

/** The digests that are due in one Region and account. Undefined: there is none. */
export function digestWork(
  store: StoreView,
  trail: Row<TrailRow>,
  state: Row<DigestState>,
  { clock, signer }: { readonly clock: DeliveryClock; readonly signer: DigestSigner },
): TrailWork | undefined {
  // A trail that was stopped tells of its last files, and of no empty hours.
  if (!isLogging(trail.value) && state.value.logFiles.length === 0) return undefined
  const due = planDigests(trail.value, state.value, clock.now, signer)
  if (due.digests.length === 0) return undefined
  const delivered = {
    latestDigestDeliveryAt: clock.now.toISOString(),
    latestDigestDeliveryError: undefined,
  }
  return {
    objects: due.digests.map(({ s3Object: key, content, metadata }) => ({
      key,
      content,
      metadata,
    })),
    changes: [
      change(digestStates, state.id, state, due.state),
      keepDelivery(store, trail, delivered, clock),
    ],
    goesOn: true,
  }
}

/** S3's answer, kept for GetTrailStatus; what could not be put is tried again. */
export const failedDelivery = (
  store: StoreView,
  trail: Row<TrailRow>,
  values: Pick<TrailDeliveryRow, 'latestDeliveryError' | 'latestDigestDeliveryError'>,
  clock: DeliveryClock,
): Change => keepDelivery(store, trail, values, clock)

/** The Regions and accounts of which digests tell: the home from the first, others with a file. */
export function digestStatesOf(
  store: StoreView,
  trail: Row<TrailRow>,
): readonly Row<DigestState>[] {
  return store.page(digestStates, { prefix: `${trail.id}/`, limit: limits.digestPlacesMax })
}

/** The chain of the home Region begins when the trail begins to log, with or without events. */
export function homeDigestState(store: StoreView, trail: Row<TrailRow>): readonly Change[] {
  const { account, region, loggingPeriods } = trail.value
  const id = stateId(trail, { account, region })
  const started = loggingPeriods.at(-1)?.from
  if (started === undefined || store.get(digestStates, id)) return []
  return [
    change(digestStates, id, undefined, newDigestState({ account, region }, new Date(started))),
  ]
}

function keepForDigests(
  store: StoreView,
  trail: Row<TrailRow>,
  files: readonly LogFile[],
  { now, windowMs }: DeliveryClock,
): readonly Change[] {
  if (!trail.value.logFileValidationEnabled) return []
  const byPlace = Map.groupBy(files, (place) => stateId(trail, place))
  return [...byPlace].flatMap(([id, [first, ...more]]) => {
    if (!first) return []
    const state = store.get(digestStates, id)
    const begun = new Date(Math.min(now.getTime(), Date.parse(first.dueAt) - windowMs))
    const before = state?.value ?? newDigestState(first, begun)
    return [change(digestStates, id, state, withLogFiles(before, [first, ...more]))]
  })
}

const stateId = (trail: Row<TrailRow>, { account, region }: LogPlace): string =>
  `${trail.id}/${account}/${region}`

const deliveryOf = (store: StoreView, trail: Row<TrailRow>): TrailDeliveryRow =>
  store.get(trailDeliveries, trail.id)?.value ?? {}

/** `undefined` takes a value away. */
function keepDelivery(
  store: StoreView,
  trail: Row<TrailRow>,
  values: { readonly [Name in keyof TrailDeliveryRow]?: TrailDeliveryRow[Name] | undefined },
  { now }: DeliveryClock,
): Change {
  const current = store.get(trailDeliveries, trail.id)
  const kept = { ...current?.value, ...values, latestDeliveryAttemptAt: now.toISOString() }
  return change(trailDeliveries, trail.id, current, kept as TrailDeliveryRow)
}
