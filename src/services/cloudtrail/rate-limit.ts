import { secondMs } from '../../base/sizes.ts'

/** Takes one token of `key`'s bucket; false: there is none left. */
export type RateLimit = (key: string, now: Date) => boolean

/**
 * A token bucket for each key, holding one second's worth.
 *
 * LookupEvents: two requests a second for each account and Region.
 * https://docs.aws.amazon.com/awscloudtrail/latest/APIReference/API_LookupEvents.html
 */
export function rateLimit(requestsPerSecond: number): RateLimit {
  const buckets = new Map<string, { tokens: number; filledAtMs: number }>()
  return (key, now) => {
    const nowMs = now.getTime()
    const bucket = buckets.get(key) ?? { tokens: requestsPerSecond, filledAtMs: nowMs }
    const gained = ((nowMs - bucket.filledAtMs) / secondMs) * requestsPerSecond
    const tokens = Math.min(requestsPerSecond, bucket.tokens + Math.max(0, gained))
    const taken = tokens >= 1
    buckets.set(key, { tokens: taken ? tokens - 1 : tokens, filledAtMs: nowMs })
    return taken
  }
}

export const unlimited: RateLimit = () => true
