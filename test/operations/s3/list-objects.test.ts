import assert from 'node:assert/strict'
import { mkdtempSync, rmSync } from 'node:fs'
import { randomBytes } from 'node:crypto'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import {
  DeleteBucketCommand,
  ListObjectsCommand,
  ListObjectsV2Command,
  ListObjectVersionsCommand,
  paginateListObjectsV2,
  S3Client,
} from '@aws-sdk/client-s3'
import type {
  ListObjectsCommandOutput,
  ListObjectsV2CommandInput,
  ListObjectsV2CommandOutput,
  ListObjectVersionsCommandOutput,
} from '@aws-sdk/client-s3'
import { objectRowId, objects } from '../../../src/services/s3/tables.ts'
import { openSqliteStore } from '../../../src/store/sqlite-store.ts'
import { change } from '../../../src/store/store.ts'
import type { Credentials, TestWorld } from '../../fixtures/world.ts'
import { allow, startWorld } from '../../fixtures/world.ts'
import { bucketArn, newBucket, notAuthorized, refusal } from './fixture.ts'
import { objectRow } from './object-row.ts'

const scratch = mkdtempSync(join(tmpdir(), 'sparekey-list-'))
const data = join(scratch, 'data')
const KEYS = ['a b+c.txt', 'logs/1', 'logs/2', 'logs/old/1', 'wages', '../../etc/passwd', 'é&<']

let world: TestWorld
let s3: S3Client
let Bucket: string
before(async () => {
  world = await startWorld({ data })
  Bucket = await newBucket(world)
  await world.close()
  // The rows alone: what objects hold is for the tests of objects.
  const store = await openSqliteStore({ directory: data, world: { randomBytes } })
  const rows = KEYS.map((key) => change(objects, objectRowId(Bucket, key), undefined, objectRow))
  await store.append({ changes: rows, events: [] })
  await store.close()
  world = await startWorld({ data })
  s3 = world.client(S3Client)
})
after(async () => {
  await world.close()
  rmSync(scratch, { recursive: true })
})

const list = (input: Partial<ListObjectsV2CommandInput> = {}, credentials?: Credentials) =>
  world
    .client(S3Client, credentials ?? world.root())
    .send(new ListObjectsV2Command({ Bucket, Prefix: 'logs/', ...input }))

type Page = ListObjectsV2CommandOutput | ListObjectsCommandOutput | ListObjectVersionsCommandOutput

const keysOf = (page: ListObjectsV2CommandOutput | ListObjectsCommandOutput) =>
  (page.Contents ?? []).map(({ Key }) => Key)

const prefixesOf = ({ CommonPrefixes = [] }: Page) => CommonPrefixes.map(({ Prefix }) => Prefix)

// Validation

test('a page holds no fewer than none and no more than a thousand', async () => {
  const { code, message } = await refusal(list({ MaxKeys: -1 }))
  assert.equal(code, 'InvalidArgument')
  assert.equal(message, 'Argument maxKeys must be an integer between 0 and 2147483647')
  assert.equal((await list({ MaxKeys: 5000 })).MaxKeys, 1000)
  const none = await list({ MaxKeys: 0 })
  assert.deepEqual([none.KeyCount, none.IsTruncated], [0, false])
})

test('a list goes on only at a token that was given out', async () => {
  for (const ContinuationToken of ['', 'made-up', 'MQ==']) {
    const { code, message } = await refusal(list({ ContinuationToken }))
    assert.deepEqual(
      [code, message],
      ['InvalidArgument', 'The continuation token provided is incorrect'],
    )
  }
})

// Authorization

test('listing needs s3:ListBucket, listing versions s3:ListBucketVersions', async () => {
  const reader = await world.user('reader', allow('s3:GetObject'))
  const { message } = await refusal(list({}, reader))
  assert.equal(message, notAuthorized('reader', 's3:ListBucket', bucketArn(Bucket)))
  const versions = new ListObjectVersionsCommand({ Bucket })
  const refused = await refusal(world.client(S3Client, reader).send(versions))
  assert.equal(refused.message, notAuthorized('reader', 's3:ListBucketVersions', bucketArn(Bucket)))
})

test('a condition can let somebody list what is below a prefix, and no more', async () => {
  const Condition = {
    StringLike: { 's3:prefix': 'logs/*' },
    NumericLessThanEquals: { 's3:max-keys': '10' },
  }
  const Statement = [{ Effect: 'Allow', Action: 's3:ListBucket', Resource: '*', Condition }]
  const lister = await world.user('lister', { Version: '2012-10-17', Statement })
  await list({ MaxKeys: 10 }, lister)
  for (const input of [
    { MaxKeys: 11 },
    { MaxKeys: 10, Prefix: 'wages' },
    { MaxKeys: 10, Prefix: '' },
  ]) {
    assert.equal((await refusal(list(input, lister))).code, 'AccessDenied')
  }
})

