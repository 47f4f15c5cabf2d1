// What related keys share, and what each has for itself.

import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import * as Kms from '@aws-sdk/client-kms'
import { advance } from '../../fixtures/clock.ts'
import type { TestWorld } from '../../fixtures/world.ts'
import { allow, startWorld } from '../../fixtures/world.ts'
import { assertRefused, kmsAs, newKey, userArn } from './fixture.ts'
import { AWAY, describe, enabledReplica, eventsIn, HOME, keyArnIn, settle } from './multi-region.ts'

let world: TestWorld

before(async () => {
  world = await startWorld()
})
after(() => world.close())

const FAR = 'ap-south-1'

async function newPair(): Promise<string> {
  const { keyId } = await newKey(world, { MultiRegion: true })
  await enabledReplica(world, { KeyId: keyId })
  return keyId
}

const kmsIn = (region: string) => kmsAs(world, undefined, region)

// Ciphertexts

test('what one key has encrypted every related key decrypts, named or not', async () => {
  const keyId = await newPair()
  const context = { EncryptionContext: { tenant: 'blue' } }
  const Plaintext = Buffer.from('payroll')
  for (const [from, to] of [
    [HOME, AWAY],
    [AWAY, HOME],
  ] as const) {
    const { CiphertextBlob } = await kmsIn(from).send(
      new Kms.EncryptCommand({ KeyId: keyId, Plaintext, ...context }),
    )
    const arn = keyArnIn(to, keyId)
    for (const KeyId of [undefined, keyId, arn]) {
      const opened = await kmsIn(to).send(
        new Kms.DecryptCommand({ CiphertextBlob, KeyId, ...context }),
      )
      assert.equal(Buffer.from(opened.Plaintext ?? []).toString(), 'payroll')
      assert.equal(opened.KeyId, arn)
    }
    await assertRefused(
      kmsIn(to).send(new Kms.DecryptCommand({ CiphertextBlob })),
      'InvalidCiphertextException',
    )
  }
})

test('a data key and a re-encrypted text cross Regions as well', async () => {
  const keyId = await newPair()
  const made = await kmsIn(AWAY).send(
    new Kms.GenerateDataKeyCommand({ KeyId: keyId, KeySpec: 'AES_256' }),
  )
  const single = await newKey(world)
  const { CiphertextBlob, SourceKeyId } = await kmsIn(HOME).send(
    new Kms.ReEncryptCommand({
      CiphertextBlob: made.CiphertextBlob,
      DestinationKeyId: single.keyId,
    }),
  )
  assert.equal(SourceKeyId, keyArnIn(HOME, keyId))
  const opened = await kmsIn(HOME).send(new Kms.DecryptCommand({ CiphertextBlob }))
  assert.deepEqual(opened.Plaintext, made.Plaintext)
})

test('where there is no related key, nobody decrypts', async () => {
  const { keyId } = await newKey(world, { MultiRegion: true })
  const { CiphertextBlob } = await kmsIn(HOME).send(
    new Kms.EncryptCommand({ KeyId: keyId, Plaintext: Buffer.from('x') }),
  )
  await assertRefused(
    kmsIn(AWAY).send(new Kms.DecryptCommand({ CiphertextBlob })),
    'AccessDeniedException',
    /on the resource associated with this ciphertext/,
  )
})

test('a key of one Region decrypts nothing that another Region has encrypted', async () => {
  const home = await newKey(world)
  const { CiphertextBlob } = await kmsIn(HOME).send(
    new Kms.EncryptCommand({ KeyId: home.keyId, Plaintext: Buffer.from('x') }),
  )
  const { KeyMetadata } = await kmsIn(AWAY).send(new Kms.CreateKeyCommand({}))
  await assertRefused(
    kmsIn(AWAY).send(new Kms.DecryptCommand({ CiphertextBlob, KeyId: KeyMetadata?.KeyId })),
    'IncorrectKeyException',
  )
})

// Independent

test('grants and aliases are of one Region', async () => {
  const keyId = await newPair()
  const grantee = await world.user('grantee')
  await kmsIn(AWAY).send(
    new Kms.CreateGrantCommand({
      KeyId: keyId,
      GranteePrincipal: userArn('grantee'),
      Operations: ['Encrypt'],
    }),
  )
  await kmsIn(AWAY).send(
    new Kms.CreateAliasCommand({ AliasName: 'alias/away', TargetKeyId: keyId }),
  )
  const encrypt = (region: string, KeyId = keyId) =>
    kmsAs(world, grantee, region).send(
      new Kms.EncryptCommand({ KeyId, Plaintext: Buffer.from('x') }),
    )
  await encrypt(AWAY)
  await encrypt(AWAY, 'alias/away')
  await assertRefused(encrypt(HOME), 'AccessDeniedException')
  await assertRefused(encrypt(HOME, 'alias/away'), 'NotFoundException')
  const listed = await kmsIn(HOME).send(new Kms.ListGrantsCommand({ KeyId: keyId }))
  assert.deepEqual(listed.Grants, [])
})

