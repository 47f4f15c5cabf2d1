import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import {
  CancelKeyDeletionCommand,
  DescribeKeyCommand,
  EnableKeyCommand,
  EncryptCommand,
  ScheduleKeyDeletionCommand,
} from '@aws-sdk/client-kms'
import type { Credentials, TestWorld } from '../../fixtures/world.ts'
import { OTHER_ACCOUNT, allow, startWorld } from '../../fixtures/world.ts'
import { advance } from '../../fixtures/clock.ts'
import {
  accountStatement,
  assertRefused,
  keyPolicy,
  kmsAs,
  lastEvent,
  newKey,
  notAllowedByIam,
} from './fixture.ts'

let world: TestWorld

before(async () => {
  world = await startWorld()
})
after(() => world.close())

const cancel = (KeyId: string, credentials?: Credentials) =>
  kmsAs(world, credentials).send(new CancelKeyDeletionCommand({ KeyId }))

async function scheduledKey(Policy = keyPolicy(accountStatement())) {
  const key = await newKey(world, { Policy })
  await kmsAs(world).send(new ScheduleKeyDeletionCommand({ KeyId: key.keyId }))
  return key
}

// Validation

test('a key that is not pending deletion has nothing to cancel', async () => {
  const { keyId, arn } = await newKey(world)
  const message = `${arn} is not pending deletion.`
  await assertRefused(cancel(keyId), 'KMSInvalidStateException', message)
})

// Authorization

test('it needs the permission on the key, and no other account has it', async () => {
  const Policy = keyPolicy(accountStatement(), accountStatement(OTHER_ACCOUNT))
  const { keyId, arn } = await scheduledKey(Policy)
  const scheduler = await world.user('scheduler', allow('kms:ScheduleKeyDeletion'))
  await assertRefused(
    cancel(keyId, scheduler),
    'AccessDeniedException',
    notAllowedByIam('scheduler', 'kms:CancelKeyDeletion', arn),
  )
  await assertRefused(cancel(arn, world.root(OTHER_ACCOUNT)), 'AccessDeniedException')
})

// Behaviour

test('the key comes back disabled, and is used again once it is enabled', async () => {
  const { keyId, arn } = await scheduledKey()
  assert.equal((await cancel(keyId)).KeyId, arn)
  const { KeyMetadata } = await kmsAs(world).send(new DescribeKeyCommand({ KeyId: keyId }))
  assert.equal(KeyMetadata?.KeyState, 'Disabled')
  assert.equal(KeyMetadata.DeletionDate, undefined)
  await kmsAs(world).send(new EnableKeyCommand({ KeyId: keyId }))
  await advance(world, '31d')
  await kmsAs(world).send(new EncryptCommand({ KeyId: keyId, Plaintext: Buffer.from('x') }))
})

test('the event names the key', async () => {
  const { keyId, arn } = await scheduledKey()
  await cancel(keyId)
  const event = await lastEvent(world, 'CancelKeyDeletion')
  assert.deepEqual(event.requestParameters, { keyId })
  assert.deepEqual(event.responseElements, { keyId: arn })
})
