// How much a query will read, and Athena charge for: the sizes of the objects that its partitions
// hold, listed before it runs.

import type { S3Client } from '@aws-sdk/client-s3'
import { gotOf, isGot, isUnseen, reasonOf, ask } from '../evidence/answer.ts'
import { requireGoingOn } from '../interruption.ts'
import { deliveredBy } from '../logs/log-path.ts'
import { objectsIn, parseS3Place } from '../logs/s3-listing.ts'
import type { Reach, ScanEstimate } from '../reach.ts'
import { dayKeyOf, folderOf, type LogPlace, type TrailTable } from './trail-table.ts'

/** 1,000 objects a request: beyond this, "at least" is answer enough. */
const pagesMax = 100

export async function estimateScan(
  s3: S3Client,
  table: TrailTable,
  place: LogPlace,
  reach: Reach,
): Promise<ScanEstimate> {
  const answer = await ask('s3:ListBucket', () => count(s3, table, place, reach))
  if (isGot(answer)) return answer.got
  const reason = isUnseen(answer) ? { reason: reasonOf(answer) } : {}
  return gotOf(answer) ?? { objects: 0, bytes: 0, bound: 'unknown', ...reason }
}

async function count(
  s3: S3Client,
  table: TrailTable,
  place: LogPlace,
  { since, until, tell, signal }: Reach,
): Promise<ScanEstimate> {
  const folder = folderOf(table, place)
  const where = parseS3Place(folder)
  if (where === undefined) return { objects: 0, bytes: 0, bound: 'unknown' }
  // Only a table with partitions by the day is read by the day, as the folders lie.
  const days = isOfDays(table) ? { since, until } : {}
  const first = days.since === undefined ? undefined : `${where.prefix}${dayOf(days.since)}/`
  const last =
    days.until === undefined ? undefined : `${where.prefix}${dayOf(deliveredBy(days.until))}0`
  let [objects, bytes, pages] = [0, 0, 0]
  for await (const page of objectsIn(s3, where, first)) {
    requireGoingOn(signal)
    const wanted = page.filter(({ key }) => last === undefined || key < last)
    objects += wanted.length
    bytes += wanted.reduce((sum, { bytes: size }) => sum + size, 0)
    tell?.({ step: 'listing', objects })
    if (wanted.length < page.length) break
    if (++pages === pagesMax) return { objects, bytes, bound: 'atLeast' }
  }
  return { objects, bytes, bound: isOfDays(table) ? 'exactly' : 'atMost' }
}

/** The template goes on with the day right behind the folder, as the log files lie. */
const isOfDays = (table: TrailTable): boolean => dayKeyOf(table)?.format === 'yyyy/MM/dd'

const dayOf = (time: string): string => time.slice(0, 10).replaceAll('-', '/')
