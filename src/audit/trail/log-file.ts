// A log file: its content, its hash and its key.
// https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudtrail-log-file-examples.html

import { createHash } from 'node:crypto'
import { secondMs } from '../../base/sizes.ts'
import { eventTime } from '../event-time.ts'
import { windowEnd } from './delivery-window.ts'
import { compactTime, objectKey } from './place-in-bucket.ts'
import type { LogPlace } from './place-in-bucket.ts'
import type { Trail } from './trail.ts'
import type { TrailEvent } from './trail-event.ts'

/** One object to put: compressed, as `application/json` with the content encoding `gzip`. */
export interface LogFile extends DeliveredFile, LogPlace {
  readonly content: Uint8Array
}

/** What a digest tells of a log file. Times are CloudTrail's, without fractions of a second. */
export interface DeliveredFile {
  readonly s3Bucket: string
  readonly s3Object: string
  /** SHA-256 of the content before it was compressed, in hexadecimal. */
  readonly hashValue: string
  readonly newestEventTime: string
  readonly oldestEventTime: string
  /** The end of its window: when it was due. */
  readonly dueAt: string
}

/** Of at least one event; all are of one account and Region, in the order of recording. */
export function logFile(
  trail: Trail,
  events: readonly [TrailEvent, ...TrailEvent[]],
  windowMs: number,
): LogFile {
  const [first] = events
  const { account, region } = first
  const due = dueTime(first, windowMs)
  const content = Buffer.from(`{"Records":[${events.map(({ record }) => record).join(',')}]}`)
  const times = events.map(({ timeSeconds }) => timeSeconds)
  return {
    account,
    region,
    s3Bucket: trail.s3BucketName,
    s3Object: logFileKey(trail, first, due),
    hashValue: createHash('sha256').update(content).digest('hex'),
    newestEventTime: timeOf(times.reduce((one, other) => Math.max(one, other))),
    oldestEventTime: timeOf(times.reduce((one, other) => Math.min(one, other))),
    dueAt: eventTime(due),
    content,
  }
}

const timeOf = (seconds: number): string => eventTime(new Date(seconds * secondMs))

export const dueTime = ({ timeSeconds }: TrailEvent, windowMs: number): Date =>
  windowEnd(new Date(timeSeconds * secondMs), windowMs)

/**
 * The key rests on the first event alone, so that a delivery that is repeated after a crash puts
 * the same object again instead of a second one.
 *
 * UNLIKE AWS: the time in a log file's name is that at which it was due. AWS's is that of
 * delivery, which is later when a delivery had to wait.
 */
function logFileKey(trail: Trail, first: TrailEvent, due: Date): string {
  const minute = compactTime(due).replace(/\d\dZ$/, 'Z')
  return objectKey(trail, 'CloudTrail', first, due, `${minute}_${uniqueString(trail, first)}`)
}

const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789'
const UNIQUE_CHARACTERS = 16

function uniqueString(trail: Trail, { account, region, sequence }: TrailEvent): string {
  const owner = [trail.account, trail.region, trail.name, account, region, sequence]
  const hash = createHash('sha256').update(owner.join('/')).digest()
  return [...hash.subarray(0, UNIQUE_CHARACTERS)]
    .map((byte) => ALPHABET.charAt(byte % ALPHABET.length))
    .join('')
}
