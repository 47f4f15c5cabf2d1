import assert from 'node:assert/strict'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { CloudTrailClient, LookupEventsCommand } from '@aws-sdk/client-cloudtrail'
import {
  DecryptCommand,
  DescribeKeyCommand,
  EncryptCommand,
  GenerateDataKeyCommand,
  GetKeyLastUsageCommand,
  ReEncryptCommand,
} from '@aws-sdk/client-kms'
import { advance } from '../../fixtures/clock.ts'
import type { Credentials, TestWorld } from '../../fixtures/world.ts'
import { ACCOUNT, allow, OTHER_ACCOUNT, startWorld } from '../../fixtures/world.ts'
import {
  accountStatement,
  assertRefused,
  keyPolicy,
  kmsAs,
  newKey,
  notAllowedByIam,
  refusalOf,
} from './fixture.ts'

let world: TestWorld

before(async () => {
  world = await startWorld()
})
after(() => world.close())

const Plaintext = Buffer.from('payroll')

const lastUsage = (KeyId: string, from = world, as?: Credentials) =>
  kmsAs(from, as).send(new GetKeyLastUsageCommand({ KeyId }))

const encrypt = (KeyId: string, from = world, as?: Credentials) =>
  kmsAs(from, as).send(new EncryptCommand({ KeyId, Plaintext }))

/** Of the event that a request left in an account. */
async function eventIdOf(requestId: string | undefined, account = ACCOUNT, from = world) {
  const { Events = [] } = await from
    .client(CloudTrailClient, from.root(account))
    .send(new LookupEventsCommand({}))
  const event = Events.find(({ CloudTrailEvent = '' }) =>
    CloudTrailEvent.includes(String(requestId)),
  )
  assert.ok(event?.EventId)
  return event.EventId
}

// Validation

test('an alias is no name for the key', async () => {
  const message = 'Key Aliases are not supported for this operation.'
  await assertRefused(lastUsage('alias/any'), 'InvalidArnException', message)
})

// Authorization

test('it needs the permission on the key, and no other account has it', async () => {
  const Policy = keyPolicy(accountStatement(), accountStatement(OTHER_ACCOUNT))
  const { keyId, arn } = await newKey(world, { Policy })
  const reader = await world.user('reader', allow('kms:Describe*'))
  await assertRefused(
    lastUsage(keyId, world, reader),
    'AccessDeniedException',
    notAllowedByIam('reader', 'kms:GetKeyLastUsage', arn),
  )
  const foreign = lastUsage(arn, world, world.root(OTHER_ACCOUNT))
  await assertRefused(foreign, 'AccessDeniedException')
})

// Behaviour

test('a key that was never used has no last usage', async () => {
  const { keyId } = await newKey(world)
  await kmsAs(world).send(new DescribeKeyCommand({ KeyId: keyId }))
  const failed = new DecryptCommand({ CiphertextBlob: Buffer.from('x'), KeyId: keyId })
  await refusalOf(kmsAs(world).send(failed))
  const dry = new EncryptCommand({ KeyId: keyId, Plaintext, DryRun: true })
  await refusalOf(kmsAs(world).send(dry))
  const { KeyId, KeyLastUsage, TrackingStartDate, KeyCreationDate } = await lastUsage(keyId)
  assert.equal(KeyId, keyId)
  assert.deepEqual(KeyLastUsage, {})
  assert.ok(KeyCreationDate)
  assert.deepEqual(TrackingStartDate, KeyCreationDate)
})

test('the last of many uses is told, with its request and its event', async () => {
  const { keyId } = await newKey(world)
  const { CiphertextBlob } = await encrypt(keyId)
  const first = await lastUsage(keyId)
  assert.equal(first.KeyLastUsage?.Operation, 'Encrypt')
  await kmsAs(world).send(new GenerateDataKeyCommand({ KeyId: keyId, KeySpec: 'AES_256' }))
  const before = Date.now()
  const { $metadata } = await kmsAs(world).send(new DecryptCommand({ CiphertextBlob }))
  await kmsAs(world).send(new DescribeKeyCommand({ KeyId: keyId }))
  const { KeyLastUsage } = await lastUsage(keyId)
  assert.equal(KeyLastUsage?.Operation, 'Decrypt')
  assert.equal(KeyLastUsage.KmsRequestId, $metadata.requestId)
  assert.equal(KeyLastUsage.CloudTrailEventId, await eventIdOf($metadata.requestId))
  assert.ok(Math.abs((KeyLastUsage.Timestamp?.getTime() ?? 0) - before) < 5000)
})

test('ReEncrypt uses both keys, and another account’s use is the owner’s to see', async () => {
  const Policy = keyPolicy(accountStatement(), accountStatement(OTHER_ACCOUNT))
  const [source, destination] = [await newKey(world, { Policy }), await newKey(world, { Policy })]
  const { CiphertextBlob } = await encrypt(source.keyId)
  await advance(world, '5m')
  const foreign = kmsAs(world, world.root(OTHER_ACCOUNT))
  const moved = { CiphertextBlob, DestinationKeyId: destination.arn }
  const { $metadata } = await foreign.send(new ReEncryptCommand(moved))
  for (const { keyId } of [source, destination]) {
    const { KeyLastUsage } = await lastUsage(keyId)
    assert.equal(KeyLastUsage?.Operation, 'ReEncrypt')
    assert.equal(KeyLastUsage.KmsRequestId, $metadata.requestId)
    assert.equal(KeyLastUsage.CloudTrailEventId, await eventIdOf($metadata.requestId))
  }
})

test('it is known after a restart, and when the event history has forgotten the use', async () => {
  const scratch = await mkdtemp(join(tmpdir(), 'sparekey-'))
  const data = join(scratch, 'data')
  try {
    const first = await startWorld({ data })
    const { keyId } = await newKey(first)
    const { $metadata } = await encrypt(keyId, first)
    const eventId = await eventIdOf($metadata.requestId, ACCOUNT, first)
    const told = await lastUsage(keyId, first)
    await first.close()
    const second = await startWorld({ data })
    assert.deepEqual((await lastUsage(keyId, second)).KeyLastUsage, told.KeyLastUsage)
    await advance(second, '100d')
    const { KeyLastUsage } = await lastUsage(keyId, second)
    assert.equal(KeyLastUsage?.CloudTrailEventId, eventId)
    assert.equal(KeyLastUsage.Operation, 'Encrypt')
    await second.close()
  } finally {
    await rm(scratch, { recursive: true, force: true })
  }
})
