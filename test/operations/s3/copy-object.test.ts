import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { CopyObjectCommand, GetObjectTaggingCommand, HeadObjectCommand } from '@aws-sdk/client-s3'
import type { CopyObjectCommandInput } from '@aws-sdk/client-s3'
import type { Credentials, TestWorld } from '../../fixtures/world.ts'
import { startWorld } from '../../fixtures/world.ts'
import { assertRefused, bytesOf, contentOf, newBucket, putObject, s3As } from './objects.ts'

let world: TestWorld
let Bucket: string
const content = bytesOf(200_000)
const source = 'from here/ü+1'
let etag: string
before(async () => {
  world = await startWorld()
  Bucket = await newBucket(world)
  const { ETag = '' } = await putObject(world, {
    Bucket,
    Key: source,
    Body: content,
    ContentType: 'text/csv',
    Metadata: { owner: 'payroll' },
    Tagging: 'team=blue',
  })
  etag = ETag
})
after(() => world.close())

const copy = (input: Partial<CopyObjectCommandInput> = {}, as?: Credentials) => {
  const CopySource = `${Bucket}/${encodeURIComponent(source)}`
  return s3As(world, as).send(new CopyObjectCommand({ Bucket, Key: 'copy', CopySource, ...input }))
}
const head = (Key: string) => s3As(world).send(new HeadObjectCommand({ Bucket, Key }))
const tagsOf = async (Key: string) =>
  (await s3As(world).send(new GetObjectTaggingCommand({ Bucket, Key }))).TagSet

// Validation

test('a source has a bucket and a key', async () => {
  for (const CopySource of [Bucket, `${Bucket}/`, '/', '%E0%A4%A']) {
    await assertRefused(copy({ CopySource }), 'InvalidArgument', 400)
  }
  await assertRefused(copy({ CopySource: `${Bucket}/missing` }), 'NoSuchKey', 404)
  await assertRefused(copy({ CopySource: 'not-there/key' }), 'NoSuchBucket', 404)
})

test('an object is copied onto itself only to change what is said of it', async () => {
  await assertRefused(copy({ Key: source }), 'InvalidRequest', 400, /copy an object to itself/)
})

// Authorization

test('whoever copies needs to read there and to write here', async () => {
  const here = `arn:aws:s3:::${Bucket}/copy`
  const there = `arn:aws:s3:::${Bucket}/${source}`
  const policies = (actions: readonly (readonly [string, string])[]) => ({
    Version: '2012-10-17',
    Statement: actions.map(([Action, Resource]) => ({ Effect: 'Allow', Action, Resource })),
  })
  const read = ['s3:GetObject', there] as const
  const readTags = ['s3:GetObjectTagging', there] as const
  const write = ['s3:PutObject', here] as const
  const lacking = [
    [read, readTags],
    [readTags, write],
    [read, write],
  ]
  for (const [index, some] of lacking.entries()) {
    const user = await world.user(`lacking-${index}`, policies(some))
    await assertRefused(copy({}, user), 'AccessDenied', 403)
  }
  await copy({}, await world.user('complete', policies([read, readTags, write])))
})

// Behaviour

test('content, headers, metadata and tags come along', async () => {
  const { CopyObjectResult } = await copy()
  assert.equal(CopyObjectResult?.ETag, etag)
  assert.ok((await contentOf(world, { Bucket, Key: 'copy' })).equals(content))
  const { ContentType, Metadata } = await head('copy')
  assert.deepEqual([ContentType, Metadata], ['text/csv', { owner: 'payroll' }])
  assert.deepEqual(await tagsOf('copy'), [{ Key: 'team', Value: 'blue' }])
})

test('what is replaced is replaced whole', async () => {
  await copy({
    MetadataDirective: 'REPLACE',
    Metadata: { other: 'one' },
    TaggingDirective: 'REPLACE',
    Tagging: 'team=red',
  })
  const { ContentType, Metadata } = await head('copy')
  assert.deepEqual([ContentType, Metadata], ['binary/octet-stream', { other: 'one' }])
  assert.deepEqual(await tagsOf('copy'), [{ Key: 'team', Value: 'red' }])
})

test('an object changes its own metadata by a copy onto itself', async () => {
  await putObject(world, { Bucket, Key: 'self', Body: content })
  const self = { Key: 'self', CopySource: `/${Bucket}/self` }
  await copy({ ...self, MetadataDirective: 'REPLACE', Metadata: { a: '1' } })
  assert.deepEqual((await head('self')).Metadata, { a: '1' })
  assert.ok((await contentOf(world, { Bucket, Key: 'self' })).equals(content))
})

test('conditions on the source refuse the copy', async () => {
  await copy({ CopySourceIfMatch: etag })
  const unmet: Partial<CopyObjectCommandInput>[] = [
    { CopySourceIfMatch: '"other"' },
    { CopySourceIfNoneMatch: etag },
    { CopySourceIfModifiedSince: new Date('2100-01-01') },
    { CopySourceIfUnmodifiedSince: new Date('2020-01-01') },
  ]
  for (const input of unmet) await assertRefused(copy(input), 'PreconditionFailed', 412)
})
