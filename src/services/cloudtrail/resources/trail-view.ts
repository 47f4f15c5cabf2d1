import type { Trail } from '../model.ts'
import type { TrailRow } from '../tables.ts'
import { hasCustomSelectors } from './event-selectors.ts'
import { settingsOf } from './trail-settings.ts'

/** https://docs.aws.amazon.com/awscloudtrail/latest/APIReference/API_Trail.html */
export const trailView = (trail: TrailRow): Trail => ({
  ...settingsOf(trail),
  HomeRegion: trail.region,
  HasCustomEventSelectors: hasCustomSelectors(trail),
  HasInsightSelectors: false,
})
