import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import * as S3 from '@aws-sdk/client-s3'
import type { TestWorld } from '../../fixtures/world.ts'
import { allow, startWorld } from '../../fixtures/world.ts'
import { bucketArn, eventOf, newBucket, notAuthorized, refusal } from './fixture.ts'

let world: TestWorld
let s3: S3.S3Client
let Bucket: string
before(async () => {
  world = await startWorld()
  s3 = world.client(S3.S3Client)
  Bucket = await newBucket(world)
})
after(() => world.close())

const tag = (TagSet: readonly S3.Tag[]) =>
  s3.send(new S3.PutBucketTaggingCommand({ Bucket, Tagging: { TagSet: [...TagSet] } }))

const lifecycle = (...Rules: readonly S3.LifecycleRule[]) =>
  s3.send(
    new S3.PutBucketLifecycleConfigurationCommand({
      Bucket,
      LifecycleConfiguration: { Rules: [...Rules] },
    }),
  )

const encryption = (byDefault: S3.ServerSideEncryptionByDefault, BucketKeyEnabled?: boolean) =>
  s3.send(
    new S3.PutBucketEncryptionCommand({
      Bucket,
      ServerSideEncryptionConfiguration: {
        Rules: [
          {
            ApplyServerSideEncryptionByDefault: byDefault,
            ...(BucketKeyEnabled !== undefined && { BucketKeyEnabled }),
          },
        ],
      },
    }),
  )

// Validation

test('tags keep to their rules', async () => {
  const many = Array.from({ length: 51 }, (_, index) => ({ Key: `k${index}`, Value: '' }))
  const bad: readonly [readonly S3.Tag[], string, RegExp][] = [
    [many, 'BadRequest', /^Bucket tag count cannot be greater than 50$/],
    [
      [{ Key: 'k'.repeat(129), Value: '' }],
      'InvalidTag',
      /^The TagKey you have provided is invalid$/,
    ],
    [[{ Key: 'k', Value: 'v'.repeat(257) }], 'InvalidTag', /^The TagValue/],
    [[{ Key: 'k!', Value: '' }], 'InvalidTag', /^The TagKey/],
    [[{ Key: 'aws:k', Value: '' }], 'InvalidTag', /^System tags cannot be added/],
    [many.slice(0, 1).concat(many.slice(0, 1)), 'InvalidTag', /^Cannot provide multiple Tags/],
  ]
  for (const [tags, code, sentence] of bad) {
    const refused = await refusal(tag(tags))
    assert.equal(refused.code, code)
    assert.match(refused.message, sentence)
  }
})

const rule = (more: Partial<S3.LifecycleRule>): S3.LifecycleRule => ({
  Status: 'Enabled',
  Filter: { Prefix: 'old/' },
  ...more,
})
const thirty = { Expiration: { Days: 30 } }
const noon = new Date('2027-01-01T12:00:00Z')
const LIFECYCLES: readonly [what: string, rules: readonly S3.LifecycleRule[], code: string][] = [
  ['no action', [rule({})], 'InvalidRequest'],
  ['zero days', [rule({ Expiration: { Days: 0 } })], 'InvalidArgument'],
  ['days and a date', [rule({ Expiration: { Days: 1, Date: noon } })], 'MalformedXML'],
  ['a date that is not midnight', [rule({ Expiration: { Date: noon } })], 'InvalidArgument'],
  ['a prefix beside a filter', [rule({ ...thirty, Prefix: 'old/' })], 'MalformedXML'],
  [
    'two predicates outside And',
    [rule({ ...thirty, Filter: { Prefix: 'a', ObjectSizeGreaterThan: 1 } })],
    'MalformedXML',
  ],
  [
    'And with one predicate',
    [rule({ ...thirty, Filter: { And: { Prefix: 'a' } } })],
    'MalformedXML',
  ],
  [
    'two rules of one id',
    [rule({ ID: 'a', ...thirty }), rule({ ID: 'a', ...thirty })],
    'InvalidArgument',
  ],
  ['an id of 256 characters', [rule({ ID: 'a'.repeat(256), ...thirty })], 'InvalidArgument'],
  [
    'infrequent access within thirty days',
    [rule({ Transitions: [{ Days: 29, StorageClass: 'STANDARD_IA' }] })],
    'InvalidArgument',
  ],
  [
    'uploads by tag',
    [
      rule({
        Filter: { Tag: { Key: 'a', Value: 'b' } },
        AbortIncompleteMultipartUpload: { DaysAfterInitiation: 1 },
      }),
    ],
    'InvalidRequest',
  ],
  [
    'a status that does not exist',
    [rule({ ...thirty, Status: 'On' as 'Enabled' })],
    'MalformedXML',
  ],
]

