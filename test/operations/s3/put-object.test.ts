import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
import { after, before, test } from 'node:test'
import { CloudTrailClient, LookupEventsCommand } from '@aws-sdk/client-cloudtrail'
import { HeadObjectCommand, ListObjectsV2Command } from '@aws-sdk/client-s3'
import type { PutObjectCommandInput } from '@aws-sdk/client-s3'
import type { TestWorld } from '../../fixtures/world.ts'
import { allow, OTHER_ACCOUNT, startWorld } from '../../fixtures/world.ts'
import {
  assertRefused,
  bytesOf,
  contentOf,
  filesKept,
  newBucket,
  notAllowedByIam,
  putObject,
  s3As,
} from './objects.ts'

let world: TestWorld
let Bucket: string
before(async () => {
  world = await startWorld()
  Bucket = await newBucket(world)
})
after(() => world.close())

const put = (input: Partial<PutObjectCommandInput>) =>
  putObject(world, { Bucket, Key: 'key', Body: 'hello', ...input })

const md5 = (content: string | Buffer) => createHash('md5').update(content).digest()

// Validation

test('a key of 1024 bytes is taken, and one of 1025 is too long', async () => {
  await put({ Key: 'ö'.repeat(512) })
  await assertRefused(put({ Key: 'a'.repeat(1025) }), 'KeyTooLongError', 400)
})

test('a bucket that is not there is told', async () => {
  await assertRefused(put({ Bucket: 'not-there' }), 'NoSuchBucket', 404)
})

test('content that is not what a digest says is refused, and nothing is kept', async () => {
  const kept = await filesKept(world)
  await assertRefused(put({ ContentMD5: md5('other').toString('base64') }), 'BadDigest', 400)
  await assertRefused(put({ ContentMD5: 'short' }), 'InvalidDigest', 400)
  await assertRefused(
    put({ ChecksumSHA256: createHash('sha256').update('other').digest('base64') }),
    'BadDigest',
    400,
    'The SHA256 you specified did not match the calculated checksum.',
  )
  assert.equal(await filesKept(world), kept)
})

test('user metadata may take two kibibytes', async () => {
  await put({ Metadata: { name: 'v'.repeat(2044) } })
  await assertRefused(put({ Metadata: { name: 'v'.repeat(2045) } }), 'MetadataTooLarge', 400)
})

test('ten tags are taken, and no more; names are given once', async () => {
  const tags = (count: number) => Array.from({ length: count }, (_, n) => `k${n}=v`).join('&')
  await put({ Tagging: tags(10) })
  await assertRefused(put({ Tagging: tags(11) }), 'BadRequest', 400)
  await assertRefused(put({ Tagging: 'a=1&a=2' }), 'InvalidTag', 400)
  await assertRefused(put({ Tagging: 'aws:a=1' }), 'InvalidTag', 400)
})

test('ACLs are disabled, but for the one that says what holds anyway', async () => {
  await put({ ACL: 'bucket-owner-full-control' })
  await assertRefused(put({ ACL: 'public-read' }), 'AccessControlListNotSupported', 400)
})

test('a storage class out of which nothing can be read at once is refused', async () => {
  await put({ StorageClass: 'STANDARD_IA' })
  await assertRefused(put({ StorageClass: 'GLACIER' }), 'InvalidStorageClass', 400)
})

test('keys of customers and double encryption are not built', async () => {
  const SSECustomerKey = Buffer.alloc(32).toString('base64')
  await assertRefused(
    put({ SSECustomerAlgorithm: 'AES256', SSECustomerKey }),
    'NotImplemented',
    501,
  )
  await assertRefused(put({ ServerSideEncryption: 'aws:kms:dsse' }), 'NotImplemented', 501)
})

// Authorization

test('it needs s3:PutObject on the object, and s3:PutObjectTagging for tags', async () => {
  const arn = `arn:aws:s3:::${Bucket}/mine/a`
  const nobody = await world.user('nobody')
  const input = { Bucket, Key: 'mine/a', Body: 'x' }
  const denied = notAllowedByIam('nobody', 's3:PutObject', arn)
  await assertRefused(putObject(world, input, nobody), 'AccessDenied', 403, denied)
  const writer = await world.user('writer', allow('s3:PutObject', `arn:aws:s3:::${Bucket}/mine/*`))
  await putObject(world, input, writer)
  await assertRefused(putObject(world, { ...input, Key: 'other' }, writer), 'AccessDenied', 403)
  const tagged = putObject(world, { ...input, Tagging: 'a=b' }, writer)
  const untold = notAllowedByIam('writer', 's3:PutObjectTagging', arn)
  await assertRefused(tagged, 'AccessDenied', 403, untold)
})

test('a denied caller learns nothing of digests and lengths, and nothing is written', async () => {
  const nobody = await world.user('denied')
  const kept = await filesKept(world)
  const input = { Bucket, Key: 'a', Body: bytesOf(200_000), ContentMD5: 'short' }
  await assertRefused(putObject(world, input, nobody), 'AccessDenied', 403)
  assert.equal(await filesKept(world), kept)
})

