// Two nodes whose objects lie in a bucket of another stack.

import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import {
  CreateBucketCommand,
  GetObjectCommand,
  PutObjectCommand,
  S3Client,
} from '@aws-sdk/client-s3'
import { startBucket, startWay, type TestBucket } from '../store/bucket-place.ts'
import { findPostgres } from '../store/postgres-place.ts'
import { nodesFor } from './node-world.ts'

const postgres = findPostgres()
const skip = 'skip' in postgres && postgres.skip

let bucket: TestBucket
before(async () => {
  bucket = await startBucket()
})
after(() => bucket.close())

test(
  'an object is read on every node, and a bucket away is a fault to try again',
  { skip },
  async (context) => {
    if ('skip' in postgres) return
    const way = await startWay(bucket)
    const world = nodesFor(context, postgres, way.url)
    context.after(() => way.close())
    const one = await world.start()
    const other = await world.start()
    const credentials = await world.root()
    const s3 = (endpoint: string, maxAttempts = 1) =>
      new S3Client({
        endpoint,
        region: 'us-east-1',
        credentials,
        forcePathStyle: true,
        maxAttempts,
      })
    await s3(one.endpoint).send(new CreateBucketCommand({ Bucket: 'mine' }))
    const Body = 'x'.repeat(300_000)
    await s3(one.endpoint).send(new PutObjectCommand({ Bucket: 'mine', Key: 'a', Body }))
    const read = async (client: S3Client): Promise<string | undefined> => {
      const { Body } = await client.send(new GetObjectCommand({ Bucket: 'mine', Key: 'a' }))
      return Body?.transformToString()
    }
    await sleep(1000)
    assert.equal(await read(s3(other.endpoint)), Body)

    way.isCut = true
    await assert.rejects(read(s3(other.endpoint)), { name: 'InternalError', $fault: 'server' })
    const ready = await fetch(`${other.endpoint}/_sparekey/ready`)
    assert.equal(ready.status, 503)
    assert.match(await ready.text(), /the bucket .* does not answer/)

    const waiting = read(s3(other.endpoint, 10))
    way.isCut = false
    assert.equal(await waiting, Body)
  },
)
