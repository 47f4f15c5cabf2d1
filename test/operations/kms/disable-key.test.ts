import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import {
  DescribeKeyCommand,
  DisableKeyCommand,
  EncryptCommand,
  GetKeyPolicyCommand,
} from '@aws-sdk/client-kms'
import type { Credentials, TestWorld } from '../../fixtures/world.ts'
import { OTHER_ACCOUNT, allow, startWorld } from '../../fixtures/world.ts'
import type { TestKey } from './fixture.ts'
import {
  accountStatement,
  assertRefused,
  keyArn,
  keyPolicy,
  kmsAs,
  lastEvent,
  MISSING_KEY_ID,
  newKey,
  notAllowedByIam,
} from './fixture.ts'

let world: TestWorld
let key: TestKey

before(async () => {
  world = await startWorld()
  key = await newKey(world)
})
after(() => world.close())

const disable = (KeyId = key.keyId, credentials?: Credentials) =>
  kmsAs(world, credentials).send(new DisableKeyCommand({ KeyId }))

// Validation

test('the key must exist, and an alias does not name it', async () => {
  const message = `Key '${keyArn(MISSING_KEY_ID)}' does not exist`
  await assertRefused(disable(MISSING_KEY_ID), 'NotFoundException', message)
  await assertRefused(disable('alias/any'), 'InvalidArnException')
})

// Authorization

test('it needs the permission on the key', async () => {
  const reader = await world.user('reader', allow('kms:DescribeKey'))
  await assertRefused(
    disable(key.keyId, reader),
    'AccessDeniedException',
    notAllowedByIam('reader', 'kms:DisableKey', key.arn),
  )
})

test('another account never disables a key, even if the key policy allows it', async () => {
  const Policy = keyPolicy(accountStatement(), accountStatement(OTHER_ACCOUNT))
  const shared = await newKey(world, { Policy })
  await assertRefused(disable(shared.arn, world.root(OTHER_ACCOUNT)), 'AccessDeniedException')
})

// Behaviour

test('a disabled key encrypts no more, and can still be looked at', async () => {
  await disable()
  await disable()
  const { KeyMetadata } = await kmsAs(world).send(new DescribeKeyCommand({ KeyId: key.keyId }))
  assert.deepEqual([KeyMetadata?.KeyState, KeyMetadata?.Enabled], ['Disabled', false])
  const encrypt = new EncryptCommand({ KeyId: key.keyId, Plaintext: Buffer.from('x') })
  await assertRefused(kmsAs(world).send(encrypt), 'DisabledException', `${key.arn} is disabled.`)
  const policy = await kmsAs(world).send(new GetKeyPolicyCommand({ KeyId: key.keyId }))
  assert.ok(policy.Policy)
})

test('the event names the key', async () => {
  await disable()
  const event = await lastEvent(world, 'DisableKey')
  assert.deepEqual(event.requestParameters, { keyId: key.keyId })
  assert.deepEqual(event.responseElements, { keyId: key.arn })
})
