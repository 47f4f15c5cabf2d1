import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
import { after, before, test } from 'node:test'
import * as S3 from '@aws-sdk/client-s3'
import type { Credentials, TestWorld } from '../../fixtures/world.ts'
import { advance } from '../../fixtures/clock.ts'
import { allow, OTHER_ACCOUNT, startWorld } from '../../fixtures/world.ts'
import {
  assertRefused,
  bytesOf,
  contentOf,
  filesKept,
  getObject,
  newBucket,
  notAllowedByIam,
  putObject,
  s3As,
} from './objects.ts'

const MIN = 5 * 1024 * 1024
const first = bytesOf(MIN, 1)
const second = bytesOf(MIN + 7, 2)
const last = bytesOf(1000, 3)

let world: TestWorld
let Bucket: string
let client: S3.S3Client
before(async () => {
  world = await startWorld()
  Bucket = await newBucket(world)
  client = s3As(world)
})
after(() => world.close())

interface Upload {
  readonly Bucket: string
  readonly Key: string
  readonly UploadId: string | undefined
}

async function begin(
  Key: string,
  more: Partial<S3.CreateMultipartUploadCommandInput> = {},
): Promise<Upload> {
  const command = new S3.CreateMultipartUploadCommand({ Bucket, Key, ...more })
  const { UploadId } = await client.send(command)
  return { Bucket, Key, UploadId }
}

const send = (upload: Upload, PartNumber: number, Body: Buffer, as?: Credentials) =>
  s3As(world, as).send(new S3.UploadPartCommand({ ...upload, PartNumber, Body }))

async function sendAll(upload: Upload, bodies: readonly Buffer[]): Promise<S3.CompletedPart[]> {
  const parts: S3.CompletedPart[] = []
  for (const [index, body] of bodies.entries()) {
    const PartNumber = index + 1
    const { $metadata: _, ServerSideEncryption: __, ...told } = await send(upload, PartNumber, body)
    parts.push({ PartNumber, ...told })
  }
  return parts
}

const complete = (
  upload: Upload,
  Parts: S3.CompletedPart[],
  more: Partial<S3.CompleteMultipartUploadCommandInput> = {},
) =>
  client.send(
    new S3.CompleteMultipartUploadCommand({ ...upload, MultipartUpload: { Parts }, ...more }),
  )

// Validation

test('parts are numbered from 1 to 10000', async () => {
  const upload = await begin('numbers')
  await send(upload, 10_000, last)
  for (const number of [0, 10_001, -1]) {
    await assertRefused(send(upload, number, last), 'InvalidArgument', 400)
  }
})

test('a page of uploads or parts holds no fewer than none', async () => {
  const upload = await begin('counted')
  const refused = {
    name: 'InvalidArgument',
    message: /^Argument \S+ must be an integer between 0 /,
  }
  const uploads = (MaxUploads: number) =>
    client.send(new S3.ListMultipartUploadsCommand({ Bucket, MaxUploads }))
  const parts = (more: Partial<S3.ListPartsCommandInput>) =>
    client.send(new S3.ListPartsCommand({ ...upload, ...more }))
  await assert.rejects(uploads(-1), refused)
  await assert.rejects(parts({ MaxParts: -2 }), refused)
  await assert.rejects(parts({ PartNumberMarker: '-1' }), refused)
  assert.equal((await uploads(0)).Uploads, undefined)
  await client.send(new S3.AbortMultipartUploadCommand(upload))
})

test('an upload that is not there is told: unknown, completed, or given up', async () => {
  const upload = await begin('gone')
  await client.send(new S3.AbortMultipartUploadCommand(upload))
  await assertRefused(send(upload, 1, last), 'NoSuchUpload', 404)
  await assertRefused(client.send(new S3.ListPartsCommand(upload)), 'NoSuchUpload', 404)
  await assertRefused(complete(upload, [{ PartNumber: 1, ETag: 'x' }]), 'NoSuchUpload', 404)
  const unknown = { ...upload, UploadId: '../x' }
  await assertRefused(send(unknown, 1, last), 'NoSuchUpload', 404)
})

