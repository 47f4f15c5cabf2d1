import { DescribeTrailsCommand } from '@aws-sdk/client-cloudtrail'
import type { Connection } from '../connection.ts'
import { ask, type Answer } from './answer.ts'

/** Where the events of a Region are delivered to. */
export interface Trail {
  readonly arn: string
  readonly bucket: string
  /** S3KeyPrefix, without slashes around it; empty for none. */
  readonly prefix: string
  readonly isOrganizationTrail: boolean
}

/** The trails that record the Region, those of all Regions included. */
export async function describeTrails(
  { cloudtrail }: Connection,
  region: string,
): Promise<readonly Trail[]> {
  const { trailList = [] } = await cloudtrail.send(new DescribeTrailsCommand({}))
  return trailList
    .filter(({ IsMultiRegionTrail, HomeRegion }) => IsMultiRegionTrail || HomeRegion === region)
    .map(({ TrailARN = '', S3BucketName = '', S3KeyPrefix = '', IsOrganizationTrail }) => ({
      arn: TrailARN,
      bucket: S3BucketName,
      prefix: S3KeyPrefix.replaceAll(/^\/+|\/+$/g, ''),
      isOrganizationTrail: IsOrganizationTrail === true,
    }))
}

export async function askTrails(
  connection: Connection,
  region: string,
): Promise<Answer<readonly Trail[]>> {
  return ask('cloudtrail:DescribeTrails', () => describeTrails(connection, region))
}

/** `s3://bucket/[prefix/]AWSLogs/`: below it stand the accounts, or the organization. */
export const logRootOf = ({ bucket, prefix }: Trail): string =>
  `s3://${bucket}/${prefix === '' ? '' : `${prefix}/`}AWSLogs/`
