import type { RequestScope } from '../operation.ts'
import type { RateLimit } from './rate-limit.ts'
import type { DigestKeys } from './resources/digest-keys.ts'
import type { Trails } from './resources/trails.ts'

export interface CloudTrailScope extends RequestScope {
  /** Takes one of the caller's lookups for this second; false: there is none left. */
  readonly takeLookup: RateLimit
  readonly trails: Trails
  /** Of the request's Region. */
  readonly digestKeys: DigestKeys
}