test('the parts that are to be the object are there, in order, and large enough', async () => {
  const upload = await begin('rules')
  const [one, two] = await sendAll(upload, [last, first])
  assert.ok(one && two)
  await assertRefused(complete(upload, [two, one]), 'InvalidPartOrder', 400)
  await assertRefused(complete(upload, [one, one]), 'InvalidPartOrder', 400)
  await assertRefused(complete(upload, [one, two]), 'EntityTooSmall', 400)
  await assertRefused(complete(upload, []), 'MalformedXML', 400)
  const missing = { PartNumber: 3, ETag: two.ETag }
  await assertRefused(complete(upload, [two, missing]), 'InvalidPart', 400)
  const wrong = { PartNumber: 2, ETag: one.ETag }
  await assertRefused(complete(upload, [wrong]), 'InvalidPart', 400)
  await assertRefused(complete(upload, [two], { MpuObjectSize: 1 }), 'InvalidRequest', 400)
  await complete(upload, [two], { MpuObjectSize: first.length })
})

test('a list of ten thousand parts is read to its end', async () => {
  const upload = await begin('many')
  await send(upload, 1, first)
  const ETag = `"${'0'.repeat(32)}"`
  const ChecksumSHA256 = Buffer.alloc(32).toString('base64')
  const parts = Array.from({ length: 10_000 }, (_, n) => ({
    ...{ PartNumber: n + 1, ETag, ChecksumSHA256 },
  }))
  await assertRefused(complete(upload, parts), 'InvalidPart', 400)
})

test('a checksum algorithm and a type that do not go together are refused', async () => {
  const wrong = begin('types', { ChecksumAlgorithm: 'SHA256', ChecksumType: 'FULL_OBJECT' })
  await assertRefused(wrong, 'InvalidRequest', 400)
  const other = begin('types', { ChecksumAlgorithm: 'CRC64NVME', ChecksumType: 'COMPOSITE' })
  await assertRefused(other, 'InvalidRequest', 400)
})

// Authorization

test('each step needs its permission', async () => {
  const upload = await begin('asked')
  const nobody = await world.user('nobody')
  const arn = `arn:aws:s3:::${Bucket}/asked`
  const denied = (call: Promise<unknown>, action: string, on = arn) =>
    assertRefused(call, 'AccessDenied', 403, notAllowedByIam('nobody', action, on))
  const as = s3As(world, nobody)
  await denied(as.send(new S3.CreateMultipartUploadCommand(upload)), 's3:PutObject')
  await denied(send(upload, 1, last, nobody), 's3:PutObject')
  const MultipartUpload = { Parts: [{ PartNumber: 1, ETag: 'x' }] }
  const completing = new S3.CompleteMultipartUploadCommand({ ...upload, MultipartUpload })
  await denied(as.send(completing), 's3:PutObject')
  await denied(as.send(new S3.AbortMultipartUploadCommand(upload)), 's3:AbortMultipartUpload')
  await denied(as.send(new S3.ListPartsCommand(upload)), 's3:ListMultipartUploadParts')
  const listing = as.send(new S3.ListMultipartUploadsCommand({ Bucket }))
  await denied(listing, 's3:ListBucketMultipartUploads', `arn:aws:s3:::${Bucket}`)
})

test('another account does not learn of an upload', async () => {
  const foreign = await world.user('foreign', allow('s3:*'), OTHER_ACCOUNT)
  const unknown = { Bucket, Key: 'asked', UploadId: 'unknown' }
  await assertRefused(send(unknown, 1, last, foreign), 'AccessDenied', 403, 'Access Denied')
})

// Behaviour

