import assert from 'node:assert/strict'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { CloudTrailClient, LookupEventsCommand } from '@aws-sdk/client-cloudtrail'
import type { KMSClient } from '@aws-sdk/client-kms'
import {
  CancelKeyDeletionCommand,
  DecryptCommand,
  DescribeKeyCommand,
  DisableKeyCommand,
  DisableKeyRotationCommand,
  EnableKeyCommand,
  EnableKeyRotationCommand,
  EncryptCommand,
  GetKeyRotationStatusCommand,
  ListKeyRotationsCommand,
  ReEncryptCommand,
  ScheduleKeyDeletionCommand,
} from '@aws-sdk/client-kms'
import { advance } from '../../fixtures/clock.ts'
import type { Credentials, TestWorld } from '../../fixtures/world.ts'
import { allow, OTHER_ACCOUNT, startWorld } from '../../fixtures/world.ts'
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

const DAY_MS = 24 * 60 * 60 * 1000
const Plaintext = Buffer.from('payroll')

const enable = (KeyId: string, RotationPeriodInDays?: number, as?: Credentials) =>
  kmsAs(world, as).send(new EnableKeyRotationCommand({ KeyId, RotationPeriodInDays }))

const status = (KeyId: string, kms = kmsAs(world)) =>
  kms.send(new GetKeyRotationStatusCommand({ KeyId }))

const rotations = async (KeyId: string, kms: KMSClient) =>
  (await kms.send(new ListKeyRotationsCommand({ KeyId }))).Rotations ?? []

const inDays = (date: Date | undefined, from = Date.now()) =>
  Math.round(((date?.getTime() ?? 0) - from) / DAY_MS)

// Validation

test('the period has 90 to 2560 days', async () => {
  const { keyId } = await newKey(world)
  const refused = (days: number, words: string) =>
    assertRefused(
      enable(keyId, days),
      'ValidationException',
      `1 validation error detected: Value '${days}' at 'rotationPeriodInDays' failed to satisfy ` +
        `constraint: Member must have value ${words}`,
    )
  await refused(89, 'greater than or equal to 90')
  await refused(2561, 'less than or equal to 2560')
  await enable(keyId, 90)
  await enable(keyId, 2560)
})

test('KMS does not rotate by itself to material that is imported', async () => {
  const { keyId, arn } = await newKey(world, { Origin: 'EXTERNAL' })
  const message = `${arn} origin is EXTERNAL which is not valid for this operation.`
  const off = () => kmsAs(world).send(new DisableKeyRotationCommand({ KeyId: keyId }))
  for (const call of [() => enable(keyId), off, () => status(keyId)]) {
    await assertRefused(call(), 'UnsupportedOperationException', message)
  }
})

test('the rotation of a disabled key cannot be changed', async () => {
  const { keyId, arn } = await newKey(world)
  await enable(keyId)
  await kmsAs(world).send(new DisableKeyCommand({ KeyId: keyId }))
  await assertRefused(enable(keyId, 90), 'DisabledException', `${arn} is disabled.`)
  const off = kmsAs(world).send(new DisableKeyRotationCommand({ KeyId: keyId }))
  await assertRefused(off, 'DisabledException', `${arn} is disabled.`)
  assert.equal((await status(keyId)).KeyRotationEnabled, true)
})

// Authorization

test('it needs the permission on the key, and no other account has it', async () => {
  const Policy = keyPolicy(accountStatement(), accountStatement(OTHER_ACCOUNT))
  const { keyId, arn } = await newKey(world, { Policy })
  const reader = await world.user('reader', allow('kms:Get*'))
  await assertRefused(
    enable(keyId, undefined, reader),
    'AccessDeniedException',
    notAllowedByIam('reader', 'kms:EnableKeyRotation', arn),
  )
  await assertRefused(
    kmsAs(world, reader).send(new DisableKeyRotationCommand({ KeyId: keyId })),
    'AccessDeniedException',
    notAllowedByIam('reader', 'kms:DisableKeyRotation', arn),
  )
  const foreign = world.root(OTHER_ACCOUNT)
  await assertRefused(enable(arn, undefined, foreign), 'AccessDeniedException')
  // The status alone is told across accounts.
  assert.equal((await status(arn, kmsAs(world, foreign))).KeyRotationEnabled, false)
})

test('a policy can ask for a period, and sees the default too', async () => {
  const Condition = { NumericLessThanEquals: { 'kms:RotationPeriodInDays': '180' } }
  const Statement = [{ Effect: 'Allow', Action: 'kms:EnableKeyRotation', Resource: '*', Condition }]
  const careful = await world.user('careful', { Version: '2012-10-17', Statement })
  const { keyId } = await newKey(world)
  await assertRefused(enable(keyId, 181, careful), 'AccessDeniedException')
  await assertRefused(enable(keyId, undefined, careful), 'AccessDeniedException')
  await enable(keyId, 180, careful)
})

// Behaviour

