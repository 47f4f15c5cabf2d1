import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { CreateAliasCommand, DescribeKeyCommand } from '@aws-sdk/client-kms'
import type { Credentials, TestWorld } from '../../fixtures/world.ts'
import { ACCOUNT, OTHER_ACCOUNT, allow, startWorld } from '../../fixtures/world.ts'
import type { TestKey } from './fixture.ts'
import {
  accountStatement,
  aliasArn,
  assertRefused,
  keyArn,
  keyPolicy,
  kmsAs,
  lastEvent,
  MISSING_KEY_ID,
  newKey,
  rootArn,
  statement,
  userArn,
} from './fixture.ts'

let world: TestWorld
let key: TestKey

before(async () => {
  world = await startWorld()
  key = await newKey(world)
  const alias = new CreateAliasCommand({ AliasName: 'alias/known', TargetKeyId: key.keyId })
  await kmsAs(world).send(alias)
})
after(() => world.close())

const describe = (KeyId: string, credentials?: Credentials, region?: string) =>
  kmsAs(world, credentials, region).send(new DescribeKeyCommand({ KeyId }))

// Validation

test('what is no key id is told so', async () => {
  for (const KeyId of ['fake-key-id', 'mrk-fake-key-id', MISSING_KEY_ID.replaceAll('-', '')]) {
    await assertRefused(describe(KeyId), 'NotFoundException', `Invalid keyId '${KeyId}'`)
  }
})

test('a key that does not exist is named by its full ARN', async () => {
  const message = `Key '${keyArn(MISSING_KEY_ID)}' does not exist`
  await assertRefused(describe(MISSING_KEY_ID), 'NotFoundException', message)
  await assertRefused(describe(keyArn(MISSING_KEY_ID)), 'NotFoundException', message)
})

test('a bare id of another account’s key is looked for in the caller’s own', async () => {
  await assertRefused(
    describe(key.keyId, world.root(OTHER_ACCOUNT)),
    'NotFoundException',
    `Key '${keyArn(key.keyId, OTHER_ACCOUNT)}' does not exist`,
  )
})

test('an ARN of another Region, service or partition is invalid', async () => {
  const elsewhere = key.arn.replace('us-east-1', 'eu-west-1')
  await assertRefused(describe(elsewhere), 'NotFoundException', 'Invalid arn eu-west-1')
  await assertRefused(describe(rootArn()), 'NotFoundException', 'Invalid arn iam')
  await assertRefused(describe('arn:aws:kms'), 'NotFoundException', 'Invalid arn')
})

test('a key exists in its own Region only', async () => {
  await assertRefused(
    describe(key.keyId, world.root(), 'eu-west-1'),
    'NotFoundException',
    `Key '${key.arn.replace('us-east-1', 'eu-west-1')}' does not exist`,
  )
})

test('an alias that does not exist is named by its full ARN', async () => {
  const message = `Alias ${aliasArn('alias/unknown')} is not found.`
  await assertRefused(describe('alias/unknown'), 'NotFoundException', message)
  await assertRefused(describe(aliasArn('alias/unknown')), 'NotFoundException', message)
})

test('a text that can be no alias is an alias that does not exist', async () => {
  for (const name of [`alias/${'x'.repeat(2042)}`, 'alias/\0', 'alias/\ud800', 'alias/']) {
    await assertRefused(describe(name), 'NotFoundException', /^Alias .* is not found\.$/s)
  }
})

test('a grant token that is none is refused', async () => {
  const input = { KeyId: key.keyId, GrantTokens: ['bm8gdG9rZW4='] }
  await assertRefused(
    kmsAs(world).send(new DescribeKeyCommand(input)),
    'InvalidGrantTokenException',
  )
})

// Authorization