test('parts become one object, which has what was said when it was begun', async () => {
  const kept = await filesKept(world)
  const upload = await begin('whole', {
    ContentType: 'text/csv',
    Metadata: { owner: 'payroll' },
    Tagging: 'team=blue',
  })
  const parts = await sendAll(upload, [first, second, last])
  const { ETag } = await complete(upload, parts)
  const tags = [first, second, last].map((body) => createHash('md5').update(body).digest())
  const md5 = createHash('md5').update(Buffer.concat(tags)).digest('hex')
  assert.equal(ETag, `"${md5}-3"`)
  const content = Buffer.concat([first, second, last])
  assert.ok((await contentOf(world, { Bucket, Key: 'whole' })).equals(content))
  const { ContentType, Metadata, TagCount, ContentRange, PartsCount, Body } = await getObject(
    world,
    { Bucket, Key: 'whole', PartNumber: 2 },
  )
  assert.ok(Buffer.from((await Body?.transformToByteArray()) ?? []).equals(second))
  assert.deepEqual([ContentType, Metadata, TagCount], ['text/csv', { owner: 'payroll' }, 1])
  const end = first.length + second.length - 1
  assert.equal(ContentRange, `bytes ${first.length}-${end}/${content.length}`)
  assert.equal(PartsCount, 3)
  // The files of the parts are gone.
  assert.equal(await filesKept(world), kept + 1)
})

test('before it is complete the key has the object that it had', async () => {
  await putObject(world, { Bucket, Key: 'replaced', Body: 'old' })
  const upload = await begin('replaced')
  const parts = await sendAll(upload, [last])
  assert.equal(String(await contentOf(world, { Bucket, Key: 'replaced' })), 'old')
  await complete(upload, parts)
  assert.ok((await contentOf(world, { Bucket, Key: 'replaced' })).equals(last))
})

test('completing it once more, and at the same time, is answered as the first time', async () => {
  const upload = await begin('twice')
  const parts = await sendAll(upload, [first, last])
  const answers = await Promise.all([1, 2, 3].map(() => complete(upload, parts)))
  const again = await complete(upload, parts)
  assert.equal(new Set([...answers, again].map(({ ETag }) => ETag)).size, 1)
  await putObject(world, { Bucket, Key: 'twice', Body: 'new' })
  await assertRefused(complete(upload, parts), 'NoSuchUpload', 404)
})

test('a part that is sent again takes the place of the first', async () => {
  const upload = await begin('again')
  await send(upload, 1, first)
  const parts = await sendAll(upload, [last])
  await complete(upload, parts)
  assert.ok((await contentOf(world, { Bucket, Key: 'again' })).equals(last))
})

test('an upload that is given up leaves nothing', async () => {
  const kept = await filesKept(world)
  const upload = await begin('given-up')
  await sendAll(upload, [first, last])
  await client.send(new S3.AbortMultipartUploadCommand(upload))
  assert.equal(await filesKept(world), kept)
})

test('a composite checksum is over those of the parts, a full one over the content', async () => {
  const composite = await begin('composite', { ChecksumAlgorithm: 'SHA256' })
  const options = { ChecksumAlgorithm: 'SHA256' as const }
  const parts: S3.CompletedPart[] = []
  for (const [index, Body] of [first, last].entries()) {
    const input = { ...composite, ...options, PartNumber: index + 1, Body }
    const { ETag, ChecksumSHA256 } = await client.send(new S3.UploadPartCommand(input))
    parts.push({ PartNumber: index + 1, ETag, ChecksumSHA256 })
  }
  const bare = parts.map(({ PartNumber, ETag }) => ({ PartNumber, ETag }))
  await assertRefused(complete(composite, bare), 'InvalidRequest', 400, /must include the checksum/)
  const answer = await complete(composite, parts)
  const sha256 = (content: Buffer) => createHash('sha256').update(content).digest()
  const over = sha256(Buffer.concat([sha256(first), sha256(last)])).toString('base64')
  assert.equal(answer.ChecksumSHA256, `${over}-2`)
  assert.equal(answer.ChecksumType, 'COMPOSITE')
  const full = await begin('full', { ChecksumAlgorithm: 'CRC32', ChecksumType: 'FULL_OBJECT' })
  const { ChecksumCRC32, ChecksumType } = await complete(full, await sendAll(full, [first, last]))
  const whole = { Bucket, Key: 'same', Body: Buffer.concat([first, last]) }
  const put = await putObject(world, { ...whole, ChecksumAlgorithm: 'CRC32' })
  assert.deepEqual([ChecksumCRC32, ChecksumType], [put.ChecksumCRC32, 'FULL_OBJECT'])
})

