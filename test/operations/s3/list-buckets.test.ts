import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import {
  CreateBucketCommand,
  ListBucketsCommand,
  paginateListBuckets,
  S3Client,
} from '@aws-sdk/client-s3'
import type { ListBucketsCommandInput } from '@aws-sdk/client-s3'
import type { TestWorld } from '../../fixtures/world.ts'
import { allow, OTHER_ACCOUNT, startWorld } from '../../fixtures/world.ts'
import { eventOf, notAuthorized, refusal } from './fixture.ts'

let world: TestWorld
let s3: S3Client
before(async () => {
  world = await startWorld()
  s3 = world.client(S3Client)
  for (const Bucket of ['logs-b', 'logs-a', 'wages']) {
    await s3.send(new CreateBucketCommand({ Bucket }))
  }
  const there = world.client(S3Client, world.root(OTHER_ACCOUNT))
  await there.send(new CreateBucketCommand({ Bucket: 'elsewhere' }))
  await world.client(S3Client, world.root(), 'eu-west-1').send(
    new CreateBucketCommand({
      Bucket: 'irish',
      CreateBucketConfiguration: { LocationConstraint: 'eu-west-1' },
    }),
  )
})
after(() => world.close())

const list = (input: ListBucketsCommandInput = {}, client = s3) =>
  client.send(new ListBucketsCommand(input))

async function namesOf(input: ListBucketsCommandInput) {
  return (await list(input)).Buckets?.map(({ Name }) => Name)
}

// Validation

test('a page holds one bucket or more, and goes on at a token that was given out', async () => {
  assert.equal((await refusal(list({ MaxBuckets: 0 }))).code, 'InvalidArgument')
  assert.equal((await refusal(list({ MaxBuckets: 10_001 }))).code, 'InvalidArgument')
  assert.equal((await refusal(list({ ContinuationToken: '?' }))).code, 'InvalidArgument')
})

// Authorization

test('the list needs s3:ListAllMyBuckets on everything, and names no resource', async () => {
  const nobody = await world.user('nobody')
  const { code, message } = await refusal(list({}, world.client(S3Client, nobody)))
  assert.deepEqual(
    [code, message],
    ['AccessDenied', notAuthorized('nobody', 's3:ListAllMyBuckets')],
  )
  const lister = await world.user('lister', allow('s3:ListAllMyBuckets'))
  assert.equal((await list({}, world.client(S3Client, lister))).Buckets?.length, 4)
})

// Behaviour

test('an account sees its own buckets, of every Region, by name', async () => {
  const { Buckets = [], Owner, ContinuationToken } = await list()
  const names = Buckets.map(({ Name }) => Name)
  assert.deepEqual(names, ['irish', 'logs-a', 'logs-b', 'wages'])
  assert.match(Owner?.ID ?? '', /^[0-9a-f]{64}$/)
  assert.ok(Buckets.every(({ CreationDate, BucketRegion }) => CreationDate && !BucketRegion))
  assert.equal(ContinuationToken, undefined)
})

test('a prefix and a Region narrow the list, and Regions are told then', async () => {
  assert.deepEqual(await namesOf({ Prefix: 'logs-' }), ['logs-a', 'logs-b'])
  const { Buckets } = await list({ BucketRegion: 'eu-west-1' })
  assert.deepEqual(
    Buckets?.map(({ Name, BucketRegion }) => [Name, BucketRegion]),
    [['irish', 'eu-west-1']],
  )
})

test('the list comes in pages', async () => {
  const pages: (string | undefined)[][] = []
  for await (const { Buckets = [] } of paginateListBuckets({ client: s3, pageSize: 2 }, {})) {
    pages.push(Buckets.map(({ Name }) => Name))
  }
  assert.deepEqual(pages, [
    ['irish', 'logs-a'],
    ['logs-b', 'wages'],
  ])
})

test('the event names no bucket', async () => {
  await list()
  const record = await eventOf(world, 'ListBuckets')
  assert.deepEqual(record?.['requestParameters'], { Host: new URL(world.endpoint).host })
  assert.equal('resources' in record, false)
})
