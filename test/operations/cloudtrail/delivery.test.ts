// From a call to the log file and the digest in the bucket, by the stack's own clock.

import assert from 'node:assert/strict'
import { createHash, createPublicKey, verify } from 'node:crypto'
import { after, afterEach, before, test } from 'node:test'
import { gunzipSync } from 'node:zlib'
import {
  CloudTrailClient,
  DeleteTrailCommand,
  GetTrailStatusCommand,
  ListPublicKeysCommand,
  PutEventSelectorsCommand,
  StartLoggingCommand,
  StopLoggingCommand,
} from '@aws-sdk/client-cloudtrail'
import { CreateKeyCommand, KMSClient, PutKeyPolicyCommand } from '@aws-sdk/client-kms'
import {
  DeleteBucketPolicyCommand,
  GetObjectCommand,
  HeadObjectCommand,
  ListObjectsV2Command,
  PutBucketPolicyCommand,
  PutObjectCommand,
  S3Client,
} from '@aws-sdk/client-s3'
import type { TestWorld } from '../../fixtures/world.ts'
import { ACCOUNT } from '../../fixtures/world.ts'
import { advance } from '../../fixtures/clock.ts'
import { createTrail, putBucket, startTrailWorld, trailArn, trailBucketPolicy } from './fixture.ts'

let world: TestWorld

before(async () => {
  world = await startTrailWorld()
})
after(() => world.close())

// A Region has five trails.
afterEach(async () => {
  for (const Name of ['wide', 'brief', 'refused']) {
    await trail()
      .send(new DeleteTrailCommand({ Name }))
      .catch(() => undefined)
  }
})

interface LogRecord {
  readonly eventID: string
  readonly eventName: string
  readonly awsRegion: string
  readonly eventCategory: string
  readonly requestParameters: Record<string, unknown> | null
}

async function keysIn(Bucket: string, Prefix = ''): Promise<readonly string[]> {
  const { Contents = [] } = await world
    .client(S3Client)
    .send(new ListObjectsV2Command({ Bucket, Prefix }))
  return Contents.flatMap(({ Key }) => Key ?? [])
}

async function contentOf(Bucket: string, Key: string): Promise<Buffer> {
  const { Body } = await world.client(S3Client).send(new GetObjectCommand({ Bucket, Key }))
  return gunzipSync((await Body?.transformToByteArray()) ?? new Uint8Array())
}

async function recordsIn(Bucket: string): Promise<readonly LogRecord[]> {
  const keys = (await keysIn(Bucket)).filter((key) => key.includes('/CloudTrail/'))
  const files = await Promise.all(keys.map((key) => contentOf(Bucket, key)))
  return files.flatMap((file) => (JSON.parse(file.toString()) as { Records: LogRecord[] }).Records)
}

const trail = () => world.client(CloudTrailClient)

async function started(Name: string, bucket: string, settings: object = {}): Promise<void> {
  await putBucket(world, bucket, trailBucketPolicy(bucket))
  await createTrail(world, Name, { S3BucketName: bucket, ...settings })
  await trail().send(new StartLoggingCommand({ Name }))
}

const statusOf = (Name: string) => trail().send(new GetTrailStatusCommand({ Name }))

const createKey = (Description: string, region = 'us-east-1') =>
  world.client(KMSClient, undefined, region).send(new CreateKeyCommand({ Description }))

const described = (records: readonly LogRecord[]) =>
  records
    .filter(({ eventName }) => eventName === 'CreateKey')
    .map(({ requestParameters }) => requestParameters?.['description'])

test('what was called after StartLogging is in the bucket five minutes later, once', async () => {
  await createKey('before')
  await started('first', 'first-logs')
  await createKey('one')
  await createKey('two', 'eu-west-1')
  await advance(world, '6m')
  await advance(world, '6m')
  const records = await recordsIn('first-logs')
  assert.deepEqual(described(records), ['one'])
  assert.equal(new Set(records.map(({ eventID }) => eventID)).size, records.length)
  assert.ok(records.some(({ eventName }) => eventName === 'StartLogging'))
  const status = await statusOf('first')
  assert.equal(status.LatestDeliveryError, undefined)
  assert.ok(status.LatestDeliveryTime)
})

