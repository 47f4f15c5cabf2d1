// Tags, ACLs and attributes of objects, and HeadObject.

import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import * as S3 from '@aws-sdk/client-s3'
import type { TestWorld } from '../../fixtures/world.ts'
import { allow, startWorld } from '../../fixtures/world.ts'
import { assertRefused, getObject, newBucket, notAllowedByIam, putObject, s3As } from './objects.ts'

let world: TestWorld
let client: S3.S3Client
let Bucket: string
const Key = 'key'
before(async () => {
  world = await startWorld()
  client = s3As(world)
  Bucket = await newBucket(world)
  await putObject(world, { Bucket, Key, Body: 'hello', Metadata: { a: 'b' } })
})
after(() => world.close())

const object = () => ({ Bucket, Key })

// Validation

test('tags are held to S3’s rules when they are put by themselves', async () => {
  const put = (TagSet: S3.Tag[]) =>
    client.send(new S3.PutObjectTaggingCommand({ ...object(), Tagging: { TagSet } }))
  const many = Array.from({ length: 11 }, (_, n) => ({ Key: `k${n}`, Value: '' }))
  await assertRefused(put(many), 'BadRequest', 400)
  await assertRefused(put([{ Key: 'a<b', Value: '' }]), 'InvalidTag', 400)
  await assertRefused(put([{ Key: 'a', Value: 'v'.repeat(257) }]), 'InvalidTag', 400)
})

test('an object that is not there has neither tags nor an ACL', async () => {
  const missing = { Bucket, Key: 'missing' }
  await assertRefused(client.send(new S3.GetObjectTaggingCommand(missing)), 'NoSuchKey', 404)
  await assertRefused(client.send(new S3.GetObjectAclCommand(missing)), 'NoSuchKey', 404)
  await assertRefused(client.send(new S3.DeleteObjectTaggingCommand(missing)), 'NoSuchKey', 404)
  const ObjectAttributes = ['ETag'] as const
  const attributes = { ...missing, ObjectAttributes: [...ObjectAttributes] }
  await assertRefused(client.send(new S3.GetObjectAttributesCommand(attributes)), 'NoSuchKey', 404)
  await assert.rejects(client.send(new S3.HeadObjectCommand(missing)), { name: 'NotFound' })
})

// Authorization

test('a request for tags may be bound to the tags that it sets', async () => {
  const tagger = await world.user('tagger', {
    Version: '2012-10-17',
    Statement: [
      {
        Effect: 'Allow',
        Action: 's3:PutObjectTagging',
        Resource: '*',
        Condition: { StringEquals: { 's3:RequestObjectTag/team': 'blue' } },
      },
    ],
  })
  const put = (Value: string) => {
    const Tagging = { TagSet: [{ Key: 'team', Value }] }
    return s3As(world, tagger).send(new S3.PutObjectTaggingCommand({ ...object(), Tagging }))
  }
  await put('blue')
  await assertRefused(
    put('red'),
    'AccessDenied',
    403,
    notAllowedByIam('tagger', 's3:PutObjectTagging', `arn:aws:s3:::${Bucket}/${Key}`),
  )
})

test('attributes need two permissions', async () => {
  const reader = await world.user('reader', allow('s3:GetObject'))
  const input = { ...object(), ObjectAttributes: ['ETag' as const] }
  const call = s3As(world, reader).send(new S3.GetObjectAttributesCommand(input))
  await assertRefused(call, 'AccessDenied', 403, /s3:GetObjectAttributes/)
})

// Behaviour

test('tags are replaced whole, counted, and taken away', async () => {
  const TagSet = [
    { Key: 'team', Value: 'blue' },
    { Key: 'stage', Value: 'test' },
  ]
  await client.send(new S3.PutObjectTaggingCommand({ ...object(), Tagging: { TagSet } }))
  const tags = () => client.send(new S3.GetObjectTaggingCommand(object()))
  assert.deepEqual((await tags()).TagSet, TagSet)
  const { TagCount, Body } = await getObject(world, object())
  assert.equal(TagCount, 2)
  assert.equal(await Body?.transformToString(), 'hello')
  await client.send(new S3.DeleteObjectTaggingCommand(object()))
  assert.deepEqual((await tags()).TagSet ?? [], [])
})

test('the ACL of every object says that the bucket’s owner may do all', async () => {
  const { Owner, Grants } = await client.send(new S3.GetObjectAclCommand(object()))
  assert.match(Owner?.ID ?? '', /^[0-9a-f]{64}$/)
  const Grantee = { ID: Owner?.ID, Type: 'CanonicalUser' }
  assert.deepEqual(Grants, [{ Grantee, Permission: 'FULL_CONTROL' }])
  const put = (ACL: S3.ObjectCannedACL) =>
    client.send(new S3.PutObjectAclCommand({ ...object(), ACL }))
  await put('bucket-owner-full-control')
  await assertRefused(put('public-read'), 'AccessControlListNotSupported', 400)
})

test('attributes are those that were asked for', async () => {
  const ask = (...ObjectAttributes: S3.ObjectAttributes[]) =>
    client.send(new S3.GetObjectAttributesCommand({ ...object(), ObjectAttributes }))
  const { $metadata: _, LastModified, ...told } = await ask('ETag', 'ObjectSize')
  assert.ok(LastModified)
  assert.deepEqual(told, { ETag: '5d41402abc4b2a76b9719d911017c592', ObjectSize: 5 })
  const { Checksum, StorageClass } = await ask('Checksum', 'StorageClass')
  assert.equal(Checksum?.ChecksumCRC32, 'NhCmhg==')
  assert.equal(StorageClass, 'STANDARD')
})

test('HeadObject tells what GetObject does', async () => {
  const { $metadata: _, ...head } = await client.send(new S3.HeadObjectCommand(object()))
  const { $metadata: __, Body, ...got } = await getObject(world, object())
  await Body?.transformToByteArray()
  const { ChecksumCRC32: ___, ChecksumType: ____, ...rest } = got
  assert.deepEqual(head, rest)
  const range = new S3.HeadObjectCommand({ ...object(), Range: 'bytes=1-2' })
  assert.equal((await client.send(range)).ContentLength, 2)
})
