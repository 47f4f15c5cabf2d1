import { change } from '../../../store/store.ts'
import type { Change, PageRequest, Row, Table } from '../../../store/store.ts'
import type { RequestScope } from '../../operation.ts'
import { organizationPlace } from '../../organizations/api.ts'
import {
  CloudTrailARNInvalidException,
  InvalidHomeRegionException,
  TrailNotFoundException,
} from '../errors.ts'
import { limits } from '../limits.ts'
import type { TrailDeliveryRow, TrailPlace, TrailRow } from '../tables.ts'
import { digestStates, trailDeliveries, trailRowId, trails } from '../tables.ts'
import { requireTrailPlace, trailArn } from './trail-name.ts'

/** The trails as one request sees them. */
export class Trails {
  readonly #request: RequestScope

  constructor(request: RequestScope) {
    this.#request = request
  }

  /** Where the trail is that a request names, if it exists. */
  placeOf(nameOrArn: string): TrailPlace {
    return requireTrailPlace(nameOrArn, this.#request)
  }

  at(place: TrailPlace): Row<TrailRow> | undefined {
    return this.#request.store.get(trails, trailRowId(place))
  }

  /** To be changed, which a trail can be in its home Region only. */
  requireAtHome(nameOrArn: string): Row<TrailRow> {
    const trail = this.#require(nameOrArn)
    const { region } = trail.value
    if (region !== this.#request.region) {
      // The sentence is ours: AWS's is not known.
      throw InvalidHomeRegionException(
        `Trail ${trailArn(trail.value)} can be changed only in its home Region ${region}.`,
      )
    }
    return trail
  }

  /** To be read: also a multi-Region trail of another home, by its ARN. */
  requireVisible(nameOrArn: string): Row<TrailRow> {
    const trail = this.#require(nameOrArn)
    const { region } = this.#request
    if (!isVisibleIn(trail.value, region)) throw wrongRegion(region)
    return trail
  }

  /** All of the caller's account, wherever their home is, in the order of Regions and names. */
  *ofAccount(after = ''): Generator<Row<TrailRow>, undefined> {
    yield* this.#rowsBelow(trails, `${this.#request.account}/`, after)
    return undefined
  }

  /** Those of the organization that the account is a member of, which are another account's. */
  ofOrganization(): readonly Row<TrailRow>[] {
    const { account, store } = this.#request
    const place = organizationPlace(store, account)
    if (!place || place.managementAccount === account) return []
    const rows = [...this.#rowsBelow(trails, `${place.managementAccount}/`)]
    return rows.filter(({ value }) => value.organizationId === place.organizationId)
  }

  create(trail: TrailRow): Change {
    return change(trails, trailRowId(trail), undefined, trail)
  }

  /** The trail with other values; `undefined` takes a value away. */
  update(
    row: Row<TrailRow>,
    values: { readonly [Name in keyof TrailRow]?: TrailRow[Name] | undefined },
  ): Change {
    return change(trails, row.id, row, { ...row.value, ...values } as TrailRow)
  }

  /** The trail and all that is kept about it. What is in the bucket stays there. */
  remove(row: Row<TrailRow>): readonly Change[] {
    const delivery = this.#request.store.get(trailDeliveries, row.id)
    return [
      change(trails, row.id, row, undefined),
      ...(delivery ? [change(trailDeliveries, row.id, delivery, undefined)] : []),
      ...this.endDigests(row),
    ]
  }

  /** No digest names the next one: a later one starts a chain of its own. */
  endDigests(row: Row<TrailRow>): readonly Change[] {
    return [...this.#rowsBelow(digestStates, `${row.id}/`)].map((state) =>
      change(digestStates, state.id, state, undefined),
    )
  }

  /** Of events from now on; what is still to be delivered of an earlier time stays so. */
  beginDelivery(row: Row<TrailRow>): readonly Change[] {
    const { store } = this.#request
    if (store.get(trailDeliveries, row.id)) return []
    return [change(trailDeliveries, row.id, undefined, { through: store.newestSequence() })]
  }

  deliveryOf(row: Row<TrailRow>): TrailDeliveryRow {
    return this.#request.store.get(trailDeliveries, row.id)?.value ?? {}
  }

  #require(nameOrArn: string): Row<TrailRow> {
    const place = this.placeOf(nameOrArn)
    const trail = this.at(place)
    if (!trail) {
      throw TrailNotFoundException(
        `Unknown trail: ${trailArn(place)} for the user: ${place.account}`,
      )
    }
    return trail
  }

  *#rowsBelow<Value>(
    table: Table<Value>,
    prefix: string,
    after = '',
  ): Generator<Row<Value>, undefined> {
    for (let behind = after; ;) {
      const request: PageRequest = { prefix, limit: limits.rowsPerRead, after: behind }
      const rows = this.#request.store.page(table, request)
      yield* rows
      const last = rows.at(-1)
      if (!last || rows.length < limits.rowsPerRead) return undefined
      behind = last.id
    }
  }
}

export const wrongRegion = (region: string) =>
  CloudTrailARNInvalidException(
    `Region in ARN is wrong, you can only access resources in region ${region}.`,
  )

/** A multi-Region trail shows in every Region; outside its home it is a shadow trail. */
export const isVisibleIn = (trail: TrailRow, region: string): boolean =>
  trail.isMultiRegionTrail || trail.region === region