test('a log file says what it is, as CloudTrail’s do', async () => {
  const [key = ''] = await keysIn('first-logs', `AWSLogs/${ACCOUNT}/CloudTrail/us-east-1/`)
  const head = await world
    .client(S3Client)
    .send(new HeadObjectCommand({ Bucket: 'first-logs', Key: key }))
  assert.deepEqual(
    [head.ContentType, head.ContentEncoding, head.ServerSideEncryption],
    ['application/json', 'gzip', 'AES256'],
  )
  assert.match((await contentOf('first-logs', key)).toString(), /^\{"Records":\[.*\]\}$/)
})

test('a multi-Region trail has a file for each Region', async () => {
  await started('wide', 'wide-logs', { IsMultiRegionTrail: true })
  await createKey('home')
  await createKey('abroad', 'eu-west-1')
  await advance(world, '6m')
  const keys = await keysIn('wide-logs')
  for (const region of ['us-east-1', 'eu-west-1']) {
    assert.ok(keys.some((key) => key.includes(`/CloudTrail/${region}/`)))
  }
  assert.deepEqual(described(await recordsIn('wide-logs')).toSorted(), ['abroad', 'home'])
})

test('a trail that was stopped gets what came before, and nothing after', async () => {
  await started('brief', 'brief-logs')
  await createKey('while')
  await trail().send(new StopLoggingCommand({ Name: 'brief' }))
  await advance(world, '6m')
  await createKey('after')
  await advance(world, '6m')
  assert.deepEqual(described(await recordsIn('brief-logs')), ['while'])
})

test('a bucket that refuses is told of in the status, and nothing is lost', async () => {
  await started('refused', 'refused-logs')
  await world.client(S3Client).send(new DeleteBucketPolicyCommand({ Bucket: 'refused-logs' }))
  await createKey('held back')
  await advance(world, '6m')
  assert.equal((await statusOf('refused')).LatestDeliveryError, 'AccessDenied')
  assert.deepEqual(await keysIn('refused-logs'), [])
  const Policy = JSON.stringify(trailBucketPolicy('refused-logs'))
  await world.client(S3Client).send(new PutBucketPolicyCommand({ Bucket: 'refused-logs', Policy }))
  await advance(world, '6m')
  assert.equal((await statusOf('refused')).LatestDeliveryError, undefined)
  assert.deepEqual(described(await recordsIn('refused-logs')), ['held back'])
})

const keyPolicy = (more: readonly object[]): string =>
  JSON.stringify({
    Version: '2012-10-17',
    Statement: [
      {
        Effect: 'Allow',
        Principal: { AWS: `arn:aws:iam::${ACCOUNT}:root` },
        Action: 'kms:*',
        Resource: '*',
      },
      ...more,
    ],
  })

const letCloudTrailEncrypt = {
  Effect: 'Allow',
  Principal: { Service: 'cloudtrail.amazonaws.com' },
  Action: ['kms:GenerateDataKey*', 'kms:DescribeKey'],
  Resource: '*',
  Condition: {
    StringEquals: { 'aws:SourceArn': trailArn('sealed') },
    StringLike: {
      'kms:EncryptionContext:aws:cloudtrail:arn': `arn:aws:cloudtrail:*:${ACCOUNT}:trail/*`,
    },
  },
}

test('a key policy that lost CloudTrail stops delivery, and mended lets it catch up', async () => {
  const kms = world.client(KMSClient)
  const Policy = keyPolicy([letCloudTrailEncrypt])
  const { KeyMetadata } = await kms.send(new CreateKeyCommand({ Policy }))
  const KeyId = KeyMetadata?.Arn ?? ''
  await started('sealed', 'sealed-logs', { KmsKeyId: KeyId })
  await createKey('sealed one')
  await advance(world, '6m')
  const [first = ''] = await keysIn('sealed-logs')
  const head = await world
    .client(S3Client)
    .send(new HeadObjectCommand({ Bucket: 'sealed-logs', Key: first }))
  assert.deepEqual([head.ServerSideEncryption, head.SSEKMSKeyId], ['aws:kms', KeyId])

  await kms.send(new PutKeyPolicyCommand({ KeyId, Policy: keyPolicy([]) }))
  await createKey('sealed two')
  await advance(world, '6m')
  assert.equal((await statusOf('sealed')).LatestDeliveryError, 'AccessDenied')
  assert.deepEqual(described(await recordsIn('sealed-logs')), ['sealed one'])

  await kms.send(new PutKeyPolicyCommand({ KeyId, Policy }))
  await advance(world, '6m')
  assert.equal((await statusOf('sealed')).LatestDeliveryError, undefined)
  assert.deepEqual(described(await recordsIn('sealed-logs')), ['sealed one', 'sealed two'])
})

