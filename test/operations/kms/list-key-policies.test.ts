import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { ListKeyPoliciesCommand } from '@aws-sdk/client-kms'
import type { Credentials, TestWorld } from '../../fixtures/world.ts'
import { OTHER_ACCOUNT, allow, startWorld } from '../../fixtures/world.ts'
import type { TestKey } from './fixture.ts'
import { assertRefused, keyArn, kmsAs, MISSING_KEY_ID, newKey } from './fixture.ts'

let world: TestWorld
let key: TestKey

before(async () => {
  world = await startWorld()
  key = await newKey(world)
})
after(() => world.close())

const list = (KeyId: string, credentials?: Credentials, Marker?: string) =>
  kmsAs(world, credentials).send(new ListKeyPoliciesCommand({ KeyId, Marker }))

// Validation

test('the key must exist and be named by its id or ARN', async () => {
  const message = `Key '${keyArn(MISSING_KEY_ID)}' does not exist`
  await assertRefused(list(MISSING_KEY_ID), 'NotFoundException', message)
  await assertRefused(list('alias/x'), 'InvalidArnException')
})

test('a marker that KMS did not give out is refused', async () => {
  await assertRefused(list(key.keyId, world.root(), 'x'), 'InvalidMarkerException')
})

// Authorization

test('it needs its own permission on the key, and another account never has it', async () => {
  const reader = await world.user('reader', allow('kms:GetKeyPolicy'))
  await assertRefused(list(key.keyId, reader), 'AccessDeniedException', /kms:ListKeyPolicies/)
  const other = await world.user('other', allow('kms:*'), OTHER_ACCOUNT)
  await assertRefused(list(key.arn, other), 'AccessDeniedException', /on this resource/)
})

// Behaviour

test('a key has one policy, called default', async () => {
  const { PolicyNames, Truncated, NextMarker } = await list(key.arn)
  assert.deepEqual(
    { PolicyNames, Truncated, NextMarker },
    {
      PolicyNames: ['default'],
      Truncated: false,
      NextMarker: undefined,
    },
  )
})
