// A trail for a whole organization: whose it may be, and whose events it delivers.

import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { gunzipSync } from 'node:zlib'
import {
  CloudTrailClient,
  CreateTrailCommand,
  DescribeTrailsCommand,
  ListTrailsCommand,
  StartLoggingCommand,
  UpdateTrailCommand,
} from '@aws-sdk/client-cloudtrail'
import { CreateKeyCommand, KMSClient } from '@aws-sdk/client-kms'
import {
  CreateBucketCommand,
  GetObjectCommand,
  ListObjectsV2Command,
  PutBucketPolicyCommand,
  S3Client,
} from '@aws-sdk/client-s3'
import { advance } from '../../fixtures/clock.ts'
import { ACCOUNT, OTHER_ACCOUNT } from '../../fixtures/world.ts'
import type { OrganizationWorld } from './fixture.ts'
import { startOrganization } from './fixture.ts'

const CLOUDTRAIL = { ServicePrincipal: 'cloudtrail.amazonaws.com' }
const ARN = `arn:aws:cloudtrail:us-east-1:${ACCOUNT}:trail/all`

let world: OrganizationWorld
before(async () => {
  world = await startOrganization()
  const s3 = world.client(S3Client)
  await s3.send(new CreateBucketCommand({ Bucket: 'all-logs' }))
  const Policy = JSON.stringify(bucketPolicy(world.organizationId))
  await s3.send(new PutBucketPolicyCommand({ Bucket: 'all-logs', Policy }))
})
after(() => world.close())

/** AWS's, with the condition on the organization that the trail is of. */
function bucketPolicy(organizationId: string): object {
  const service = { Effect: 'Allow', Principal: { Service: 'cloudtrail.amazonaws.com' } }
  const bucket = 'arn:aws:s3:::all-logs'
  return {
    Version: '2012-10-17',
    Statement: [
      { ...service, Action: 's3:GetBucketAcl', Resource: bucket },
      {
        ...service,
        Action: 's3:PutObject',
        Resource: `${bucket}/AWSLogs/${organizationId}/*`,
        Condition: {
          StringEquals: { 's3:x-amz-acl': 'bucket-owner-full-control', 'aws:SourceArn': ARN },
        },
      },
    ],
  }
}

const create = (account = ACCOUNT, Name = 'all') =>
  world.client(CloudTrailClient, world.root(account)).send(
    new CreateTrailCommand({
      Name,
      S3BucketName: 'all-logs',
      IsMultiRegionTrail: true,
      IsOrganizationTrail: true,
    }),
  )

test('CloudTrail has to be trusted first, and only the management account may', async () => {
  await assert.rejects(create(), { name: 'CloudTrailAccessNotEnabledException' })
  await world.organizations().call('EnableAWSServiceAccess', CLOUDTRAIL)
  await assert.rejects(create(OTHER_ACCOUNT), { name: 'NotOrganizationMasterAccountException' })
})

test('it delivers the events of every member, below the organization’s folder', async () => {
  const trail = await create()
  assert.equal(trail.IsOrganizationTrail, true)
  assert.equal(trail.TrailARN, ARN)
  await world.client(CloudTrailClient).send(new StartLoggingCommand({ Name: 'all' }))
  const member = world.client(KMSClient, world.root(OTHER_ACCOUNT), 'eu-west-1')
  const { KeyMetadata } = await member.send(new CreateKeyCommand({}))
  await advance(world, '15m')
  const s3 = world.client(S3Client)
  const Prefix = `AWSLogs/${world.organizationId}/${OTHER_ACCOUNT}/CloudTrail/eu-west-1/`
  const { Contents = [] } = await s3.send(new ListObjectsV2Command({ Bucket: 'all-logs', Prefix }))
  assert.equal(Contents.length, 1)
  const file = await s3.send(
    new GetObjectCommand({ Bucket: 'all-logs', Key: Contents[0]?.Key ?? '' }),
  )
  const text = gunzipSync((await file.Body?.transformToByteArray()) ?? new Uint8Array()).toString()
  assert.match(text, new RegExp(KeyMetadata?.KeyId ?? 'none'))
})

test('members see it as a trail of theirs', async () => {
  const member = world.client(CloudTrailClient, world.root(OTHER_ACCOUNT))
  const { trailList } = await member.send(new DescribeTrailsCommand({}))
  assert.deepEqual(
    trailList?.map(({ TrailARN, IsOrganizationTrail }) => [TrailARN, IsOrganizationTrail]),
    [[ARN, true]],
  )
  const { Trails } = await member.send(new ListTrailsCommand({}))
  assert.equal(Trails?.[0]?.TrailARN, ARN)
  const own = await world.client(CloudTrailClient).send(new ListTrailsCommand({}))
  assert.equal(own.Trails?.length, 1)
})

test('an account that has left is in it no longer', async () => {
  const leaving = world.organizations(world.root(OTHER_ACCOUNT))
  await leaving.call('LeaveOrganization')
  const gone = world.client(KMSClient, world.root(OTHER_ACCOUNT), 'ap-northeast-1')
  await gone.send(new CreateKeyCommand({}))
  await advance(world, '15m')
  const Prefix = `AWSLogs/${world.organizationId}/${OTHER_ACCOUNT}/CloudTrail/ap-northeast-1/`
  const found = await world
    .client(S3Client)
    .send(new ListObjectsV2Command({ Bucket: 'all-logs', Prefix }))
  assert.equal(found.KeyCount, 0)
})

test('UpdateTrail makes it the account’s own again', async () => {
  const s3 = world.client(S3Client)
  const own = bucketPolicy(ACCOUNT)
  const Policy = JSON.stringify(own)
  await s3.send(new PutBucketPolicyCommand({ Bucket: 'all-logs', Policy }))
  const { IsOrganizationTrail } = await world
    .client(CloudTrailClient)
    .send(new UpdateTrailCommand({ Name: 'all', IsOrganizationTrail: false }))
  assert.equal(IsOrganizationTrail, false)
})