test('data keys of CloudTrail’s own alone make no file, or a trail would never rest', async () => {
  await advance(world, '6m') // What reading the files above has left behind.
  const before = await keysIn('sealed-logs')
  await advance(world, '6m')
  await advance(world, '6m')
  assert.deepEqual(await keysIn('sealed-logs'), before)
})

test('an hour ends in a digest that names its files’ hashes and the digest before', async () => {
  await started('proved', 'proved-logs', { EnableLogFileValidation: true })
  await createKey('to be proved')
  await advance(world, '3h')
  const digests = await keysIn('proved-logs', `AWSLogs/${ACCOUNT}/CloudTrail-Digest/us-east-1/`)
  assert.equal(digests.length, 3)
  const documents = await Promise.all(
    digests.map(
      async (key) =>
        JSON.parse((await contentOf('proved-logs', key)).toString()) as Record<string, unknown>,
    ),
  )
  assert.equal(documents[0]?.['previousDigestS3Object'], null)
  assert.deepEqual(
    documents.slice(1).map((document) => document['previousDigestS3Object']),
    digests.slice(0, -1),
  )
  const files = documents.flatMap(
    ({ logFiles }) => logFiles as { readonly s3Object: string; readonly hashValue: string }[],
  )
  const keys = await keysIn('proved-logs', `AWSLogs/${ACCOUNT}/CloudTrail/`)
  assert.deepEqual(files.map(({ s3Object }) => s3Object).toSorted(), keys)
  for (const { s3Object, hashValue } of files) {
    const content = await contentOf('proved-logs', s3Object)
    assert.equal(createHash('sha256').update(content).digest('hex'), hashValue)
  }
  assert.ok((await statusOf('proved')).LatestDigestDeliveryTime)
})

/** What `aws cloudtrail validate-logs` holds a digest's signature against. */
async function isSigned(Bucket: string, Key: string, publicKey: Uint8Array): Promise<boolean> {
  const content = await contentOf(Bucket, Key)
  const digest = JSON.parse(content.toString()) as Record<string, string | null>
  const head = await world.client(S3Client).send(new HeadObjectCommand({ Bucket, Key }))
  assert.equal(head.Metadata?.['signature-algorithm'], 'SHA256withRSA')
  const text = [
    digest['digestEndTime'],
    `${Bucket}/${Key}`,
    createHash('sha256').update(content).digest('hex'),
    digest['previousDigestSignature'] ?? 'null',
  ].join('\n')
  const key = createPublicKey({ key: Buffer.from(publicKey), format: 'der', type: 'pkcs1' })
  return verify(
    'sha256',
    Buffer.from(text),
    key,
    Buffer.from(head.Metadata['signature'] ?? '', 'hex'),
  )
}

test('digests are signed with the Region’s key, over their place and the one before', async () => {
  const { PublicKeyList: [key] = [] } = await trail().send(new ListPublicKeysCommand({}))
  assert.ok(key?.Value)
  const digests = await keysIn('proved-logs', `AWSLogs/${ACCOUNT}/CloudTrail-Digest/us-east-1/`)
  for (const digest of digests) assert.ok(await isSigned('proved-logs', digest, key.Value))
})

test('data events are delivered to a trail that asks for them, and to no other', async () => {
  await putBucket(world, 'watched')
  await started('objects', 'objects-logs')
  const DataResources = [{ Type: 'AWS::S3::Object', Values: ['arn:aws:s3:::watched/'] }]
  const EventSelectors = [{ ReadWriteType: 'All' as const, DataResources }]
  await trail().send(new PutEventSelectorsCommand({ TrailName: 'objects', EventSelectors }))
  for (const Bucket of ['watched', 'refused-logs']) {
    await world
      .client(S3Client)
      .send(new PutObjectCommand({ Bucket, Key: 'a.txt', Body: 'content' }))
  }
  await advance(world, '6m')
  const data = (await recordsIn('objects-logs')).filter(
    ({ eventCategory }) => eventCategory === 'Data',
  )
  assert.deepEqual(
    data.map(({ eventName, requestParameters }) => [eventName, requestParameters?.['bucketName']]),
    [['PutObject', 'watched']],
  )
})

test('a deleted trail leaves its files where they are', async () => {
  const before = await keysIn('first-logs')
  await trail().send(new DeleteTrailCommand({ Name: 'first' }))
  await createKey('too late')
  await advance(world, '6m')
  assert.deepEqual(await keysIn('first-logs'), before)
})
