import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import {
  CreateBucketCommand,
  GetBucketEncryptionCommand,
  GetBucketLocationCommand,
  GetBucketOwnershipControlsCommand,
  GetBucketTaggingCommand,
  GetPublicAccessBlockCommand,
  HeadBucketCommand,
  S3Client,
} from '@aws-sdk/client-s3'
import type { CreateBucketCommandInput } from '@aws-sdk/client-s3'
import type { TestWorld } from '../../fixtures/world.ts'
import { allow, OTHER_ACCOUNT, startWorld } from '../../fixtures/world.ts'
import { bucketArn, eventOf, newBucket, notAuthorized, refusal } from './fixture.ts'

let world: TestWorld
before(async () => (world = await startWorld()))
after(() => world.close())

const create = (input: CreateBucketCommandInput, region?: string, credentials = world.root()) =>
  world.client(S3Client, credentials, region).send(new CreateBucketCommand(input))

// Validation

for (const Bucket of [
  'ab',
  'a'.repeat(64),
  'Capital',
  'under_score',
  '-hyphen',
  'hyphen-',
  'two..dots',
  '192.168.5.4',
  'xn--name',
  'sthree-name',
  'name-s3alias',
  'name--ol-s3',
]) {
  test(`no bucket is named ${Bucket}`, async () => {
    const { code, status } = await refusal(create({ Bucket }))
    assert.deepEqual([code, status], ['InvalidBucketName', 400])
  })
}

test('in us-east-1 a bucket can be made for any Region that there is', async () => {
  const constrained = (Bucket: string, LocationConstraint: string) =>
    create({
      Bucket,
      CreateBucketConfiguration: { LocationConstraint: LocationConstraint as 'eu-west-1' },
    })
  await constrained('in-ireland', 'eu-west-1')
  await constrained('in-europe', 'EU')
  for (const name of ['in-ireland', 'in-europe']) {
    const head = await world.client(S3Client).send(new HeadBucketCommand({ Bucket: name }))
    assert.equal(head.BucketRegion, 'eu-west-1')
  }
  for (const nowhere of ['us-east-1', 'xx-nowhere-1']) {
    const { code } = await refusal(constrained('nowhere', nowhere))
    assert.equal(code, 'InvalidLocationConstraint')
  }
})

test('elsewhere a bucket is made for the Region that the request is signed for', async () => {
  const Bucket = 'in-frankfurt'
  const LocationConstraint = 'eu-central-1'
  // The SDK for JavaScript adds the constraint when there is none.
  await create({ Bucket }, LocationConstraint)
  const located = await world.client(S3Client).send(new GetBucketLocationCommand({ Bucket }))
  assert.equal(located.LocationConstraint, LocationConstraint)
  const other = { LocationConstraint: 'eu-west-1' } as const
  const { code, message } = await refusal(
    create({ Bucket: 'elsewhere', CreateBucketConfiguration: other }, LocationConstraint),
  )
  assert.equal(code, 'IllegalLocationConstraintException')
  assert.match(message, /^The eu-west-1 location constraint is incompatible for the region/)
})

test('a bucket without ACLs is not made with one', async () => {
  const { code } = await refusal(create({ Bucket: 'with-acl', ACL: 'public-read' }))
  assert.equal(code, 'InvalidBucketAclWithObjectOwnership')
  await create({ Bucket: 'with-private-acl', ACL: 'private' })
})

// Authorization

test('making a bucket needs s3:CreateBucket on its name', async () => {
  const maker = await world.user('maker', allow('s3:CreateBucket', bucketArn('mine-*')))
  await create({ Bucket: 'mine-1' }, undefined, maker)
  const { code, message } = await refusal(create({ Bucket: 'yours-1' }, undefined, maker))
  assert.equal(code, 'AccessDenied')
  assert.equal(message, notAuthorized('maker', 's3:CreateBucket', bucketArn('yours-1')))
})

test('what the request sets of the bucket needs its own permission', async () => {
  const plain = await world.user('plain', allow('s3:CreateBucket'))
  const owned = { Bucket: 'owned-1', ObjectOwnership: 'BucketOwnerPreferred' } as const
  const { message } = await refusal(create(owned, undefined, plain))
  const action = 's3:PutBucketOwnershipControls'
  assert.equal(message, notAuthorized('plain', action, bucketArn('owned-1')))
})

