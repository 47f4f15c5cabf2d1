import assert from 'node:assert/strict'
import { Agent } from 'node:http'
import { after, before, test } from 'node:test'
import {
  CreateBucketCommand,
  GetBucketLocationCommand,
  HeadBucketCommand,
  ListObjectsV2Command,
  S3Client,
} from '@aws-sdk/client-s3'
import type { TestWorld } from '../../fixtures/world.ts'
import { allow, OTHER_ACCOUNT, startWorld } from '../../fixtures/world.ts'
import { bucketArn, newBucket, refusal, rootArn } from './fixture.ts'

let world: TestWorld
let s3: S3Client
let Bucket: string
before(async () => {
  world = await startWorld()
  s3 = world.client(S3Client)
  Bucket = await newBucket(world)
})
after(() => world.close())

/** By the host's name, as the SDK does it when it is left to itself. */
function virtualHost(credentials = world.root()): S3Client {
  const { port } = new URL(world.endpoint)
  const endpoint = `http://localhost:${port}`
  // Not every machine resolves names below localhost.
  const httpAgent = new Agent({ lookup: (_, __, found) => found(null, HERE) })
  const requestHandler = { httpAgent }
  return new S3Client({ endpoint, region: 'us-east-1', credentials, requestHandler })
}

const HERE = [{ address: '127.0.0.1', family: 4 }]

// Validation

test('of a bucket that is not there or is not the expected one the status is told', async () => {
  const missing = await refusal(s3.send(new HeadBucketCommand({ Bucket: 'no-such-bucket' })))
  assert.deepEqual([missing.code, missing.status], ['NotFound', 404])
  const ExpectedBucketOwner = OTHER_ACCOUNT
  const other = await refusal(s3.send(new HeadBucketCommand({ Bucket, ExpectedBucketOwner })))
  assert.equal(other.status, 403)
})

// Authorization

test('whether a bucket is there is told to whoever may list it', async () => {
  const lister = await world.user('lister', allow('s3:ListBucket', bucketArn(Bucket)))
  const reader = await world.user('reader', allow('s3:GetObject'))
  await world.client(S3Client, lister).send(new HeadBucketCommand({ Bucket }))
  const { status } = await refusal(
    world.client(S3Client, reader).send(new HeadBucketCommand({ Bucket })),
  )
  assert.equal(status, 403)
})

test('a policy can ask how a request was signed', async () => {
  const condition = (Condition: object) => ({
    Version: '2012-10-17',
    Statement: [{ Effect: 'Allow', Action: 's3:ListBucket', Resource: '*', Condition }],
  })
  const inHeader = {
    StringEquals: {
      's3:authType': 'REST-HEADER',
      's3:signatureversion': 'AWS4-HMAC-SHA256',
      's3:ResourceAccount': rootArn().split(':')[4],
    },
    NumericLessThan: { 's3:signatureAge': '600000' },
  }
  const head = new HeadBucketCommand({ Bucket })
  const signer = await world.user('signer', condition(inHeader))
  await world.client(S3Client, signer).send(head)
  const inQuery = { StringEquals: { 's3:authType': 'REST-QUERY-STRING' } }
  const presigner = await world.user('presigner', condition(inQuery))
  const { status } = await refusal(world.client(S3Client, presigner).send(head))
  assert.equal(status, 403)
  const overTls = await world.user(
    'tls',
    condition({ NumericGreaterThan: { 's3:TlsVersion': '1' } }),
  )
  assert.equal((await refusal(world.client(S3Client, overTls).send(head))).status, 403)
})

// Behaviour

test('a bucket tells its Region, to requests that are signed for any', async () => {
  const irish = 'irish'
  const LocationConstraint = 'eu-west-1'
  await s3.send(
    new CreateBucketCommand({ Bucket: irish, CreateBucketConfiguration: { LocationConstraint } }),
  )
  for (const region of ['us-east-1', 'eu-west-1', 'ap-northeast-1']) {
    const client = world.client(S3Client, world.root(), region)
    const head = await client.send(new HeadBucketCommand({ Bucket: irish }))
    assert.deepEqual([head.BucketRegion, head.AccessPointAlias], ['eu-west-1', false])
    const located = await client.send(new GetBucketLocationCommand({ Bucket: irish }))
    assert.equal(located.LocationConstraint, LocationConstraint)
  }
  const home = await s3.send(new GetBucketLocationCommand({ Bucket }))
  assert.equal(home.LocationConstraint, undefined)
})

test('the name of a bucket can stand in the host', async () => {
  const client = virtualHost()
  const { BucketRegion } = await client.send(new HeadBucketCommand({ Bucket }))
  assert.equal(BucketRegion, 'us-east-1')
  assert.equal((await client.send(new ListObjectsV2Command({ Bucket }))).Name, Bucket)
  client.destroy()
})
