import assert from 'node:assert/strict'
import { createHash, createPublicKey } from 'node:crypto'
import { after, before, test } from 'node:test'
import type { ListPublicKeysCommandInput } from '@aws-sdk/client-cloudtrail'
import { CloudTrailClient, ListPublicKeysCommand } from '@aws-sdk/client-cloudtrail'
import type { TestWorld } from '../../fixtures/world.ts'
import { allow, OTHER_ACCOUNT } from '../../fixtures/world.ts'
import { createTrail, startTrailWorld } from './fixture.ts'

let world: TestWorld

before(async () => {
  world = await startTrailWorld()
  await createTrail(world, 'validated', { EnableLogFileValidation: true })
})
after(() => world.close())

const keys = async (input: ListPublicKeysCommandInput = {}, region?: string, account?: string) => {
  const client = world.client(CloudTrailClient, world.root(account), region)
  return (await client.send(new ListPublicKeysCommand(input))).PublicKeyList
}

// Validation

test('a range that ends before it starts, and a token, are refused', async () => {
  const [StartTime, EndTime] = [new Date('2026-01-02'), new Date('2026-01-01')]
  await assert.rejects(keys({ StartTime, EndTime }), { name: 'InvalidTimeRangeException' })
  await assert.rejects(keys({ NextToken: 'x' }), { name: 'InvalidTokenException' })
})

// Authorization

test('it needs cloudtrail:ListPublicKeys', async () => {
  const bob = await world.user('bob', allow('cloudtrail:ListTrails'))
  await assert.rejects(world.client(CloudTrailClient, bob).send(new ListPublicKeysCommand({})), {
    name: 'AccessDeniedException',
    message: /cloudtrail:ListPublicKeys on resource: \*/,
  })
})

// Behaviour

test('a key is an RSA key of 2048 bits in PKCS#1, with its fingerprint and its times', async () => {
  const [key, ...more] = (await keys()) ?? []
  assert.deepEqual(more, [])
  assert.ok(key?.Value && key.ValidityStartTime && key.ValidityEndTime)
  const publicKey = createPublicKey({ key: Buffer.from(key.Value), type: 'pkcs1', format: 'der' })
  assert.equal(publicKey.asymmetricKeyDetails?.modulusLength, 2048)
  assert.equal(key.Fingerprint, createHash('md5').update(key.Value).digest('hex'))
  assert.ok(key.ValidityStartTime <= new Date() && new Date() < key.ValidityEndTime)
})

test('a key is listed for the times at which it is valid', async () => {
  const before = { StartTime: new Date('2020-01-01'), EndTime: new Date('2020-02-01') }
  assert.deepEqual(await keys(before), [])
  assert.equal((await keys({ StartTime: new Date('2020-01-01') }))?.length, 1)
})

test('the key is the one of the Region, for every account and trail', async () => {
  assert.deepEqual(await keys({}, 'eu-west-1'), [])
  await createTrail(world, 'second', { EnableLogFileValidation: true })
  assert.deepEqual(await keys({}, 'us-east-1', OTHER_ACCOUNT), await keys())
  await createTrail(world, 'third', { EnableLogFileValidation: true }, 'eu-west-1')
  const [abroad] = (await keys({}, 'eu-west-1')) ?? []
  const [home] = (await keys()) ?? []
  assert.notEqual(abroad?.Fingerprint, home?.Fingerprint)
})
