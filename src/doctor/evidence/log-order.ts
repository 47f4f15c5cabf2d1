// Times are whole seconds, and a table knows no order within one: which of two policies of one
// second was put last is told by the log files themselves.

import type { S3Client } from '@aws-sdk/client-s3'
import { parseArn } from '../../base/arn.ts'
import { recordsIn } from '../logs/log-file.ts'
import { s3Logs } from '../logs/s3-logs.ts'
import { parseS3Place } from '../logs/s3-listing.ts'
import { ask, gotOf } from './answer.ts'
import { policyEventOf, type PolicyEvent } from './policy-event.ts'

export interface LocatedEvent {
  readonly event: PolicyEvent
  /** `s3://bucket/key` of the log file. */
  readonly path: string
}

/** More ties than this are no accident, and no order that could be found would explain them. */
const filesMax = 50

/** The same events; those of one second as their log files have them, where these can be read. */
export async function inLogOrder(
  s3: S3Client,
  located: readonly LocatedEvent[],
  keyArn: string,
): Promise<readonly PolicyEvent[]> {
  const paths = [...new Set(located.filter((one) => isTied(one, located)).map(({ path }) => path))]
  const files = await Promise.all(
    paths
      .toSorted()
      .slice(0, filesMax)
      .map((path) => eventsAt(s3, path, keyArn)),
  )
  const ids = new Set(located.map(({ event }) => event.eventId))
  const ordered = files.flat().filter(({ eventId }) => ids.has(eventId))
  const known = new Set(ordered.map(({ eventId }) => eventId))
  return [...ordered, ...located.flatMap(({ event }) => (known.has(event.eventId) ? [] : [event]))]
}

const isTied = (one: LocatedEvent, all: readonly LocatedEvent[]): boolean =>
  all.some(
    ({ event }) => event.eventTime === one.event.eventTime && event.eventId !== one.event.eventId,
  )

async function eventsAt(
  s3: S3Client,
  path: string,
  keyArn: string,
): Promise<readonly PolicyEvent[]> {
  const place = parseS3Place(path)
  if (place === undefined) return []
  const keyId = parseArn(keyArn)?.resource.slice('key/'.length) ?? keyArn
  const bytes = await ask('s3:GetObject', () => s3Logs(s3, place).read(place.prefix))
  const content = gotOf(bytes)
  const records = content === undefined ? [] : (recordsIn(content, keyId) ?? [])
  return records.flatMap((record) => policyEventOf(record, keyArn) ?? [])
}