test('it is on for 365 days unless said otherwise, and off again', async () => {
  const { keyId, arn } = await newKey(world)
  const { $metadata: _, ...off } = await status(keyId)
  assert.deepEqual(off, { KeyId: keyId, KeyRotationEnabled: false })
  await enable(keyId)
  const { $metadata: __, NextRotationDate, ...on } = await status(keyId)
  assert.deepEqual(on, { KeyId: keyId, KeyRotationEnabled: true, RotationPeriodInDays: 365 })
  assert.equal(inDays(NextRotationDate), 365)
  await enable(keyId)
  assert.deepEqual((await status(keyId)).NextRotationDate, NextRotationDate)
  await enable(keyId, 90)
  assert.equal(inDays((await status(keyId)).NextRotationDate), 90)
  const event = await lastEvent(world, 'EnableKeyRotation')
  assert.deepEqual(event.requestParameters, { keyId, rotationPeriodInDays: 90 })
  assert.deepEqual(event.responseElements, { keyId: arn })
  await kmsAs(world).send(new DisableKeyRotationCommand({ KeyId: keyId }))
  assert.equal((await status(keyId)).KeyRotationEnabled, false)
  const ended = await lastEvent(world, 'DisableKeyRotation')
  assert.deepEqual(ended.requestParameters, { keyId })
  assert.deepEqual(ended.responseElements, { keyId: arn })
})

test('the rotation of a key that is pending deletion rests until it comes back', async () => {
  const { keyId } = await newKey(world)
  await enable(keyId, 200)
  await kmsAs(world).send(new ScheduleKeyDeletionCommand({ KeyId: keyId }))
  const { $metadata: _, ...off } = await status(keyId)
  assert.deepEqual(off, { KeyId: keyId, KeyRotationEnabled: false })
  await kmsAs(world).send(new CancelKeyDeletionCommand({ KeyId: keyId }))
  assert.equal((await status(keyId)).RotationPeriodInDays, 200)
})

test('on its date the key has other material, once, and old ciphertexts still open', async () => {
  const own = await startWorld()
  try {
    const { keyId: KeyId, arn } = await newKey(own)
    const asleep = await newKey(own)
    const kms = kmsAs(own)
    const from = Date.now()
    await kms.send(new EnableKeyRotationCommand({ KeyId, RotationPeriodInDays: 90 }))
    const early = { KeyId: asleep.keyId, RotationPeriodInDays: 90 }
    await kms.send(new EnableKeyRotationCommand(early))
    await kms.send(new DisableKeyCommand({ KeyId: asleep.keyId }))
    const current = async () =>
      (await kms.send(new DescribeKeyCommand({ KeyId }))).KeyMetadata?.CurrentKeyMaterialId
    const first = await current()
    const { CiphertextBlob: old } = await kms.send(new EncryptCommand({ KeyId, Plaintext }))
    await advance(own, '89d')
    assert.equal(await current(), first)
    await advance(own, '25h')
    const second = await current()
    assert.notEqual(second, first)
    assert.equal(inDays((await status(KeyId, kms)).NextRotationDate, from), 180)

    const opened = await kms.send(new DecryptCommand({ CiphertextBlob: old }))
    assert.deepEqual(Buffer.from(opened.Plaintext ?? []), Plaintext)
    assert.equal(opened.KeyMaterialId, first)
    const again = new ReEncryptCommand({ CiphertextBlob: old, DestinationKeyId: KeyId })
    const moved = await kms.send(again)
    assert.equal(moved.SourceKeyMaterialId, first)
    assert.equal(moved.DestinationKeyMaterialId, second)

    assert.deepEqual(await rotations(asleep.keyId, kms), [])
    await kms.send(new EnableKeyCommand({ KeyId: asleep.keyId }))
    await advance(own, '1h')
    assert.equal((await rotations(asleep.keyId, kms)).length, 1)

    const [rotation, ...more] = await rotations(KeyId, kms)
    assert.deepEqual(more, [])
    const { RotationDate: _, ...entry } = rotation ?? {}
    assert.deepEqual(entry, {
      KeyId,
      KeyMaterialId: second,
      KeyMaterialState: 'CURRENT',
      RotationType: 'AUTOMATIC',
    })
    const attribute = { AttributeKey: 'ResourceName', AttributeValue: arn } as const
    const lookup = new LookupEventsCommand({ LookupAttributes: [attribute] })
    const { Events = [] } = await own.client(CloudTrailClient).send(lookup)
    const told = Events.filter(({ EventName }) => EventName === 'RotateKey')
    assert.equal(told.length, 1)
    const record = JSON.parse(told[0]?.CloudTrailEvent ?? '{}') as Record<string, unknown>
    assert.equal(record['eventType'], 'AwsServiceEvent')
    assert.deepEqual(record['serviceEventDetails'], {
      rotationType: 'AUTOMATIC',
      keyOrigin: 'AWS_KMS',
      previousKeyMaterialId: first,
      currentKeyMaterialId: second,
      keyId: KeyId,
    })
  } finally {
    await own.close()
  }
})

test('what fell due while the stack was down is made up for, once', async () => {
  const scratch = await mkdtemp(join(tmpdir(), 'sparekey-'))
  const data = join(scratch, 'data')
  try {
    const first = await startWorld({ data })
    const { keyId } = await newKey(first)
    const input = { KeyId: keyId, RotationPeriodInDays: 90 }
    await kmsAs(first).send(new EnableKeyRotationCommand(input))
    await first.close()
    const second = await startWorld({ data })
    await advance(second, '800d')
    await advance(second, '1h')
    await second.close()
    const third = await startWorld({ data })
    const kms = kmsAs(third)
    assert.equal((await rotations(keyId, kms)).length, 1)
    const { NextRotationDate } = await status(keyId, kms)
    assert.equal(inDays(NextRotationDate), 810)
    await third.close()
  } finally {
    await rm(scratch, { recursive: true, force: true })
  }
})
