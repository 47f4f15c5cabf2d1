import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { HeadObjectCommand } from '@aws-sdk/client-s3'
import type { GetObjectCommandInput } from '@aws-sdk/client-s3'
import { presignedUrl } from '../../fixtures/presign.ts'
import type { TestWorld } from '../../fixtures/world.ts'
import { ACCOUNT, allow, OTHER_ACCOUNT, startWorld } from '../../fixtures/world.ts'
import {
  assertRefused,
  bytesOf,
  contentOf,
  getObject,
  newBucket,
  notAllowedByIam,
  putObject,
  s3As,
} from './objects.ts'

let world: TestWorld
let Bucket: string
const Key = 'key'
const content = bytesOf(300_000)
let etag: string
before(async () => {
  world = await startWorld()
  Bucket = await newBucket(world)
  const { ETag = '' } = await putObject(world, { Bucket, Key, Body: content, Tagging: 'team=blue' })
  etag = ETag
})
after(() => world.close())

const get = (input: Partial<GetObjectCommandInput> = {}) =>
  getObject(world, { Bucket, Key, ...input })

const part = (input: Partial<GetObjectCommandInput>) => contentOf(world, { Bucket, Key, ...input })

// Validation

test('a range that the object does not have is not satisfiable', async () => {
  await assertRefused(get({ Range: 'bytes=300000-' }), 'InvalidRange', 416)
  await assertRefused(get({ Range: 'bytes=-0' }), 'InvalidRange', 416)
  await putObject(world, { Bucket, Key: 'empty', Body: '' })
  await assertRefused(get({ Key: 'empty', Range: 'bytes=0-0' }), 'InvalidRange', 416)
})

test('a version that is not the one there is is no version', async () => {
  await assertRefused(get({ VersionId: 'something' }), 'InvalidArgument', 400)
  assert.ok((await part({ VersionId: 'null' })).equals(content))
})

test('a part number beyond the parts is not satisfiable', async () => {
  const answer = await get({ PartNumber: 1 })
  assert.equal(answer.ContentRange, 'bytes 0-299999/300000')
  await answer.Body?.transformToByteArray()
  await assertRefused(get({ PartNumber: 2 }), 'InvalidPartNumber', 416)
  await assertRefused(get({ PartNumber: 1, Range: 'bytes=0-1' }), 'InvalidRequest', 400)
})

test('what no header can hold is not sent as one', async () => {
  for (const wanted of ['attachment; filename="€.txt"', 'a\r\nSet-Cookie: b']) {
    const asked = get({ ResponseContentDisposition: wanted })
    await assert.rejects(asked, {
      name: 'InvalidArgument',
      message: 'Header value cannot be represented using ISO-8859-1.',
    })
  }
  const inLatin1 = { ResponseContentDisposition: 'filename="é"' }
  const { ContentDisposition, Body } = await get(inLatin1)
  assert.equal(ContentDisposition, 'filename="é"')
  await Body?.transformToByteArray()
  const head = await s3As(world).send(new HeadObjectCommand({ Bucket, Key, ...inLatin1 }))
  assert.equal(head.ContentDisposition, 'filename="é"')
})

// Authorization

test('it needs s3:GetObject on the object', async () => {
  const nobody = await world.user('nobody')
  const arn = `arn:aws:s3:::${Bucket}/${Key}`
  const sentence = notAllowedByIam('nobody', 's3:GetObject', arn)
  await assertRefused(getObject(world, { Bucket, Key }, nobody), 'AccessDenied', 403, sentence)
  const reader = await world.user('reader', allow('s3:GetObject', arn))
  assert.ok((await contentOf(world, { Bucket, Key }, reader)).equals(content))
})

test('that there is no object is told to whoever may list the bucket', async () => {
  const missing = { Bucket, Key: 'missing' }
  const blind = await world.user('blind', allow('s3:GetObject'))
  const sentence = notAllowedByIam('blind', 's3:ListBucket', `arn:aws:s3:::${Bucket}`)
  await assertRefused(getObject(world, missing, blind), 'AccessDenied', 403, sentence)
  const lister = await world.user('lister', allow(['s3:GetObject', 's3:ListBucket']))
  await assertRefused(getObject(world, missing, lister), 'NoSuchKey', 404)
})

test('conditions see the tags that the object has', async () => {
  const policy = (team: string) => ({
    Version: '2012-10-17',
    Statement: [
      {
        Effect: 'Allow',
        Action: 's3:GetObject',
        Resource: '*',
        Condition: { StringEquals: { 's3:ExistingObjectTag/team': team } },
      },
    ],
  })
  const red = await world.user('red', policy('red'))
  await assertRefused(getObject(world, { Bucket, Key }, red), 'AccessDenied', 403)
  assert.ok(await contentOf(world, { Bucket, Key }, await world.user('blue', policy('blue'))))
})

