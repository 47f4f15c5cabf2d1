// The trails that the operations on tags name: by ARN only.

import type { Row } from '../../../store/store.ts'
import {
  CloudTrailARNInvalidException,
  ResourceNotFoundException,
  ResourceTypeNotSupportedException,
} from '../errors.ts'
import type { CloudTrailScope } from '../scope.ts'
import type { TrailPlace, TrailRow } from '../tables.ts'
import { placeInArn } from './trail-name.ts'
import { isVisibleIn, wrongRegion } from './trails.ts'

/** Channels, dashboards and event data stores can be tagged too; there are none here. */
const OTHER_RESOURCE =
  /^arn:aws:cloudtrail:[a-z0-9-]*:\d{12}:(?:channel|dashboard|eventdatastore)\//

export function requireTaggablePlace(arn: string, { account }: CloudTrailScope): TrailPlace {
  if (OTHER_RESOURCE.test(arn)) {
    // The sentence is ours: AWS's is not known.
    throw ResourceTypeNotSupportedException('Sparekey tags trails only')
  }
  const place = placeInArn(arn)
  if (place?.account !== account) {
    throw CloudTrailARNInvalidException(
      'You must specify an ARN that the caller account can access.',
    )
  }
  return place
}

/** To be read: also a multi-Region trail of another home. */
export function requireTaggedTrail(arn: string, scope: CloudTrailScope): Row<TrailRow> {
  const trail = scope.trails.at(requireTaggablePlace(arn, scope))
  // The sentence is ours: AWS's is not known.
  if (!trail) throw ResourceNotFoundException(`Resource ${arn} does not exist.`)
  if (!isVisibleIn(trail.value, scope.region)) throw wrongRegion(scope.region)
  return trail
}

/** To be changed. The model has no InvalidHomeRegionException for these operations. */
export function requireTaggedTrailAtHome(arn: string, scope: CloudTrailScope): Row<TrailRow> {
  const trail = requireTaggedTrail(arn, scope)
  if (trail.value.region !== scope.region) throw wrongRegion(scope.region)
  return trail
}