for (const [what, rules, code] of LIFECYCLES) {
  test(`lifecycle rules are refused for ${what}`, async () => {
    const refused = await refusal(lifecycle(...rules))
    assert.deepEqual([refused.code, refused.status], [code, 400])
  })
}

test('a key of KMS goes with encryption by KMS only, and two layers are not built', async () => {
  const plain = await refusal(encryption({ SSEAlgorithm: 'AES256', KMSMasterKeyID: 'alias/a' }))
  assert.equal(plain.code, 'InvalidArgument')
  const two = await refusal(encryption({ SSEAlgorithm: 'aws:kms:dsse' }))
  assert.deepEqual([two.code, two.status], ['NotImplemented', 501])
  const unknown = await refusal(encryption({ SSEAlgorithm: 'AES512' as 'AES256' }))
  assert.equal(unknown.code, 'MalformedXML')
})

test('versions cannot be kept', async () => {
  const enable = { Bucket, VersioningConfiguration: { Status: 'Enabled' } } as const
  const { code, status } = await refusal(s3.send(new S3.PutBucketVersioningCommand(enable)))
  assert.deepEqual([code, status], ['NotImplemented', 501])
})

// Authorization

test('taking away needs the permission to set', async () => {
  const client = world.client(S3.S3Client, await world.user('reader', allow('s3:Get*')))
  await client.send(new S3.GetBucketEncryptionCommand({ Bucket }))
  const asked = [
    [new S3.DeleteBucketTaggingCommand({ Bucket }), 's3:PutBucketTagging'],
    [new S3.DeleteBucketLifecycleCommand({ Bucket }), 's3:PutLifecycleConfiguration'],
    [new S3.DeleteBucketEncryptionCommand({ Bucket }), 's3:PutEncryptionConfiguration'],
    [new S3.DeletePublicAccessBlockCommand({ Bucket }), 's3:PutBucketPublicAccessBlock'],
    [new S3.DeleteBucketOwnershipControlsCommand({ Bucket }), 's3:PutBucketOwnershipControls'],
  ] as const
  for (const [command, action] of asked) {
    const { message } = await refusal(client.send(command as S3.DeleteBucketTaggingCommand))
    assert.equal(message, notAuthorized('reader', action, bucketArn(Bucket)))
  }
})

// Behaviour

test('tags are replaced as a whole, and taken away', async () => {
  await tag([{ Key: 'team', Value: 'payroll' }])
  await tag([{ Key: 'Owner', Value: 'é = +-@' }])
  const { TagSet } = await s3.send(new S3.GetBucketTaggingCommand({ Bucket }))
  assert.deepEqual(TagSet, [{ Key: 'Owner', Value: 'é = +-@' }])
  await s3.send(new S3.DeleteBucketTaggingCommand({ Bucket }))
  const { code, status } = await refusal(s3.send(new S3.GetBucketTaggingCommand({ Bucket })))
  assert.deepEqual([code, status], ['NoSuchTagSet', 404])
  await s3.send(new S3.DeleteBucketTaggingCommand({ Bucket }))
})

test('lifecycle rules are listed as they were put, each with an id', async () => {
  const midnight = new Date('2027-01-01T00:00:00Z')
  const rules: S3.LifecycleRule[] = [
    rule({ ID: 'expire', Expiration: { Date: midnight } }),
    rule({
      ID: 'move',
      Filter: { And: { Prefix: 'a/', Tags: [{ Key: 'k', Value: 'v' }] } },
      Transitions: [{ Days: 30, StorageClass: 'STANDARD_IA' }],
    }),
  ]
  await lifecycle(...rules, rule({ Status: 'Disabled', Expiration: { Days: 1 } }))
  const get = new S3.GetBucketLifecycleConfigurationCommand({ Bucket })
  const { Rules = [] } = await s3.send(get)
  assert.deepEqual(Rules.slice(0, 2), rules)
  assert.ok(Rules[2]?.ID)
  const record = await eventOf(world, 'PutBucketLifecycle')
  const asked = record?.['requestParameters'] as Record<string, unknown> | undefined
  assert.equal(asked?.['lifecycle'], '')
  await s3.send(new S3.DeleteBucketLifecycleCommand({ Bucket }))
  assert.equal((await refusal(s3.send(get))).code, 'NoSuchLifecycleConfiguration')
})

test('a bucket encrypts with the key that is set, and goes back to SSE-S3', async () => {
  const get = new S3.GetBucketEncryptionCommand({ Bucket })
  const key = { SSEAlgorithm: 'aws:kms', KMSMasterKeyID: 'alias/logs' } as const
  await encryption(key, true)
  const set = await s3.send(get)
  assert.deepEqual(set.ServerSideEncryptionConfiguration?.Rules, [
    { ApplyServerSideEncryptionByDefault: key, BucketKeyEnabled: true },
  ])
  await s3.send(new S3.DeleteBucketEncryptionCommand({ Bucket }))
  const base = await s3.send(get)
  assert.deepEqual(base.ServerSideEncryptionConfiguration?.Rules, [
    { ApplyServerSideEncryptionByDefault: { SSEAlgorithm: 'AES256' }, BucketKeyEnabled: false },
  ])
})