test('a condition sees the Region that is asked for', async () => {
  const inIreland = {
    Version: '2012-10-17',
    Statement: [
      {
        Effect: 'Allow',
        Action: 's3:CreateBucket',
        Resource: '*',
        Condition: { StringEquals: { 's3:LocationConstraint': 'eu-west-1' } },
      },
    ],
  }
  const irish = await world.user('irish', inIreland)
  const configuration = { CreateBucketConfiguration: { LocationConstraint: 'eu-west-1' } } as const
  await create({ Bucket: 'irish-1', ...configuration }, undefined, irish)
  assert.equal(
    (await refusal(create({ Bucket: 'irish-2' }, undefined, irish))).code,
    'AccessDenied',
  )
})

// Behaviour

test('a new bucket blocks public access, has no ACLs, and encrypts', async () => {
  const s3 = world.client(S3Client)
  const Bucket = 'fresh'
  const made = await create({ Bucket })
  assert.deepEqual([made.Location, made.BucketArn], [`/${Bucket}`, bucketArn(Bucket)])
  const { PublicAccessBlockConfiguration: block } = await s3.send(
    new GetPublicAccessBlockCommand({ Bucket }),
  )
  assert.deepEqual(Object.values(block ?? {}), [true, true, true, true])
  const ownership = await s3.send(new GetBucketOwnershipControlsCommand({ Bucket }))
  assert.deepEqual(ownership.OwnershipControls?.Rules, [{ ObjectOwnership: 'BucketOwnerEnforced' }])
  const encryption = await s3.send(new GetBucketEncryptionCommand({ Bucket }))
  const [rule] = encryption.ServerSideEncryptionConfiguration?.Rules ?? []
  assert.equal(rule?.ApplyServerSideEncryptionByDefault?.SSEAlgorithm, 'AES256')
})

test('tags can come with the bucket', async () => {
  const TagSet = [{ Key: 'team', Value: 'payroll' }]
  await create({ Bucket: 'tagged', CreateBucketConfiguration: { Tags: TagSet } })
  const answer = await world
    .client(S3Client)
    .send(new GetBucketTaggingCommand({ Bucket: 'tagged' }))
  assert.deepEqual(answer.TagSet, TagSet)
})

test('a name is taken for every account, and outside us-east-1 for the owner too', async () => {
  const Bucket = await newBucket(world)
  await create({ Bucket })
  const foreign = await refusal(create({ Bucket }, undefined, world.root(OTHER_ACCOUNT)))
  assert.deepEqual([foreign.code, foreign.status], ['BucketAlreadyExists', 409])
  const again = await refusal(create({ Bucket }, 'eu-west-1'))
  assert.deepEqual([again.code, again.status], ['BucketAlreadyOwnedByYou', 409])
})

test('the event holds the request as it came', async () => {
  const LocationConstraint = 'eu-west-1'
  await create({ Bucket: 'recorded', CreateBucketConfiguration: { LocationConstraint } })
  const record = await eventOf(world, 'CreateBucket')
  assert.deepEqual(record?.['requestParameters'], {
    bucketName: 'recorded',
    Host: new URL(world.endpoint).host,
    CreateBucketConfiguration: {
      xmlns: 'http://s3.amazonaws.com/doc/2006-03-01/',
      LocationConstraint,
    },
  })
  assert.equal(record['responseElements'], null)
  assert.equal(record['readOnly'], false)
  assert.deepEqual(record['resources'], [
    { accountId: '111122223333', type: 'AWS::S3::Bucket', ARN: bucketArn('recorded') },
  ])
  const more = record['additionalEventData'] as Record<string, unknown>
  assert.equal(more['SignatureVersion'], 'SigV4')
  assert.equal(more['AuthenticationMethod'], 'AuthHeader')
  assert.ok(Number(more['bytesTransferredIn']) > 0)
  assert.equal(typeof more['x-amz-id-2'], 'string')
})
