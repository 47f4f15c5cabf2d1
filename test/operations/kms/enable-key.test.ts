import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { DescribeKeyCommand, DisableKeyCommand, EnableKeyCommand } from '@aws-sdk/client-kms'
import type { Credentials, TestWorld } from '../../fixtures/world.ts'
import { OTHER_ACCOUNT, allow, startWorld } from '../../fixtures/world.ts'
import type { TestKey } from './fixture.ts'
import {
  assertRefused,
  keyArn,
  keyPolicy,
  kmsAs,
  lastEvent,
  MISSING_KEY_ID,
  newKey,
  notAllowedByIam,
  accountStatement,
} from './fixture.ts'

let world: TestWorld
let key: TestKey

before(async () => {
  world = await startWorld()
  key = await newKey(world)
})
after(() => world.close())

const enable = (KeyId = key.keyId, credentials?: Credentials) =>
  kmsAs(world, credentials).send(new EnableKeyCommand({ KeyId }))

const disable = () => kmsAs(world).send(new DisableKeyCommand({ KeyId: key.keyId }))

const metadata = async () =>
  (await kmsAs(world).send(new DescribeKeyCommand({ KeyId: key.keyId }))).KeyMetadata

// Validation

test('the key must exist, and an alias does not name it', async () => {
  const message = `Key '${keyArn(MISSING_KEY_ID)}' does not exist`
  await assertRefused(enable(MISSING_KEY_ID), 'NotFoundException', message)
  await assertRefused(enable('alias/any'), 'InvalidArnException')
})

// Authorization

test('it needs the permission on the key', async () => {
  const name = 'reader'
  const reader = await world.user(name, allow('kms:DescribeKey'))
  await assertRefused(
    enable(key.keyId, reader),
    'AccessDeniedException',
    notAllowedByIam(name, 'kms:EnableKey', key.arn),
  )
  await enable(key.keyId, await world.user('operator', allow('kms:EnableKey', key.arn)))
})

test('another account never enables a key, even if the key policy allows it', async () => {
  const Policy = keyPolicy(accountStatement(), accountStatement(OTHER_ACCOUNT))
  const shared = await newKey(world, { Policy })
  await assertRefused(enable(shared.arn, world.root(OTHER_ACCOUNT)), 'AccessDeniedException')
})

// Behaviour

test('a disabled key is enabled, and an enabled one stays so', async () => {
  await disable()
  assert.equal((await metadata())?.Enabled, false)
  await enable()
  await enable()
  assert.deepEqual([(await metadata())?.KeyState, (await metadata())?.Enabled], ['Enabled', true])
})

test('the event names the key', async () => {
  await enable()
  const event = await lastEvent(world, 'EnableKey')
  assert.deepEqual(event.requestParameters, { keyId: key.keyId })
  assert.deepEqual(event.responseElements, { keyId: key.arn })
  assert.equal(event.resources?.[0]?.ARN, key.arn)
  assert.equal(event.readOnly, false)
})