test('another account needs both its own policy and the bucket’s', async () => {
  const shared = await newBucket(world, (bucket) => ({
    Effect: 'Allow',
    Principal: { AWS: `arn:aws:iam::${OTHER_ACCOUNT}:root` },
    Action: 's3:GetObject',
    Resource: `arn:aws:s3:::${bucket}/*`,
  }))
  await putObject(world, { Bucket: shared, Key, Body: 'shared' })
  const idle = await world.user('idle', undefined, OTHER_ACCOUNT)
  const allowed = await world.user('allowed', allow('s3:GetObject'), OTHER_ACCOUNT)
  await assertRefused(getObject(world, { Bucket: shared, Key }, idle), 'AccessDenied', 403)
  assert.equal(String(await contentOf(world, { Bucket: shared, Key }, allowed)), 'shared')
  const foreign = getObject(world, { Bucket, Key }, allowed)
  await assertRefused(foreign, 'AccessDenied', 403, 'Access Denied')
})

test('an owner that is not the bucket’s is refused', async () => {
  assert.ok(await part({ ExpectedBucketOwner: ACCOUNT }))
  await assertRefused(get({ ExpectedBucketOwner: OTHER_ACCOUNT }), 'AccessDenied', 403)
})

// Behaviour

test('a range gives that much of the object, and 206', async () => {
  const ranges: readonly (readonly [string, number, number])[] = [
    ['bytes=0-0', 0, 1],
    ['bytes=100-299999', 100, 300_000],
    ['bytes=65530-65545', 65_530, 65_546],
    ['bytes=299990-400000', 299_990, 300_000],
    ['bytes=-10', 299_990, 300_000],
    ['bytes=-999999', 0, 300_000],
    ['bytes=5-', 5, 300_000],
  ]
  for (const [Range, start, end] of ranges) {
    const answer = await get({ Range })
    assert.equal(answer.$metadata.httpStatusCode, 206)
    assert.equal(answer.ContentRange, `bytes ${start}-${end - 1}/300000`)
    const bytes = Buffer.from((await answer.Body?.transformToByteArray()) ?? [])
    assert.ok(bytes.equals(content.subarray(start, end)), Range)
  }
})

test('a range that cannot be understood, and several at once, give all of it', async () => {
  for (const Range of ['bytes=5-1', 'bytes=a-b', 'lines=1-2', 'bytes=0-1,3-4']) {
    const answer = await get({ Range })
    assert.equal(answer.$metadata.httpStatusCode, 200)
    assert.equal((await answer.Body?.transformToByteArray())?.length, content.length)
  }
})

test('conditions on entity tag and date answer 304 and 412, the tag before the date', async () => {
  const past = new Date('2020-01-01')
  const future = new Date('2100-01-01')
  const notModified = (input: Partial<GetObjectCommandInput>) =>
    assert.rejects(get(input), (error: { $metadata: { httpStatusCode?: number } }) => {
      assert.equal(error.$metadata.httpStatusCode, 304)
      return true
    })
  await notModified({ IfNoneMatch: etag })
  await notModified({ IfModifiedSince: future })
  await notModified({ IfNoneMatch: etag, IfModifiedSince: past })
  await assertRefused(get({ IfMatch: '"other"' }), 'PreconditionFailed', 412)
  await assertRefused(get({ IfUnmodifiedSince: past }), 'PreconditionFailed', 412)
  const met: Partial<GetObjectCommandInput>[] = [
    { IfMatch: etag },
    { IfNoneMatch: '"other"' },
    { IfMatch: etag, IfUnmodifiedSince: past },
    { IfNoneMatch: '"other"', IfModifiedSince: future },
    { IfModifiedSince: past },
    { IfUnmodifiedSince: future },
  ]
  for (const input of met) assert.ok((await part(input)).equals(content))
})

test('the request may say how the answer is to be labelled', async () => {
  const answer = await get({
    ResponseContentType: 'text/csv',
    ResponseContentDisposition: 'attachment; filename=a.csv',
    ResponseCacheControl: 'no-store',
  })
  await answer.Body?.transformToByteArray()
  assert.equal(answer.ContentType, 'text/csv')
  assert.equal(answer.ContentDisposition, 'attachment; filename=a.csv')
  assert.equal(answer.CacheControl, 'no-store')
})

test('whoever reads while the object is replaced gets the old one whole', async () => {
  const [before, behind] = [bytesOf(4_000_000, 1), bytesOf(4_000_000, 2)]
  await putObject(world, { Bucket, Key: 'replaced', Body: before })
  const { Body } = await getObject(world, { Bucket, Key: 'replaced' })
  await putObject(world, { Bucket, Key: 'replaced', Body: behind })
  assert.ok(Buffer.from((await Body?.transformToByteArray()) ?? []).equals(before))
  assert.ok((await contentOf(world, { Bucket, Key: 'replaced' })).equals(behind))
})

test('an uploaded page cannot act as ours: it runs nothing, and is what it says', async () => {
  const ContentType = 'text/html'
  await putObject(world, { Bucket, Key: 'page.html', Body: '<script>1</script>', ContentType })
  const request = { method: 'GET', path: `/${Bucket}/page.html` } as const
  const { headers } = await fetch(await presignedUrl(world.endpoint, world.root(), request))
  assert.equal(headers.get('content-security-policy'), 'sandbox')
  assert.equal(headers.get('x-content-type-options'), 'nosniff')
  assert.equal(headers.get('content-type'), ContentType)
})
