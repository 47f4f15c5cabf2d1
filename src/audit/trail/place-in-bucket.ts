// Where CloudTrail puts its files.
// https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudtrail-find-log-files.html

import type { Trail } from './trail.ts'

type Home = Pick<Trail, 's3KeyPrefix' | 'organizationId'>

/** Whose events a file holds, and of which Region. */
export interface LogPlace {
  readonly account: string
  readonly region: string
}

type Kind = 'CloudTrail' | 'CloudTrail-Digest'

/** The key's beginning for one account, up to and with the slash. */
export function accountFolder({ s3KeyPrefix, organizationId }: Home, account: string): string {
  const parts = [s3KeyPrefix, 'AWSLogs', organizationId, account]
  return `${parts.filter((part) => part !== undefined).join('/')}/`
}

/** The key of a file, with the folder of the day that `time` lies in. */
export function objectKey(
  home: Home,
  kind: Kind,
  { account, region }: LogPlace,
  time: Date,
  name: string,
): string {
  const day = time.toISOString().slice(0, 'yyyy-mm-dd'.length).replaceAll('-', '/')
  const folder = `${accountFolder(home, account)}${kind}/${region}/${day}`
  return `${folder}/${account}_${kind}_${region}_${name}.json.gz`
}

/** `20261123T094107Z`. */
export const compactTime = (time: Date): string =>
  `${time.toISOString().slice(0, 'yyyy-mm-ddThh:mm:ss'.length).replaceAll(/[-:]/g, '')}Z`