// Behaviour

test('objects are listed in the order of their keys, whatever these hold', async () => {
  const answer = await list({ Prefix: '', EncodingType: 'url' })
  const keys = keysOf(answer)
  assert.deepEqual(keys, [
    '../../etc/passwd',
    'a+b%2Bc.txt',
    'logs/1',
    'logs/2',
    'logs/old/1',
    'wages',
    '%C3%A9%26%3C',
  ])
  assert.deepEqual([answer.KeyCount, answer.IsTruncated, answer.Name], [KEYS.length, false, Bucket])
})

test('an object is listed with what is known of it, its owner when asked for', async () => {
  const { Contents: [plain] = [] } = await list()
  assert.deepEqual(plain, {
    Key: 'logs/1',
    LastModified: new Date(objectRow.lastModified),
    ETag: `"${objectRow.etag}"`,
    ChecksumAlgorithm: ['CRC32'],
    ChecksumType: 'FULL_OBJECT',
    Size: 0,
    StorageClass: 'STANDARD',
  })
  const { Contents: [owned] = [] } = await list({ FetchOwner: true })
  assert.match(owned?.Owner?.ID ?? '', /^[0-9a-f]{64}$/)
})

test('what is below a delimiter is rolled up, and counts as one', async () => {
  const answer = await list({ Delimiter: '/' })
  assert.deepEqual(keysOf(answer), ['logs/1', 'logs/2'])
  assert.deepEqual(prefixesOf(answer), ['logs/old/'])
  assert.deepEqual([answer.KeyCount, answer.Delimiter, answer.Prefix], [3, '/', 'logs/'])
})

test('a list starts behind a key, and comes in pages', async () => {
  assert.deepEqual(keysOf(await list({ StartAfter: 'logs/1' })), ['logs/2', 'logs/old/1'])
  const pages: unknown[] = []
  const paginator = paginateListObjectsV2({ client: s3, pageSize: 2 }, { Bucket, Delimiter: '/' })
  for await (const page of paginator) pages.push([...prefixesOf(page), ...keysOf(page)])
  assert.deepEqual(pages, [['../', 'a b+c.txt'], ['logs/', 'wages'], ['é&<']])
})

test('the older list goes on behind a marker, which it names beside a delimiter', async () => {
  const first = await s3.send(new ListObjectsCommand({ Bucket, Delimiter: '/', MaxKeys: 3 }))
  assert.deepEqual(prefixesOf(first), ['../', 'logs/'])
  assert.deepEqual([first.NextMarker, first.IsTruncated], ['logs/', true])
  const Marker = first.NextMarker
  const second = await s3.send(new ListObjectsCommand({ Bucket, Delimiter: '/', Marker }))
  assert.deepEqual(keysOf(second), ['wages', 'é&<'])
  assert.ok(second.Contents?.every(({ Owner }) => Owner?.ID))
  const plain = await s3.send(new ListObjectsCommand({ Bucket, MaxKeys: 1 }))
  assert.deepEqual([plain.NextMarker, plain.IsTruncated], [undefined, true])
})

test('every object is its only version', async () => {
  const first = await s3.send(
    new ListObjectVersionsCommand({ Bucket, Prefix: 'logs/', MaxKeys: 1 }),
  )
  const [version] = first.Versions ?? []
  assert.deepEqual([version?.Key, version?.VersionId, version?.IsLatest], ['logs/1', 'null', true])
  assert.deepEqual([first.NextKeyMarker, first.NextVersionIdMarker], ['logs/1', 'null'])
  const { NextKeyMarker: KeyMarker, NextVersionIdMarker: VersionIdMarker } = first
  const next = { Bucket, Prefix: 'logs/', Delimiter: '/', KeyMarker, VersionIdMarker }
  const rest = await s3.send(new ListObjectVersionsCommand(next))
  assert.deepEqual(
    rest.Versions?.map(({ Key }) => Key),
    ['logs/2'],
  )
  assert.deepEqual(prefixesOf(rest), ['logs/old/'])
})

test('a bucket with objects is not deleted', async () => {
  const { code, status } = await refusal(s3.send(new DeleteBucketCommand({ Bucket })))
  assert.deepEqual([code, status], ['BucketNotEmpty', 409])
})
