// The table that is made where none fits: what AWS's console makes by a click, with partitions
// that need no upkeep.

import type { S3Client } from '@aws-sdk/client-s3'
import { gotOf, ask } from '../evidence/answer.ts'
import { logRootOf, type Trail } from '../evidence/trails.ts'
import { levelIn, objectsIn, parseS3Place } from '../logs/s3-listing.ts'
import type { TableName } from './athena-name.ts'
import { projectedCloudTrailTable } from './cloudtrail-table.ts'
import { printTableName } from './athena-name.ts'

export interface WantedTable {
  readonly table: TableName
  readonly trail: Trail
  readonly account: string
  readonly region: string
  /** When the key was made: nothing older is needed. */
  readonly since: string | undefined
}

/** CREATE TABLE for the logs of the trail, with the Regions and the days that the bucket holds. */
export async function createTableStatement(s3: S3Client, wanted: WantedTable): Promise<string> {
  const { table, trail, account, region, since } = wanted
  const organizationId = await organizationOf(s3, wanted)
  const folder = `${logRootOf(trail)}${organizationId ? `${organizationId}/` : ''}${account}/`
  const regions = await regionsIn(s3, `${folder}CloudTrail/`, region)
  const first = since ?? (await firstDayIn(s3, `${folder}CloudTrail/${region}/`))
  return projectedCloudTrailTable({
    table: printTableName(table),
    logs: { bucket: trail.bucket, prefix: trail.prefix, ...(organizationId && { organizationId }) },
    accounts: [account],
    regions,
    range: `${first?.slice(0, 10).replaceAll('-', '/') ?? FIRST_DAY},NOW`,
  })
}

/** CloudTrail was announced on this day: no log is older. */
const FIRST_DAY = '2013/11/13'

/** The console's name for it, in the console's database. */
export const defaultTable = ({ bucket }: Trail): TableName => ({
  database: 'default',
  name: `cloudtrail_logs_${bucket.replaceAll(/[-.]/g, '_')}`,
})

/** No answer of CloudTrail's says it: the folder above the accounts is named after it. */
export async function organizationOf(
  s3: S3Client,
  { trail }: Pick<WantedTable, 'trail'>,
): Promise<string | undefined> {
  if (!trail.isOrganizationTrail) return undefined
  const folders = await foldersOf(s3, logRootOf(trail))
  return folders.find((name) => name.startsWith('o-'))
}

async function regionsIn(s3: S3Client, folder: string, own: string): Promise<readonly string[]> {
  return [...new Set([own, ...(await foldersOf(s3, folder))])].toSorted()
}

/** Who may not list the bucket learns nothing of it; the table can be made all the same. */
async function foldersOf(s3: S3Client, folder: string): Promise<readonly string[]> {
  const place = parseS3Place(folder)
  if (place === undefined) return []
  const level = await ask('s3:ListBucket', () => levelIn(s3, place))
  return gotOf(level)?.folders ?? []
}

async function firstDayIn(s3: S3Client, folder: string): Promise<string | undefined> {
  const place = parseS3Place(folder)
  if (place === undefined) return undefined
  const page = await ask('s3:ListBucket', async () => (await objectsIn(s3, place).next()).value)
  const [first] = gotOf(page) ?? []
  return first && /\/(\d{4}\/\d{2}\/\d{2})\//.exec(first.key)?.[1]?.replaceAll('/', '-')
}