test('what is said is blocked of public access, and nothing when it is taken away', async () => {
  const get = new S3.GetPublicAccessBlockCommand({ Bucket })
  const PublicAccessBlockConfiguration = { BlockPublicAcls: true }
  await s3.send(new S3.PutPublicAccessBlockCommand({ Bucket, PublicAccessBlockConfiguration }))
  assert.deepEqual((await s3.send(get)).PublicAccessBlockConfiguration, {
    BlockPublicAcls: true,
    IgnorePublicAcls: false,
    BlockPublicPolicy: false,
    RestrictPublicBuckets: false,
  })
  await s3.send(new S3.DeletePublicAccessBlockCommand({ Bucket }))
  const { code, status } = await refusal(s3.send(get))
  assert.deepEqual([code, status], ['NoSuchPublicAccessBlockConfiguration', 404])
})

test('versioning is off, and can be suspended all the same', async () => {
  const get = new S3.GetBucketVersioningCommand({ Bucket })
  assert.equal((await s3.send(get)).Status, undefined)
  const suspend = { Bucket, VersioningConfiguration: { Status: 'Suspended' } } as const
  await s3.send(new S3.PutBucketVersioningCommand(suspend))
  assert.equal((await s3.send(get)).Status, 'Suspended')
})

test('an ACL can be read, and none can be set where there are none', async () => {
  const { Owner, Grants } = await s3.send(new S3.GetBucketAclCommand({ Bucket }))
  assert.deepEqual(Grants, [
    { Grantee: { ID: Owner?.ID, Type: 'CanonicalUser' }, Permission: 'FULL_CONTROL' },
  ])
  const set = (ACL: S3.BucketCannedACL) => s3.send(new S3.PutBucketAclCommand({ Bucket, ACL }))
  for (const acl of ['private', 'public-read'] as const) {
    assert.equal((await refusal(set(acl))).code, 'AccessControlListNotSupported')
  }
  const OwnershipControls: S3.OwnershipControls = {
    Rules: [{ ObjectOwnership: 'BucketOwnerPreferred' }],
  }
  await s3.send(new S3.PutBucketOwnershipControlsCommand({ Bucket, OwnershipControls }))
  const controls = await s3.send(new S3.GetBucketOwnershipControlsCommand({ Bucket }))
  assert.deepEqual(controls.OwnershipControls, OwnershipControls)
  await set('private')
  assert.equal((await refusal(set('public-read'))).code, 'NotImplemented')
  await s3.send(new S3.DeleteBucketOwnershipControlsCommand({ Bucket }))
  const gone = await refusal(s3.send(new S3.GetBucketOwnershipControlsCommand({ Bucket })))
  assert.equal(gone.code, 'OwnershipControlsNotFoundError')
})

test('what was never configured is told in its own way', async () => {
  const missing = [
    [new S3.GetBucketCorsCommand({ Bucket }), 'NoSuchCORSConfiguration'],
    [new S3.GetBucketWebsiteCommand({ Bucket }), 'NoSuchWebsiteConfiguration'],
    [new S3.GetBucketReplicationCommand({ Bucket }), 'ReplicationConfigurationNotFoundError'],
    [new S3.GetObjectLockConfigurationCommand({ Bucket }), 'ObjectLockConfigurationNotFoundError'],
  ] as const
  for (const [command, code] of missing) {
    const refused = await refusal(s3.send(command as S3.GetBucketCorsCommand))
    assert.deepEqual([refused.code, refused.status], [code, 404])
  }
  const logging = await s3.send(new S3.GetBucketLoggingCommand({ Bucket }))
  assert.equal(logging.LoggingEnabled, undefined)
  const { Payer } = await s3.send(new S3.GetBucketRequestPaymentCommand({ Bucket }))
  assert.equal(Payer, 'BucketOwner')
  const accelerate = await s3.send(new S3.GetBucketAccelerateConfigurationCommand({ Bucket }))
  assert.equal(accelerate.Status, undefined)
  await s3.send(new S3.GetBucketNotificationConfigurationCommand({ Bucket }))
})

test('what is not built says so', async () => {
  const CORSConfiguration = { CORSRules: [{ AllowedMethods: ['GET'], AllowedOrigins: ['*'] }] }
  const put = new S3.PutBucketCorsCommand({ Bucket, CORSConfiguration })
  const { code, status } = await refusal(s3.send(put))
  assert.deepEqual([code, status], ['NotImplemented', 501])
})
