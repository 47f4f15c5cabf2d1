import { GetObjectCommand, type S3Client } from '@aws-sdk/client-s3'
import type { LogFiles } from './log-files.ts'
import { isLogFile, mayHold, type LogFilter } from './log-path.ts'
import { levelIn, objectsIn, type S3Place } from './s3-listing.ts'

/**
 * A bucket, from a prefix on. Folders of other accounts and Regions are not opened; the days of
 * one Region are listed in one go, which takes fewer requests than day by day.
 */
export const s3Logs = (s3: S3Client, place: S3Place): LogFiles => ({
  list: (filter) => filesBelow(s3, place, filter),
  async read(path) {
    const command = new GetObjectCommand({ Bucket: place.bucket, Key: path })
    const { Body } = await s3.send(command)
    return (await Body?.transformToByteArray()) ?? new Uint8Array()
  },
})

async function* filesBelow(
  s3: S3Client,
  { bucket, prefix }: S3Place,
  filter: LogFilter,
): AsyncGenerator<readonly string[]> {
  const folder = prefix === '' || prefix.endsWith('/') ? prefix : `${prefix}/`
  const wanted = (keys: readonly string[]) =>
    keys.filter((key) => isLogFile(key) && mayHold(key, filter))
  if (!REGION_FOLDER.test(folder)) {
    const { folders, keys } = await levelIn(s3, { bucket, prefix: folder })
    yield wanted(keys)
    for (const name of folders) {
      const below = `${folder}${name}/`
      if (mayHold(below, filter)) yield* filesBelow(s3, { bucket, prefix: below }, filter)
    }
    return
  }
  for await (const page of objectsIn(s3, { bucket, prefix: folder }, firstOf(folder, filter))) {
    const keys = page.map(({ key }) => key)
    yield wanted(keys)
    // Days are in order: behind the last one wanted there is nothing.
    if (isBehind(keys.at(-1), filter)) return
  }
}

/** Down to here there is something to choose from; below lie days. */
const REGION_FOLDER = /(^|\/)CloudTrail\/[^/]+\//

/** The place in the listing where the first day wanted begins. */
function firstOf(folder: string, { since }: LogFilter): string | undefined {
  if (since === undefined || !/CloudTrail\/[^/]+\/$/.test(folder)) return undefined
  return `${folder}${since.slice(0, 10).replaceAll('-', '/')}/`
}

const isBehind = (key: string | undefined, filter: LogFilter): boolean =>
  key !== undefined && filter.until !== undefined && !mayHold(key, { ...filter, since: undefined })
