// AWS managed policies under their real ARNs, in the version that AWS documents.
// https://docs.aws.amazon.com/aws-managed-policy/latest/reference/

import type { ManagedStatement } from './aws-policy-statements.ts'
import { MANAGED_STATEMENTS } from './aws-policy-statements.ts'

export interface AwsManagedPolicy {
  readonly arn: string
  readonly name: string
  readonly path: string
  readonly uniqueId: string
  readonly description: string
  readonly createdAt: string
  readonly versionId: string
  readonly document: string
}

type Entry = readonly [uniqueId: string, createdAt: string, versionId: string, description: string]

// UNLIKE AWS: ids that begin with ANPASPAREKEY are ours; AWS's are not in its documentation.
const ENTRIES: Readonly<Record<string, Entry>> = {
  AdministratorAccess: [
    'ANPAIWMBCKSKIEE64ZLYK',
    '2015-02-06T18:39:46.000Z',
    'v1',
    'Provides full access to AWS services and resources.',
  ],
  PowerUserAccess: [
    'ANPAJYRXTHIB4FOVS3ZXS',
    '2015-02-06T18:39:47.000Z',
    'v5',
    'Provides full access to AWS services and resources, but does not allow management of ' +
      'Users and groups.',
  ],
  ReadOnlyAccess: [
    'ANPAILL3HVNFSB6DCOWYQ',
    '2015-02-06T18:39:48.000Z',
    'v1',
    'Provides read-only access to AWS services and resources.',
  ],
  'job-function/ViewOnlyAccess': [
    'ANPAID22R6XPJATWOFDK6',
    '2016-11-10T17:20:15.000Z',
    'v1',
    'This policy grants permissions to view resources and basic metadata across all AWS services.',
  ],
  SecurityAudit: [
    'ANPAIX2T3QCXHR2OGGCTO',
    '2015-02-06T18:41:01.000Z',
    'v1',
    'The security audit template grants access to read security configuration metadata. It is ' +
      'useful for software that audits the configuration of an AWS account.',
  ],
  AWSKeyManagementServicePowerUser: [
    'ANPAJNPP7PPPPMJRV2SA4',
    '2015-02-06T18:40:40.000Z',
    'v2',
    'Provides access to AWS Key Management Service (KMS).',
  ],
  IAMFullAccess: [
    'ANPAI7XKCFMBPM3QQRRVQ',
    '2015-02-06T18:40:38.000Z',
    'v2',
    'Provides full access to IAM via the AWS Management Console.',
  ],
  IAMReadOnlyAccess: [
    'ANPAJKSO7NDY4T57MWDSQ',
    '2015-02-06T18:40:39.000Z',
    'v4',
    'Provides read only access to IAM via the AWS Management Console.',
  ],
  IAMUserChangePassword: [
    'ANPAJ4L4MM2A7QIEB56MS',
    '2016-11-15T00:25:16.000Z',
    'v2',
    'Provides the ability for an IAM user to change their own password.',
  ],
  AWSCloudTrail_FullAccess: [
    'ANPASPAREKEYTRAILFULL',
    '2020-10-12T23:01:55.000Z',
    'v1',
    'Provides full access to AWS CloudTrail.',
  ],
  AWSCloudTrail_ReadOnlyAccess: [
    'ANPASPAREKEYCLOUDTRAI',
    '2022-06-14T17:19:00.000Z',
    'v1',
    'This policy grants read-only access to AWS CloudTrail.',
  ],
  AmazonS3FullAccess: [
    'ANPAIFIR6V6BVTRAHWINE',
    '2015-02-06T18:40:58.000Z',
    'v2',
    'Provides full access to all buckets via the AWS Management Console.',
  ],
  AmazonS3ReadOnlyAccess: [
    'ANPAIZTJ4DXE7G6AGAE6M',
    '2015-02-06T18:40:59.000Z',
    'v3',
    'Provides read only access to all buckets via the AWS Management Console.',
  ],
  AmazonAthenaFullAccess: [
    'ANPAIPJMLMD4C7RYZ6XCK',
    '2016-11-30T16:46:01.000Z',
    'v1',
    'Provide full access to Amazon Athena and scoped access to the dependencies needed to ' +
      'enable querying, writing results, and data management.',
  ],
  AWSOrganizationsFullAccess: [
    'ANPAJZXBNRCJKNLQHSB5M',
    '2018-11-06T20:31:57.000Z',
    'v1',
    'Provides full access to AWS Organizations.',
  ],
  AWSOrganizationsReadOnlyAccess: [
    'ANPAJY5RQATUV77PEPVOM',
    '2018-11-06T20:32:38.000Z',
    'v1',
    'Provides read-only access to AWS Organizations.',
  ],
}

/** In the order of their ARNs. */
export const AWS_MANAGED_POLICIES: readonly AwsManagedPolicy[] = Object.entries(ENTRIES)
  .map(([place, entry]) => managedPolicy(place, entry))
  .sort((a, b) => (a.arn < b.arn ? -1 : 1))

const byArn = new Map(AWS_MANAGED_POLICIES.map((policy) => [policy.arn, policy]))

export function awsManagedPolicy(arn: string): AwsManagedPolicy | undefined {
  return byArn.get(arn)
}

/** `place` is the name behind its path. */
function managedPolicy(place: string, entry: Entry): AwsManagedPolicy {
  const [uniqueId, createdAt, versionId, description] = entry
  const slash = place.lastIndexOf('/') + 1
  return {
    arn: `arn:aws:iam::aws:policy/${place}`,
    name: place.slice(slash),
    path: `/${place.slice(0, slash)}`,
    uniqueId,
    description,
    createdAt,
    versionId,
    document: documentOf(MANAGED_STATEMENTS[place] ?? []),
  }
}

function documentOf(statements: readonly ManagedStatement[]): string {
  const Statement = statements.map((each) => ({ Effect: 'Allow', Resource: '*', ...each }))
  return JSON.stringify({ Version: '2012-10-17', Statement })
}
