import type { RequestScope } from '../operation.ts'
import type { RateLimit } from './rate-limit.ts'

export interface CloudTrailScope extends RequestScope {
  /** Takes one of the caller's lookups for this second; false: there is none left. */
  readonly takeLookup: RateLimit
}