test('another account puts where the bucket policy lets it, and the bucket owns it', async () => {
  const shared = await newBucket(world, (name) => ({
    Effect: 'Allow',
    Principal: { AWS: `arn:aws:iam::${OTHER_ACCOUNT}:root` },
    Action: 's3:PutObject',
    Resource: `arn:aws:s3:::${name}/*`,
    Condition: { StringEquals: { 's3:x-amz-acl': 'bucket-owner-full-control' } },
  }))
  const partner = await world.user('partner', allow('s3:*'), OTHER_ACCOUNT)
  const input = { Bucket: shared, Key: 'log', Body: 'line' }
  await assertRefused(putObject(world, input, partner), 'AccessDenied', 403, 'Access Denied')
  await putObject(world, { ...input, ACL: 'bucket-owner-full-control' }, partner)
  assert.equal(String(await contentOf(world, { Bucket: shared, Key: 'log' })), 'line')
})

// Behaviour

test('what was put comes back, whatever its length and its key', async () => {
  const keys = ['../../etc/passwd', 'a//b', '.', 'ключ и пробел', 'a+b&c=d?e#f%20', '/first']
  for (const [index, Key] of keys.entries()) {
    const Body = bytesOf(index * 100_001, index)
    const { ETag } = await put({ Key, Body })
    assert.equal(ETag, `"${md5(Body).toString('hex')}"`)
    assert.ok((await contentOf(world, { Bucket, Key })).equals(Body), Key)
  }
})

test('another object of the same key takes the place of the first, and its file goes', async () => {
  await put({ Key: 'again', Body: 'one' })
  const kept = await filesKept(world)
  await put({ Key: 'again', Body: 'two' })
  assert.equal(String(await contentOf(world, { Bucket, Key: 'again' })), 'two')
  assert.equal(await filesKept(world), kept)
})

test('headers and metadata come back, and how the body was sent does not', async () => {
  const told = {
    CacheControl: 'max-age=60',
    ContentDisposition: 'attachment; filename="a.txt"',
    ContentEncoding: 'gzip',
    ContentLanguage: 'ja',
    ContentType: 'text/plain; charset=utf-8',
    Metadata: { Owner: 'payroll' },
  }
  await put({ Key: 'told', ...told })
  const head = await s3As(world).send(new HeadObjectCommand({ Bucket, Key: 'told' }))
  assert.partialDeepStrictEqual(head, { ...told, Metadata: { owner: 'payroll' } })
})

test('an object without a checksum of the client’s gets CRC64NVME', async () => {
  const client = s3As(world)
  for (const ChecksumAlgorithm of ['CRC32', 'CRC32C', 'CRC64NVME', 'SHA1', 'SHA256'] as const) {
    const answer = await put({ Key: ChecksumAlgorithm, ChecksumAlgorithm })
    assert.ok(answer[`Checksum${ChecksumAlgorithm}`], ChecksumAlgorithm)
    assert.equal(answer.ChecksumType, 'FULL_OBJECT')
  }
  const head = new HeadObjectCommand({ Bucket, Key: 'SHA256', ChecksumMode: 'ENABLED' })
  const { ChecksumSHA256 } = await client.send(head)
  assert.equal(ChecksumSHA256, createHash('sha256').update('hello').digest('base64'))
})

test('If-None-Match lets nobody replace an object; If-Match only whoever knows it', async () => {
  const { ETag } = await put({ Key: 'conditional', IfNoneMatch: '*' })
  await assertRefused(put({ Key: 'conditional', IfNoneMatch: '*' }), 'PreconditionFailed', 412)
  await assertRefused(put({ Key: 'conditional', IfNoneMatch: ETag }), 'NotImplemented', 501)
  await put({ Key: 'conditional', Body: 'next', IfMatch: ETag })
  await assertRefused(put({ Key: 'conditional', IfMatch: ETag }), 'PreconditionFailed', 412)
  await assertRefused(put({ Key: 'never-there', IfMatch: ETag }), 'NoSuchKey', 404)
})

test('of many who put where nothing may be, one does', async () => {
  const attempts = Array.from({ length: 8 }, (_, n) =>
    put({ Key: 'race', Body: bytesOf(50_000, n), IfNoneMatch: '*' }).then(
      () => 'put',
      (error: Error) => error.name,
    ),
  )
  const outcomes = (await Promise.all(attempts)).toSorted()
  assert.deepEqual(outcomes, [...Array.from({ length: 7 }, () => 'PreconditionFailed'), 'put'])
})

test('it is a data event: event history does not keep it', async () => {
  const attribute = { AttributeKey: 'EventName', AttributeValue: 'PutObject' } as const
  const lookup = new LookupEventsCommand({ LookupAttributes: [attribute] })
  const { Events } = await world.client(CloudTrailClient).send(lookup)
  assert.deepEqual(Events, [])
})

test('a list and the object itself tell the same time, in whole seconds', async () => {
  await putObject(world, { Bucket, Key: 'timed', Body: 'x' })
  const client = s3As(world)
  const list = await client.send(new ListObjectsV2Command({ Bucket, Prefix: 'timed' }))
  const head = await client.send(new HeadObjectCommand({ Bucket, Key: 'timed' }))
  assert.ok(head.LastModified)
  assert.deepEqual(list.Contents?.[0]?.LastModified, head.LastModified)
})