test('a policy tells a primary key from a replica, and both from other keys', async () => {
  const keyId = await newPair()
  const single = await newKey(world)
  const only = (name: string, Condition: object) =>
    world.user(name, {
      Version: '2012-10-17',
      Statement: { Effect: 'Allow', Action: 'kms:DescribeKey', Resource: '*', Condition },
    })
  const replicas = await only('replicas', {
    StringEquals: { 'kms:MultiRegionKeyType': 'REPLICA' },
  })
  const multi = await only('multi', { Bool: { 'kms:MultiRegion': 'true' } })
  const look = (credentials: typeof multi, region: string, KeyId = keyId) =>
    kmsAs(world, credentials, region).send(new Kms.DescribeKeyCommand({ KeyId }))
  await look(replicas, AWAY)
  await assertRefused(look(replicas, HOME), 'AccessDeniedException')
  await look(multi, HOME)
  await look(multi, AWAY)
  await assertRefused(look(multi, HOME, single.keyId), 'AccessDeniedException')
})

// Deletion

test('a primary key waits for its last replica, and its window begins then', async () => {
  const { keyId, arn } = await newKey(world, { MultiRegion: true })
  for (const ReplicaRegion of [AWAY, FAR]) {
    await enabledReplica(world, { KeyId: keyId, ReplicaRegion })
  }
  const schedule = (region: string, PendingWindowInDays: number) =>
    kmsIn(region).send(new Kms.ScheduleKeyDeletionCommand({ KeyId: keyId, PendingWindowInDays }))
  const { $metadata, ...answer } = await schedule(HOME, 9)
  assert.ok($metadata)
  const KeyState = 'PendingReplicaDeletion'
  assert.deepEqual(answer, { KeyId: arn, KeyState, PendingWindowInDays: 9 })
  const waiting = await describe(world, keyId, HOME)
  assert.equal(waiting.KeyState, KeyState)
  assert.equal(waiting.DeletionDate, undefined)
  assert.equal(waiting.PendingDeletionWindowInDays, 9)
  await assertRefused(
    kmsIn(HOME).send(new Kms.EncryptCommand({ KeyId: keyId, Plaintext: Buffer.from('x') })),
    'KMSInvalidStateException',
    `${arn} is pending replica deletion.`,
  )
  await assertRefused(schedule(HOME, 9), 'KMSInvalidStateException')

  await schedule(AWAY, 7)
  await advance(world, '8d')
  assert.equal((await describe(world, keyId, HOME)).KeyState, KeyState)
  const [deleted] = await eventsIn(world, AWAY, 'DeleteKey')
  assert.deepEqual(
    deleted?.resources?.map(({ ARN }) => ARN),
    [keyArnIn(AWAY, keyId)],
  )
  await schedule(FAR, 7)
  await advance(world, '8d')
  const counting = await describe(world, keyId, HOME)
  assert.equal(counting.KeyState, 'PendingDeletion')
  assert.ok(counting.DeletionDate)
  assert.equal(counting.PendingDeletionWindowInDays, undefined)
  assert.deepEqual(counting.MultiRegionConfiguration?.ReplicaKeys, [])
  await advance(world, '10d')
  await assertRefused(
    kmsIn(HOME).send(new Kms.DescribeKeyCommand({ KeyId: keyId })),
    'NotFoundException',
  )
})

test('a primary key that waits can be kept after all', async () => {
  const keyId = await newPair()
  const kms = kmsIn(HOME)
  await kms.send(new Kms.ScheduleKeyDeletionCommand({ KeyId: keyId }))
  await kms.send(new Kms.CancelKeyDeletionCommand({ KeyId: keyId }))
  const kept = await describe(world, keyId, HOME)
  assert.equal(kept.KeyState, 'Disabled')
  assert.equal(kept.PendingDeletionWindowInDays, undefined)
})

test('a replica that is being made can be scheduled for deletion', async () => {
  const { keyId } = await newKey(world, { MultiRegion: true })
  await kmsIn(HOME).send(new Kms.ReplicateKeyCommand({ KeyId: keyId, ReplicaRegion: AWAY }))
  const { KeyState } = await kmsIn(AWAY).send(new Kms.ScheduleKeyDeletionCommand({ KeyId: keyId }))
  assert.equal(KeyState, 'PendingDeletion')
  assert.equal((await describe(world, keyId, AWAY)).KeyState, 'PendingDeletion')
  await kmsIn(AWAY).send(new Kms.CancelKeyDeletionCommand({ KeyId: keyId }))
  await settle(world)
  assert.equal((await describe(world, keyId, AWAY)).KeyState, 'Disabled')
})

test('a key of another account is neither replicated nor promoted', async () => {
  const { arn } = await newKey(world, { MultiRegion: true })
  const stranger = await world.user('stranger', allow('kms:*'), '444455556666')
  const kms = kmsAs(world, stranger)
  const input = { KeyId: arn }
  await assertRefused(
    kms.send(new Kms.ReplicateKeyCommand({ ...input, ReplicaRegion: AWAY })),
    'AccessDeniedException',
  )
  await assertRefused(
    kms.send(new Kms.UpdatePrimaryRegionCommand({ ...input, PrimaryRegion: AWAY })),
    'AccessDeniedException',
  )
})
