import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { DescribeKeyCommand, UpdateKeyDescriptionCommand } from '@aws-sdk/client-kms'
import type { Credentials, TestWorld } from '../../fixtures/world.ts'
import { OTHER_ACCOUNT, allow, startWorld } from '../../fixtures/world.ts'
import type { TestKey } from './fixture.ts'
import {
  accountStatement,
  assertRefused,
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
  key = await newKey(world, { Description: 'old' })
})
after(() => world.close())

const update = (Description: string, KeyId = key.keyId, credentials?: Credentials) =>
  kmsAs(world, credentials).send(new UpdateKeyDescriptionCommand({ KeyId, Description }))

const description = async () =>
  (await kmsAs(world).send(new DescribeKeyCommand({ KeyId: key.keyId }))).KeyMetadata?.Description

// Validation

test('a description has at most 8192 characters', async () => {
  await assertRefused(
    update('x'.repeat(8193)),
    'ValidationException',
    /'description' failed to satisfy constraint: .*length less than or equal to 8192$/,
  )
  await assertRefused(update('x', MISSING_KEY_ID), 'NotFoundException')
})

// Authorization

test('it needs the permission on the key', async () => {
  const reader = await world.user('reader', allow('kms:DescribeKey'))
  await assertRefused(
    update('new', key.keyId, reader),
    'AccessDeniedException',
    notAllowedByIam('reader', 'kms:UpdateKeyDescription', key.arn),
  )
  const Policy = keyPolicy(accountStatement(), accountStatement(OTHER_ACCOUNT))
  const shared = await newKey(world, { Policy })
  const foreigner = world.root(OTHER_ACCOUNT)
  await assertRefused(update('new', shared.arn, foreigner), 'AccessDeniedException')
})

// Behaviour

test('the description is another, or none', async () => {
  await update('of the payroll')
  assert.equal(await description(), 'of the payroll')
  await update('')
  assert.equal(await description(), '')
})

test('the event holds the description', async () => {
  await update('recorded')
  const event = await lastEvent(world, 'UpdateKeyDescription')
  assert.deepEqual(event.requestParameters, { keyId: key.keyId, description: 'recorded' })
  assert.deepEqual(event.responseElements, { keyId: key.arn })
})
