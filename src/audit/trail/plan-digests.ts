import { hourMs } from '../../base/sizes.ts'
import { eventTime } from '../event-time.ts'
import type { DigestFile, PreviousDigest } from './digest-file.ts'
import { digestFile } from './digest-file.ts'
import type { DigestSigner } from './digest-signer.ts'
import type { DeliveredFile } from './log-file.ts'
import type { LogPlace } from './place-in-bucket.ts'
import type { Trail } from './trail.ts'

/** Signing takes about a millisecond, and a clock can be far ahead. */
const digestsPerPlanMax = 24

/** How far the digests of one trail, account and Region have come. */
export interface DigestState extends LogPlace {
  /** Where the next digest starts: the end of the last one, or when the chain was begun. */
  readonly from: string
  /** Undefined: the next digest starts a chain. */
  readonly previous?: PreviousDigest
  /** Delivered, and in no digest yet. */
  readonly logFiles: readonly DeliveredFile[]
}

export interface DueDigests {
  /** To be put in this order: each names the one before it. */
  readonly digests: readonly DigestFile[]
  /** Where things stand when they are put. */
  readonly state: DigestState
}

export const newDigestState = ({ account, region }: LogPlace, now: Date): DigestState => ({
  account,
  region,
  from: eventTime(now),
  logFiles: [],
})

/** The state with files that have been put since. */
export const withLogFiles = (state: DigestState, files: readonly DeliveredFile[]): DigestState => ({
  ...state,
  logFiles: [
    ...state.logFiles,
    ...files.map(({ s3Bucket, s3Object, hashValue, newestEventTime, oldestEventTime, dueAt }) => ({
      s3Bucket,
      s3Object,
      hashValue,
      newestEventTime,
      oldestEventTime,
      dueAt,
    })),
  ],
})

/**
 * A digest for each hour that has passed, also for one without log files, and at most a day's:
 * what is due behind them is planned from the new state. A file that came late is in the next
 * digest; the deliveries up to `now` have to be made first.
 */
export function planDigests(
  trail: Trail,
  state: DigestState,
  now: Date,
  signer: DigestSigner,
): DueDigests {
  const { account, region } = state
  const digests: DigestFile[] = []
  let { previous, logFiles } = state
  let start = new Date(state.from)
  for (let end = hourAfter(start); end <= now; end = hourAfter(start)) {
    if (digests.length === digestsPerPlanMax) break
    const isOfHour = ({ dueAt }: DeliveredFile): boolean => dueAt <= eventTime(end)
    const hour = { place: { account, region }, start, end, previous }
    const digest = digestFile(trail, { ...hour, logFiles: logFiles.filter(isOfHour) }, signer)
    digests.push(digest)
    previous = asPrevious(digest)
    logFiles = logFiles.filter((file) => !isOfHour(file))
    start = end
  }
  const reached = { account, region, from: eventTime(start), logFiles }
  return { digests, state: previous ? { ...reached, previous } : reached }
}

const hourAfter = (time: Date): Date => new Date(time.getTime() + hourMs)

const asPrevious = ({ s3Bucket, s3Object, hashValue, signature }: DigestFile): PreviousDigest => ({
  s3Bucket,
  s3Object,
  hashValue,
  signature,
})
