// What has to hold beside the other trails of the account.

import { REGIONS } from '../../../base/region.ts'
import { MaximumNumberOfTrailsExceededException, TrailAlreadyExistsException } from '../errors.ts'
import { limits } from '../limits.ts'
import type { CloudTrailScope } from '../scope.ts'
import type { TrailRow } from '../tables.ts'
import { trailRowId } from '../tables.ts'
import { isVisibleIn } from './trails.ts'

/** In every Region in which the trail will be seen, its name is free and there is room for it. */
export function requireRoomFor(trail: TrailRow, { trails }: CloudTrailScope): void {
  const others = [...trails.ofAccount()]
    .map(({ value }) => value)
    .filter((other) => trailRowId(other) !== trailRowId(trail))
  for (const region of trail.isMultiRegionTrail ? REGIONS : [trail.region]) {
    const there = others.filter((other) => isVisibleIn(other, region))
    if (there.some(({ name }) => name === trail.name)) throw alreadyExists(trail)
    if (there.length >= limits.trailsPerRegionMax) {
      throw MaximumNumberOfTrailsExceededException(
        `User: ${trail.account} already has ${there.length} trails in ${region}.`,
      )
    }
  }
}

export const alreadyExists = ({ name, account }: TrailRow) =>
  TrailAlreadyExistsException(`Trail ${name} already exists for customer: ${account}`)
