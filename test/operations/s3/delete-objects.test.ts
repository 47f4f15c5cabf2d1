import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { DeleteObjectCommand, DeleteObjectsCommand } from '@aws-sdk/client-s3'
import type { ObjectIdentifier } from '@aws-sdk/client-s3'
import type { Credentials, TestWorld } from '../../fixtures/world.ts'
import { allow, startWorld } from '../../fixtures/world.ts'
import {
  assertRefused,
  filesKept,
  getObject,
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

const remove = (Key: string, as?: Credentials, conditions: object = {}) =>
  s3As(world, as).send(new DeleteObjectCommand({ Bucket, Key, ...conditions }))

const removeAll = (Objects: ObjectIdentifier[], as?: Credentials, Quiet = false) =>
  s3As(world, as).send(new DeleteObjectsCommand({ Bucket, Delete: { Objects, Quiet } }))

const isThere = (Key: string): Promise<boolean> =>
  getObject(world, { Bucket, Key }).then(
    ({ Body }) => Body?.transformToByteArray().then(() => true) ?? true,
    () => false,
  )

// Validation

test('a list of none, and one of more than a thousand, is malformed', async () => {
  await assertRefused(removeAll([]), 'MalformedXML', 400)
  const many = Array.from({ length: 1001 }, (_, n) => ({ Key: String(n) }))
  await assertRefused(removeAll(many), 'MalformedXML', 400)
})

// Authorization

test('DeleteObject needs its permission, also for an object that is not there', async () => {
  const nobody = await world.user('nobody')
  const sentence = notAllowedByIam('nobody', 's3:DeleteObject', `arn:aws:s3:::${Bucket}/a`)
  await assertRefused(remove('a', nobody), 'AccessDenied', 403, sentence)
})

test('DeleteObjects asks about each key: one goes, and the next stays', async () => {
  await putObject(world, { Bucket, Key: 'mine/a', Body: 'x' })
  await putObject(world, { Bucket, Key: 'theirs/a', Body: 'x' })
  const resource = `arn:aws:s3:::${Bucket}/mine/*`
  const cleaner = await world.user('cleaner', allow('s3:DeleteObject', resource))
  const { Deleted, Errors } = await removeAll([{ Key: 'mine/a' }, { Key: 'theirs/a' }], cleaner)
  assert.deepEqual(
    Deleted?.map(({ Key }) => Key),
    ['mine/a'],
  )
  assert.deepEqual(
    Errors?.map(({ Key, Code }) => [Key, Code]),
    [['theirs/a', 'AccessDenied']],
  )
  assert.equal(await isThere('mine/a'), false)
  assert.equal(await isThere('theirs/a'), true)
})

// Behaviour

test('an object goes with its file, and one that is not there is as good as gone', async () => {
  const kept = await filesKept(world)
  await putObject(world, { Bucket, Key: 'gone', Body: 'x' })
  await remove('gone')
  await remove('gone')
  assert.equal(await isThere('gone'), false)
  assert.equal(await filesKept(world), kept)
})

test('an object that is not the one the caller knows stays', async () => {
  const { ETag = '' } = await putObject(world, { Bucket, Key: 'known', Body: 'x' })
  const refused = remove('known', undefined, { IfMatch: '"other"' })
  await assertRefused(refused, 'PreconditionFailed', 412)
  await remove('known', undefined, { IfMatch: ETag })
  assert.equal(await isThere('known'), false)
})

test('a thousand keys go at once, named twice or not there; quietly, nothing is said', async () => {
  const Objects = Array.from({ length: 999 }, (_, n) => ({ Key: `bulk/${n} & <x>` }))
  await Promise.all(Objects.slice(0, 20).map(({ Key }) => putObject(world, { Bucket, Key })))
  const { Deleted, Errors } = await removeAll([...Objects, { Key: 'bulk/0 & <x>' }])
  assert.equal(Deleted?.length, 999)
  assert.equal(Errors, undefined)
  assert.equal((await removeAll(Objects, undefined, true)).Deleted, undefined)
})