test('an IAM policy has an effect because the key policy leaves the decision to IAM', async () => {
  const reader = await world.user('reader', allow('kms:DescribeKey', key.arn))
  assert.equal((await describe(key.keyId, reader)).KeyMetadata?.Arn, key.arn)
  const stranger = await world.user('stranger')
  await assertRefused(
    describe('alias/known', stranger),
    'AccessDeniedException',
    `User: ${userArn('stranger')} is not authorized to perform: kms:DescribeKey ` +
      `on resource: ${key.arn} because no identity-based policy allows the kms:DescribeKey action`,
  )
})

test('without the account statement an IAM policy has no effect', async () => {
  const Policy = keyPolicy(statement({ AWS: rootArn() }, 'kms:Put*'))
  const locked = await newKey(world, { Policy, BypassPolicyLockoutSafetyCheck: true })
  const admin = await world.user('admin', allow('*'))
  await assertRefused(
    describe(locked.keyId, admin),
    'AccessDeniedException',
    `User: ${userArn('admin')} is not authorized to perform: kms:DescribeKey on resource: ` +
      `${locked.arn} because no resource-based policy allows the kms:DescribeKey action`,
  )
})

test('the alias by which a key was named can be a condition', async () => {
  const Condition = { StringEquals: { 'kms:RequestAlias': 'alias/named' } }
  const { keyId, arn } = await newKey(world)
  const alias = new CreateAliasCommand({ AliasName: 'alias/named', TargetKeyId: keyId })
  await kmsAs(world).send(alias)
  const user = await world.user('by-alias', {
    Version: '2012-10-17',
    Statement: [{ Effect: 'Allow', Action: 'kms:DescribeKey', Resource: arn, Condition }],
  })
  assert.equal((await describe('alias/named', user)).KeyMetadata?.Arn, arn)
  assert.equal((await describe(aliasArn('alias/named'), user)).KeyMetadata?.Arn, arn)
  await assertRefused(describe(keyId, user), 'AccessDeniedException')
})

test('another account’s key can be described when both sides allow it', async () => {
  const partner = statement({ AWS: rootArn(OTHER_ACCOUNT) }, 'kms:DescribeKey')
  const shared = await newKey(world, { Policy: keyPolicy(accountStatement(), partner) })
  const allowed = await world.user('allowed', allow('kms:DescribeKey'), OTHER_ACCOUNT)
  assert.equal((await describe(shared.arn, allowed)).KeyMetadata?.AWSAccountId, ACCOUNT)
  const events = await Promise.all(
    [ACCOUNT, OTHER_ACCOUNT].map((account) => lastEvent(world, 'DescribeKey', account)),
  )
  assert.ok(events[0]?.sharedEventID)
  assert.equal(events[0]?.sharedEventID, events[1]?.sharedEventID)
})

test('another account is not told whether a key or an alias exists', async () => {
  const other = await world.user('other', allow('kms:*'), OTHER_ACCOUNT)
  const names = [key.arn, keyArn(MISSING_KEY_ID), aliasArn('alias/known'), aliasArn('alias/none')]
  for (const name of names) {
    await assertRefused(
      describe(name, other),
      'AccessDeniedException',
      `User: ${userArn('other', OTHER_ACCOUNT)} is not authorized to perform: kms:DescribeKey ` +
        'on this resource because the resource does not exist in this Region, no resource-based ' +
        'policies allow access, or a resource-based policy explicitly denies access',
    )
  }
})

// Behaviour

test('a key answers to its id, its ARN, its alias and the ARN of its alias', async () => {
  for (const name of [key.keyId, key.arn, 'alias/known', aliasArn('alias/known')]) {
    assert.equal((await describe(name)).KeyMetadata?.Arn, key.arn)
  }
})

test('the event holds the key as it was named and its ARN as the resource', async () => {
  await describe('alias/known')
  const event = await lastEvent(world, 'DescribeKey')
  assert.deepEqual(event.requestParameters, { keyId: 'alias/known' })
  assert.equal(event.responseElements, null)
  assert.equal(event.readOnly, true)
  assert.equal(event.resources?.[0]?.ARN, key.arn)
})
