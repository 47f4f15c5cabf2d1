// Object files in a bucket: what they are in a folder, and what a bucket alone can do to them.

import assert from 'node:assert/strict'
import { randomBytes } from 'node:crypto'
import { mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, describe, test, type TestContext } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import { ListMultipartUploadsCommand, ListObjectsV2Command, S3Client } from '@aws-sdk/client-s3'
import type { FileId } from '../../src/store/object-file.ts'
import { parseBucketAddress } from '../../src/store/s3/address.ts'
import { openBucketPlace } from '../../src/store/s3/bucket-place.ts'
import { StoreError } from '../../src/store/store-error.ts'
import { startBucket, startWay, type TestBucket } from './bucket-place.ts'
import { contentOf, fileConformance, inChunks } from './file-conformance.ts'
import { findPostgres, newPostgresPlace } from './postgres-place.ts'

const MiB = 1024 * 1024
const postgres = findPostgres()
const fileId = (): FileId => randomBytes(16).toString('hex') as FileId

let bucket: TestBucket
before(async () => {
  bucket = await startBucket()
})
after(() => bucket.close())

if ('skip' in postgres) test('a bucket', { skip: postgres.skip }, () => undefined)
else {
  fileConformance('a bucket', () => {
    const address = parseBucketAddress(bucket.newUrl())
    return newPostgresPlace({
      ...postgres,
      openPlace: (copiesDirectory) => openBucketPlace({ address, copiesDirectory }),
    })
  })
}

async function openPlace(context: TestContext, url = bucket.newUrl(), nowMs = Date.now) {
  const copiesDirectory = mkdtempSync(join(tmpdir(), 'sparekey-copies-'))
  const place = await openBucketPlace({ address: parseBucketAddress(url), copiesDirectory, nowMs })
  context.after(() => {
    place.close()
    rmSync(copiesDirectory, { recursive: true })
  })
  return { place, copiesDirectory }
}

describe('what is long goes to the bucket in parts', () => {
  test('and reads as it was written, from anywhere', async (context) => {
    const { place } = await openPlace(context)
    const content = randomBytes(17 * MiB + 3)
    const id = fileId()
    assert.equal(await place.write(id, inChunks(content, 300_000)), content.length)
    const file = await place.open(id)
    assert.equal(file.size, content.length)
    for (const [start, end] of [
      [0, 100],
      [100, 5000],
      [12 * MiB, 12 * MiB + 70_000],
      [10, content.length],
    ] as const) {
      const pieces: Uint8Array[] = []
      for await (const piece of file.read({ start, end })) pieces.push(piece)
      assert.ok(Buffer.concat(pieces).equals(content.subarray(start, end)), `${start}-${end}`)
    }
    file.close()
  })

  test('and leaves no part when its source breaks off', async (context) => {
    const { place } = await openPlace(context)
    async function* broken(): AsyncGenerator<Uint8Array> {
      yield randomBytes(9 * MiB)
      throw new Error('the client has gone')
    }
    await assert.rejects(place.write(fileId(), broken()), /^Error: the client has gone$/)
    const s3 = bucket.world.client(S3Client)
    const { Uploads = [] } = await s3.send(new ListMultipartUploadsCommand({ Bucket: 'objects' }))
    assert.deepEqual(Uploads, [])
  })
})

test('a copy for engines goes with its file', async (context) => {
  const { place, copiesDirectory } = await openPlace(context)
  const id = fileId()
  await place.write(id, inChunks(randomBytes(10), 10))
  const [path, same] = await Promise.all([place.place(id), place.place(id)])
  assert.equal(path, same)
  assert.deepEqual(readdirSync(join(copiesDirectory, String(process.pid))), [id])
  await place.removeAll([id])
  assert.deepEqual(readdirSync(join(copiesDirectory, String(process.pid))), [])
  await assert.rejects(place.place(id), { code: 'ENOENT' })
})

test('files lie under the prefix, and no other object is touched', async (context) => {
  const url = bucket.newUrl()
  const { place } = await openPlace(context, url)
  const id = fileId()
  await place.write(id, inChunks(randomBytes(10), 10))
  const { prefix } = parseBucketAddress(url)
  const s3 = bucket.world.client(S3Client)
  const found = await s3.send(new ListObjectsV2Command({ Bucket: 'objects', Prefix: prefix }))
  assert.deepEqual(
    found.Contents?.map(({ Key }) => Key),
    [`${prefix}${id.slice(0, 2)}/${id}`],
  )
})

test('what nodes that died have left goes when it is a day old', async (context) => {
  let nowMs = Date.now()
  const { place } = await openPlace(context, bucket.newUrl(), () => nowMs)
  const [kept, stray] = [fileId(), fileId()]
  for (const id of [kept, stray]) await place.write(id, inChunks(randomBytes(10), 10))
  const ofEntries = (ids: readonly FileId[]) =>
    Promise.resolve(new Set(ids.filter((id) => id === kept)))
  await place.removeStrays(ofEntries)
  assert.equal((await contentOf(place.open(stray))).length, 10)
  nowMs += 25 * 3_600_000
  await place.removeStrays(ofEntries)
  await assert.rejects(place.open(stray), { code: 'ENOENT' })
  assert.equal((await contentOf(place.open(kept))).length, 10)
})

test('a bucket that is not there is told at the start', async () => {
  const missing = bucket.newUrl().replace('s3://objects', 's3://nowhere')
  const address = parseBucketAddress(missing)
  const opened = openBucketPlace({ address, copiesDirectory: join(tmpdir(), 'never-made') })
  await assert.rejects(
    opened,
    (fault) => fault instanceof StoreError && /nowhere/.test(fault.message),
  )
})

test('a bucket that goes away is told until it is back', async (context) => {
  const away = await startWay(bucket)
  context.after(() => away.close())
  const { place } = await openPlace(context, away.url)
  const id = fileId()
  await place.write(id, inChunks(randomBytes(10), 10))
  assert.equal(place.trouble(), undefined)
  away.isCut = true
  await assert.rejects(place.open(id))
  assert.match(String(place.trouble()), /^the bucket s3:\/\/objects\/.* does not answer: /)
  away.isCut = false
  for (let waitedMs = 0; place.trouble() !== undefined; waitedMs += 50) {
    assert.ok(waitedMs < 10_000, place.trouble())
    await sleep(50)
  }
  assert.equal((await contentOf(place.open(id))).length, 10)
})

test('an address is a bucket with a prefix, an endpoint and a Region, and nothing else', () => {
  const { name, ...rest } = parseBucketAddress(
    's3://my-bucket/some/place?endpoint=https://s3.example.com&region=eu-central-1',
  )
  assert.deepEqual(rest, {
    bucket: 'my-bucket',
    prefix: 'some/place/',
    endpoint: 'https://s3.example.com',
    region: 'eu-central-1',
  })
  assert.equal(name, 's3://my-bucket/some/place/ at https://s3.example.com')
  assert.equal(parseBucketAddress('s3://my-bucket').prefix, '')
  for (const wrong of ['s3://', 's3://UPPER', 's3://bucket?endpoint=nowhere', 's3://bucket?a=b']) {
    assert.throws(() => parseBucketAddress(wrong), StoreError, wrong)
  }
})
