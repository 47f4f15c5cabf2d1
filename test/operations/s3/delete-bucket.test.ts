import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import {
  CreateBucketCommand,
  DeleteBucketCommand,
  GetBucketPolicyCommand,
  HeadBucketCommand,
  PutBucketTaggingCommand,
  GetBucketTaggingCommand,
  S3Client,
} from '@aws-sdk/client-s3'
import type { TestWorld } from '../../fixtures/world.ts'
import { allow, OTHER_ACCOUNT, startWorld } from '../../fixtures/world.ts'
import { bucketArn, newBucket, notAuthorized, putStatement, refusal, rootArn } from './fixture.ts'

let world: TestWorld
let s3: S3Client
before(async () => {
  world = await startWorld()
  s3 = world.client(S3Client)
})
after(() => world.close())

// Validation

test('a bucket that does not exist cannot be deleted, and that is told to everybody', async () => {
  const nobody = await world.user('nobody')
  for (const client of [s3, world.client(S3Client, nobody)]) {
    const { code, status } = await refusal(
      client.send(new DeleteBucketCommand({ Bucket: 'no-such-bucket' })),
    )
    assert.deepEqual([code, status], ['NoSuchBucket', 404])
  }
})

test('a bucket of another owner than expected is left alone', async () => {
  const Bucket = await newBucket(world)
  const ExpectedBucketOwner = OTHER_ACCOUNT
  const { code } = await refusal(s3.send(new DeleteBucketCommand({ Bucket, ExpectedBucketOwner })))
  assert.equal(code, 'AccessDenied')
  await s3.send(new HeadBucketCommand({ Bucket, ExpectedBucketOwner: '111122223333' }))
})

// Authorization

test('deleting needs s3:DeleteBucket; another account is told nothing', async () => {
  const Bucket = await newBucket(world)
  const reader = await world.user('reader', allow('s3:ListBucket'))
  const remove = new DeleteBucketCommand({ Bucket })
  const own = await refusal(world.client(S3Client, reader).send(remove))
  assert.equal(own.message, notAuthorized('reader', 's3:DeleteBucket', bucketArn(Bucket)))
  const foreign = await refusal(world.client(S3Client, world.root(OTHER_ACCOUNT)).send(remove))
  assert.deepEqual([foreign.code, foreign.message], ['AccessDenied', 'Access Denied'])
})

test('another account is let in by both: the bucket policy and its own', async () => {
  const Bucket = await newBucket(world)
  const Principal = { AWS: rootArn(OTHER_ACCOUNT) }
  await putStatement(world, Bucket, { Principal, Action: 's3:DeleteBucket' })
  const nobody = await world.user('nobody-there', undefined, OTHER_ACCOUNT)
  const remover = await world.user('remover', allow('s3:DeleteBucket'), OTHER_ACCOUNT)
  const remove = new DeleteBucketCommand({ Bucket })
  const { code } = await refusal(world.client(S3Client, nobody).send(remove))
  assert.equal(code, 'AccessDenied')
  await world.client(S3Client, remover).send(remove)
})

// Behaviour

test('a bucket goes with its policy and its settings, and its name is free', async () => {
  const Bucket = await newBucket(world)
  await putStatement(world, Bucket, { Principal: { AWS: rootArn() }, Action: 's3:ListBucket' })
  const Tagging = { TagSet: [{ Key: 'a', Value: 'b' }] }
  await s3.send(new PutBucketTaggingCommand({ Bucket, Tagging }))
  const { $metadata } = await s3.send(new DeleteBucketCommand({ Bucket }))
  assert.equal($metadata.httpStatusCode, 204)
  const other = world.client(S3Client, world.root(OTHER_ACCOUNT))
  await other.send(new CreateBucketCommand({ Bucket }))
  const policy = await refusal(other.send(new GetBucketPolicyCommand({ Bucket })))
  const tags = await refusal(other.send(new GetBucketTaggingCommand({ Bucket })))
  assert.deepEqual([policy.code, tags.code], ['NoSuchBucketPolicy', 'NoSuchTagSet'])
})
