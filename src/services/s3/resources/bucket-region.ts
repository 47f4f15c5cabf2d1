import type { Region } from '../../../base/region.ts'
import { GLOBAL_REGION, parseRegion } from '../../../base/region.ts'
import { IllegalLocationConstraintException, InvalidLocationConstraint } from '../errors.ts'

/** From before there were others in Europe. */
const EU = { name: 'EU', region: 'eu-west-1' as Region } as const

/**
 * The Region that a bucket is made in: of `us-east-1`, which is also the global endpoint, a
 * request may name any other; everywhere else it must name the very Region that it is sent to.
 */
export function requireBucketRegion(constraint: string | undefined, region: Region): Region {
  if (constraint === undefined) {
    if (region === GLOBAL_REGION) return region
    throw IllegalLocationConstraintException()
  }
  const named = constraint === EU.name ? EU.region : parseRegion(constraint)
  if (named === undefined || named === GLOBAL_REGION) {
    throw InvalidLocationConstraint({ LocationConstraint: constraint })
  }
  if (region === GLOBAL_REGION || region === named) return named
  throw IllegalLocationConstraintException(
    {},
    `The ${constraint} location constraint is incompatible for the region specific endpoint ` +
      'this request was sent to.',
  )
}
