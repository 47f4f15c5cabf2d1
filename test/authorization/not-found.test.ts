// What is not there, what may not be named so, and what is in no state for it: KMS's sentences, to
// the letter. Each was recorded from AWS or published as an answer of AWS; where only other
// implementations agree on one, the test says so.

import { after, before, test } from 'node:test'
import * as Kms from '@aws-sdk/client-kms'
import type { TestWorld } from '../fixtures/world.ts'
import { startWorld } from '../fixtures/world.ts'
import type { TestKey } from '../operations/kms/fixture.ts'
import {
  aliasArn,
  assertRefused,
  keyArn,
  MISSING_KEY_ID,
  newKey,
} from '../operations/kms/fixture.ts'

let world: TestWorld
let kms: Kms.KMSClient
let key: TestKey

before(async () => {
  world = await startWorld()
  kms = world.client(Kms.KMSClient)
  key = await newKey(world)
})
after(() => world.close())

const describe = (KeyId: string) => kms.send(new Kms.DescribeKeyCommand({ KeyId }))
const policyOf = (KeyId: string) => kms.send(new Kms.GetKeyPolicyCommand({ KeyId }))
const encrypt = (KeyId: string) =>
  kms.send(new Kms.EncryptCommand({ KeyId, Plaintext: Buffer.from('x') }))

const notFound = (call: Promise<unknown>, sentence: string): Promise<void> =>
  assertRefused(call, 'NotFoundException', sentence)

test('a key that does not exist is told by its ARN, however it was named', async () => {
  const sentence = `Key '${keyArn(MISSING_KEY_ID)}' does not exist`
  await notFound(describe(MISSING_KEY_ID), sentence)
  await notFound(describe(keyArn(MISSING_KEY_ID)), sentence)
  await notFound(encrypt(MISSING_KEY_ID), sentence)
  await notFound(policyOf(MISSING_KEY_ID), sentence)
})

test('a multi-Region key that is not in this Region does not exist', async () => {
  const id = 'mrk-1234abcd12ab34cd56ef1234567890ab'
  await notFound(describe(id), `Key '${keyArn(id)}' does not exist`)
})

test('a key id of the wrong form is invalid', async () => {
  await notFound(describe('fake-key-id'), `Invalid keyId 'fake-key-id'`)
})

test('a key ARN of another Region is invalid, and the Region is told', async () => {
  await notFound(describe(key.arn.replace('us-east-1', 'eu-west-1')), 'Invalid arn eu-west-1')
})

test('an alias that does not exist is told by its ARN, with a full stop', async () => {
  const sentence = `Alias ${aliasArn('alias/none')} is not found.`
  await notFound(describe('alias/none'), sentence)
  await notFound(describe(aliasArn('alias/none')), sentence)
  await notFound(encrypt('alias/none'), sentence)
  await notFound(kms.send(new Kms.DeleteAliasCommand({ AliasName: 'alias/none' })), sentence)
  const update = { AliasName: 'alias/none', TargetKeyId: key.keyId }
  await notFound(kms.send(new Kms.UpdateAliasCommand(update)), sentence)
})

test('a grant that does not exist is told by its id (so other implementations agree)', async () => {
  const GrantId = '0c237476b39f8bc44e45212e08498fbe3151305030726c0590dd8d3e9f3d6a60'
  const command = new Kms.RevokeGrantCommand({ KeyId: key.keyId, GrantId })
  await notFound(kms.send(command), `Grant ID ${GrantId} not found`)
})

test('a caller without permission learns that an alias is not there', async () => {
  const nobody = world.client(Kms.KMSClient, await world.user('nobody'))
  const missing = new Kms.DescribeKeyCommand({ KeyId: 'alias/none' })
  await assertRefused(nobody.send(missing), 'NotFoundException')
  const there = new Kms.DescribeKeyCommand({ KeyId: key.keyId })
  await assertRefused(nobody.send(there), 'AccessDeniedException')
})

// Aliases

const createAlias = (AliasName: string, TargetKeyId = key.keyId) =>
  kms.send(new Kms.CreateAliasCommand({ AliasName, TargetKeyId }))

test('an alias without its prefix', async () => {
  await assertRefused(
    createAlias('payroll'),
    'ValidationException',
    'Alias must start with the prefix "alias/". Please see ' +
      'https://docs.aws.amazon.com/kms/latest/developerguide/kms-alias.html',
  )
})

test('an alias with characters that the model refuses', async () => {
  await assertRefused(
    createAlias('alias/my alias'),
    'ValidationException',
    `1 validation error detected: Value 'alias/my alias' at 'aliasName' failed to satisfy ` +
      'constraint: Member must satisfy regular expression pattern: ^[a-zA-Z0-9:/_-]+$',
  )
})

test('an alias with a colon (so other implementations agree)', async () => {
  const sentence = 'alias/my:alias contains invalid characters for an alias'
  await assertRefused(createAlias('alias/my:alias'), 'ValidationException', sentence)
})

test('an alias that is AWS’s own (so another implementation has it)', async () => {
  await assertRefused(createAlias('alias/aws/mine'), 'NotAuthorizedException')
})

test('an alias that is there already (so other implementations agree)', async () => {
  await createAlias('alias/twice')
  const sentence = `An alias with the name ${aliasArn('alias/twice')} already exists`
  await assertRefused(createAlias('alias/twice'), 'AlreadyExistsException', sentence)
})

test('an alias of an alias (so another implementation has it)', async () => {
  const sentence = 'Aliases must refer to keys. Not aliases'
  await assertRefused(createAlias('alias/b', 'alias/twice'), 'ValidationException', sentence)
})

test('the fifty-first alias of a key', async () => {
  const { keyId } = await newKey(world)
  for (let made = 0; made < 50; made += 1) await createAlias(`alias/many${made}`, keyId)
  await assertRefused(
    createAlias('alias/many50', keyId),
    'LimitExceededException',
    'Aliases per key quota for this account in this region is 50, current usage is 50.',
  )
})

test('an operation that takes no alias', async () => {
  const sentence = 'Key Aliases are not supported for this operation.'
  await assertRefused(policyOf('alias/twice'), 'InvalidArnException', sentence)
})

// States

test('a disabled key', async () => {
  const { keyId, arn } = await newKey(world)
  await kms.send(new Kms.DisableKeyCommand({ KeyId: keyId }))
  await assertRefused(encrypt(keyId), 'DisabledException', `${arn} is disabled.`)
})

test('a key that is pending deletion, disabled before or not', async () => {
  for (const isDisabled of [false, true]) {
    const { keyId: KeyId, arn } = await newKey(world)
    if (isDisabled) await kms.send(new Kms.DisableKeyCommand({ KeyId }))
    await kms.send(new Kms.ScheduleKeyDeletionCommand({ KeyId }))
    const sentence = `${arn} is pending deletion.`
    await assertRefused(encrypt(KeyId), 'KMSInvalidStateException', sentence)
    const again = kms.send(new Kms.ScheduleKeyDeletionCommand({ KeyId }))
    await assertRefused(again, 'KMSInvalidStateException', sentence)
  }
})

test('a key that is not pending deletion', async () => {
  const cancel = new Kms.CancelKeyDeletionCommand({ KeyId: key.keyId })
  const sentence = `${key.arn} is not pending deletion.`
  await assertRefused(kms.send(cancel), 'KMSInvalidStateException', sentence)
})
