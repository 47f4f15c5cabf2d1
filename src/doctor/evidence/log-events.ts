// Policy events of a key out of log files, in a bucket or in a folder.

import { stat } from 'node:fs/promises'
import { parseArn } from '../../base/arn.ts'
import { isMultiRegion } from '../athena/policy-events-query.ts'
import { doctorFailure } from '../failure.ts'
import { requireGoingOn } from '../interruption.ts'
import type { LogConnection } from '../logs/connect-logs.ts'
import { recordsIn } from '../logs/log-file.ts'
import type { LogFiles } from '../logs/log-files.ts'
import type { LogFilter } from '../logs/log-path.ts'
import { localLogs } from '../logs/local-logs.ts'
import { s3Logs } from '../logs/s3-logs.ts'
import { parseS3Place } from '../logs/s3-listing.ts'
import type { Reach } from '../reach.ts'
import { ask, gotOf, isUnseen, reasonOf } from './answer.ts'
import { policyEventOf, type PolicyEvent } from './policy-event.ts'
import type { SearchedPlace } from './searched-place.ts'

export interface FoundEvents {
  readonly events: readonly PolicyEvent[]
  readonly searched: SearchedPlace
}

/** A file is small and far away: the requests of this many are under way at once. */
const readAtOnce = 16

export async function searchLogs(
  { s3 }: LogConnection,
  logs: string,
  keyArn: string,
  reach: Reach,
): Promise<FoundEvents> {
  const { since = null, until = null } = reach
  const searched = { source: 'logFiles', place: logs, from: since, to: until } as const
  const files = await logFilesAt(s3, logs)
  const seen: Seen = { events: [], files: 0, unread: [] }
  const listed = await ask('s3:ListBucket', () => readAll(files, keyArn, reach, seen))
  const { events } = seen
  const counts = { events: events.length, files: seen.files }
  if (isUnseen(listed)) {
    const outcome = 'refused' in listed ? 'refused' : 'failed'
    const why = { reason: reasonOf(listed), permission: listed.by }
    return { events, searched: { ...searched, ...counts, outcome, ...why } }
  }
  const [unread] = seen.unread
  if (unread === undefined)
    return { events, searched: { ...searched, ...counts, outcome: 'searched' } }
  return { events, searched: { ...searched, ...counts, outcome: 'partly', reason: unread } }
}

async function logFilesAt(s3: LogConnection['s3'], logs: string): Promise<LogFiles> {
  const place = parseS3Place(logs)
  if (place !== undefined) return s3Logs(s3, place)
  const isFolder = await stat(logs).then(
    (found) => found.isDirectory(),
    () => false,
  )
  if (isFolder) return localLogs(logs)
  const lines = ['--logs s3://BUCKET/PREFIX', '--logs FOLDER']
  throw doctorFailure('noLogs', { logs }, { lines })
}

/** Grows while files are read. */
interface Seen {
  readonly events: PolicyEvent[]
  files: number
  /** Why a file could not be read, or was none. */
  readonly unread: string[]
}

async function readAll(files: LogFiles, keyArn: string, reach: Reach, seen: Seen): Promise<void> {
  const filter = filterFor(keyArn, reach)
  for await (const listed of files.list(filter)) {
    for (let at = 0; at < listed.length; at += readAtOnce) {
      requireGoingOn(reach.signal)
      const batch = listed.slice(at, at + readAtOnce)
      const answers = await Promise.all(batch.map((path) => readOne(files, path, keyArn)))
      // In the order of the listing: events of one second keep the order of the logs.
      for (const answer of answers) keep(answer, filter, seen)
      reach.tell?.({ step: 'reading', files: seen.files })
    }
  }
}

function filterFor(keyArn: string, { since, until }: Reach): LogFilter {
  const { account = '', region } = parseArn(keyArn) ?? {}
  return { account, region: isMultiRegion(keyArn) ? undefined : region, since, until }
}

function readOne(files: LogFiles, path: string, keyArn: string) {
  const keyId = parseArn(keyArn)?.resource.slice('key/'.length) ?? keyArn
  return ask('s3:GetObject', async () => {
    const records = recordsIn(await files.read(path), keyId)
    if (records === undefined) return { unread: `${path} is no log file` }
    return { events: records.flatMap((record) => policyEventOf(record, keyArn) ?? []) }
  })
}

function keep(answer: Awaited<ReturnType<typeof readOne>>, filter: LogFilter, seen: Seen): void {
  const got = gotOf<{ unread: string } | { events: PolicyEvent[] }>(answer)
  seen.files += 1
  if (isUnseen(answer)) seen.unread.push(reasonOf(answer))
  else if (got === undefined) seen.unread.push('a file went away while it was read')
  else if ('unread' in got) seen.unread.push(got.unread)
  else seen.events.push(...got.events.filter((event) => isWanted(event, filter)))
}

export function isWanted(
  { eventTime }: PolicyEvent,
  { since, until }: Pick<LogFilter, 'since' | 'until'>,
) {
  return (since === undefined || eventTime >= since) && (until === undefined || eventTime <= until)
}