test('a part may be a stretch of another object', async () => {
  await putObject(world, { Bucket, Key: 'source', Body: second })
  const upload = await begin('made-of')
  const CopySource = `${Bucket}/source`
  const copy = (PartNumber: number, CopySourceRange?: string) =>
    client.send(
      new S3.UploadPartCopyCommand({ ...upload, CopySource, PartNumber, CopySourceRange }),
    )
  for (const range of ['bytes=1-', 'bytes=0-99999999', 'x']) {
    await assertRefused(copy(2, range), 'InvalidArgument', 400)
  }
  const whole = await copy(1)
  const stretch = await copy(2, 'bytes=10-19')
  await complete(upload, [
    { PartNumber: 1, ETag: whole.CopyPartResult?.ETag },
    { PartNumber: 2, ETag: stretch.CopyPartResult?.ETag },
  ])
  const expected = Buffer.concat([second, second.subarray(10, 20)])
  assert.ok((await contentOf(world, { Bucket, Key: 'made-of' })).equals(expected))
})

test('the parts of an upload are listed by pages', async () => {
  const upload = await begin('listed')
  for (const number of [3, 1, 10_000, 2]) await send(upload, number, last)
  const page = new S3.ListPartsCommand({ ...upload, MaxParts: 2 })
  const { Parts, IsTruncated, NextPartNumberMarker } = await client.send(page)
  assert.deepEqual(
    Parts?.map(({ PartNumber }) => PartNumber),
    [1, 2],
  )
  assert.deepEqual([IsTruncated, NextPartNumberMarker], [true, '2'])
  const numbers: (number | undefined)[] = []
  for await (const { Parts: some = [] } of S3.paginateListParts({ client, pageSize: 3 }, upload)) {
    numbers.push(...some.map(({ PartNumber }) => PartNumber))
  }
  assert.deepEqual(numbers, [1, 2, 3, 10_000])
})

test('uploads under way are listed by key, those under a prefix as one', async () => {
  Bucket = await newBucket(world)
  for (const Key of ['b/2', 'a', 'b/1', 'b', 'a', 'a!', 'c']) await begin(Key)
  const list = (input: Partial<S3.ListMultipartUploadsCommandInput>) =>
    client.send(new S3.ListMultipartUploadsCommand({ Bucket, ...input }))
  const keys = (uploads: S3.MultipartUpload[] = []) => uploads.map(({ Key }) => Key)
  assert.deepEqual(keys((await list({})).Uploads), ['a', 'a', 'a!', 'b', 'b/1', 'b/2', 'c'])
  assert.deepEqual(keys((await list({ Prefix: 'b/' })).Uploads), ['b/1', 'b/2'])
  const rolled = await list({ Delimiter: '/' })
  assert.deepEqual(keys(rolled.Uploads), ['a', 'a', 'a!', 'b', 'c'])
  assert.deepEqual(rolled.CommonPrefixes, [{ Prefix: 'b/' }])
  const seen: (string | undefined)[] = []
  let marker: Partial<S3.ListMultipartUploadsCommandInput> = {}
  for (;;) {
    const page = await list({ MaxUploads: 1, ...marker })
    seen.push(...keys(page.Uploads))
    if (!page.IsTruncated) break
    marker = { KeyMarker: page.NextKeyMarker, UploadIdMarker: page.NextUploadIdMarker }
  }
  assert.deepEqual(seen, ['a', 'a', 'a!', 'b', 'b/1', 'b/2', 'c'])
})

test('a multipart object is as old as its upload', async () => {
  const upload = await begin('dated')
  const Parts = await sendAll(upload, [last])
  const { Uploads = [] } = await client.send(
    new S3.ListMultipartUploadsCommand({ Bucket, Prefix: 'dated' }),
  )
  await advance(world, '1h')
  await client.send(
    new S3.CompleteMultipartUploadCommand({ ...upload, MultipartUpload: { Parts } }),
  )
  const { LastModified } = await client.send(new S3.HeadObjectCommand({ Bucket, Key: 'dated' }))
  const { Initiated } = Uploads[0] ?? {}
  assert.ok(LastModified && Initiated)
  assert.ok(LastModified <= Initiated, `${LastModified} is later than ${Initiated}`)
})
