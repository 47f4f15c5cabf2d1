import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { CloudTrailClient, LookupEventsCommand } from '@aws-sdk/client-cloudtrail'
import {
  DecryptCommand,
  DescribeKeyCommand,
  EnableKeyRotationCommand,
  EncryptCommand,
  GetKeyRotationStatusCommand,
  ListKeyRotationsCommand,
  RotateKeyOnDemandCommand,
} from '@aws-sdk/client-kms'
import fc from 'fast-check'
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

const rotate = (KeyId: string, as?: Credentials) =>
  kmsAs(world, as).send(new RotateKeyOnDemandCommand({ KeyId }))

const list = (KeyId: string, more: object = {}) =>
  kmsAs(world).send(new ListKeyRotationsCommand({ KeyId, ...more }))

const currentOf = async (KeyId: string) =>
  (await kmsAs(world).send(new DescribeKeyCommand({ KeyId }))).KeyMetadata?.CurrentKeyMaterialId

// Validation

test('a key with imported material needs other material to rotate to', async () => {
  const { keyId, arn } = await newKey(world, { Origin: 'EXTERNAL' })
  await assertRefused(rotate(keyId), 'KMSInvalidStateException', `${arn} is pending import.`)
})

test('a key is rotated 25 times on demand, and every ciphertext opens for good', async () => {
  const { keyId, arn } = await newKey(world)
  const sealed: [Uint8Array | undefined, string | undefined][] = []
  for (let count = 0; count < 25; count += 1) {
    const encrypt = new EncryptCommand({ KeyId: keyId, Plaintext: Buffer.from(`${count}`) })
    sealed.push([(await kmsAs(world).send(encrypt)).CiphertextBlob, await currentOf(keyId)])
    await rotate(keyId)
  }
  await assertRefused(
    rotate(keyId),
    'LimitExceededException',
    'The on-demand rotations limit has been reached for the given keyId. No more on-demand ' +
      `rotations can be performed for this key: ${arn}`,
  )
  for (const [index, [CiphertextBlob, materialId]] of sealed.entries()) {
    const opened = await kmsAs(world).send(new DecryptCommand({ CiphertextBlob }))
    assert.equal(Buffer.from(opened.Plaintext ?? []).toString(), `${index}`)
    assert.equal(opened.KeyMaterialId, materialId)
  }
  await assertPagedAlike(keyId)
})

/** However it is cut into pages, the list is the same. */
async function assertPagedAlike(keyId: string): Promise<void> {
  const { Rotations = [] } = await list(keyId)
  assert.equal(Rotations.length, 25)
  assert.deepEqual(
    Rotations.map(({ KeyMaterialState }) => KeyMaterialState),
    [...Array<string>(24).fill('NON_CURRENT'), 'CURRENT'],
  )
  await fc.assert(
    fc.asyncProperty(fc.integer({ min: 1, max: 30 }), async (Limit) => {
      const paged = []
      let Marker: string | undefined
      do {
        const page = await list(keyId, { Limit, ...(Marker !== undefined && { Marker }) })
        assert.equal(page.Truncated, page.NextMarker !== undefined)
        paged.push(...(page.Rotations ?? []))
        Marker = page.NextMarker
      } while (Marker !== undefined)
      assert.deepEqual(paged, Rotations)
    }),
    { numRuns: 8 },
  )
}

test('shortly before an automatic rotation there is none on demand', async () => {
  const own = await startWorld()
  try {
    const { keyId: KeyId } = await newKey(own)
    const kms = kmsAs(own)
    await kms.send(new EnableKeyRotationCommand({ KeyId, RotationPeriodInDays: 90 }))
    await advance(own, '2159h')
    await kms.send(new RotateKeyOnDemandCommand({ KeyId }))
    await advance(own, '45m')
    const call = kms.send(new RotateKeyOnDemandCommand({ KeyId }))
    await assertRefused(call, 'ConflictException')
  } finally {
    await own.close()
  }
})

// Authorization

test('it needs the permission on the key, and no other account has it', async () => {
  const Policy = keyPolicy(accountStatement(), accountStatement(OTHER_ACCOUNT))
  const { keyId, arn } = await newKey(world, { Policy })
  const enabler = await world.user('enabler', allow('kms:EnableKeyRotation'))
  await assertRefused(
    rotate(keyId, enabler),
    'AccessDeniedException',
    notAllowedByIam('enabler', 'kms:RotateKeyOnDemand', arn),
  )
  await assertRefused(rotate(arn, world.root(OTHER_ACCOUNT)), 'AccessDeniedException')
  const foreign = kmsAs(world, world.root(OTHER_ACCOUNT))
  const foreignList = foreign.send(new ListKeyRotationsCommand({ KeyId: arn }))
  await assertRefused(foreignList, 'AccessDeniedException')
})

// Behaviour

test('the key has other material at once, and its dates stay as they were', async () => {
  const { keyId: KeyId, arn } = await newKey(world)
  await kmsAs(world).send(new EnableKeyRotationCommand({ KeyId }))
  const status = () => kmsAs(world).send(new GetKeyRotationStatusCommand({ KeyId }))
  const { NextRotationDate } = await status()
  const first = await currentOf(KeyId)
  assert.equal((await rotate(KeyId)).KeyId, arn)
  const second = await currentOf(KeyId)
  assert.notEqual(second, first)
  assert.deepEqual((await status()).NextRotationDate, NextRotationDate)
  assert.equal((await status()).OnDemandRotationStartDate, undefined)
  const all = await list(KeyId, { IncludeKeyMaterial: 'ALL_KEY_MATERIAL' })
  const rotation = all.Rotations?.[1]
  assert.ok(rotation?.RotationDate)
  assert.deepEqual(all.Rotations, [
    { KeyId, KeyMaterialId: first, KeyMaterialState: 'NON_CURRENT' },
    {
      KeyId,
      KeyMaterialId: second,
      KeyMaterialState: 'CURRENT',
      RotationDate: rotation.RotationDate,
      RotationType: 'ON_DEMAND',
    },
  ])
  assert.deepEqual((await list(KeyId)).Rotations, [rotation])
})

test('two events tell of it: who asked for it, and what KMS did', async () => {
  const { keyId, arn } = await newKey(world)
  const first = await currentOf(keyId)
  await rotate(keyId)
  const asked = await lastEvent(world, 'RotateKeyOnDemand')
  assert.deepEqual(asked.requestParameters, { keyId })
  assert.deepEqual(asked.responseElements, { keyId: arn })
  const attribute = { AttributeKey: 'ResourceName', AttributeValue: arn } as const
  const lookup = new LookupEventsCommand({ LookupAttributes: [attribute] })
  const { Events = [] } = await world.client(CloudTrailClient).send(lookup)
  const done = Events.filter(({ EventName }) => EventName === 'RotateKey')
  assert.equal(done.length, 1)
  const record = JSON.parse(done[0]?.CloudTrailEvent ?? '{}') as Record<string, unknown>
  assert.deepEqual(record['serviceEventDetails'], {
    rotationType: 'ON_DEMAND',
    keyOrigin: 'AWS_KMS',
    previousKeyMaterialId: first,
    currentKeyMaterialId: await currentOf(keyId),
    keyId,
  })
})

test('rotations that are asked for at one time are made one after the other', async () => {
  const { keyId } = await newKey(world)
  const calls = await Promise.allSettled(Array.from({ length: 5 }, () => rotate(keyId)))
  assert.ok(calls.every(({ status }) => status === 'fulfilled'))
  const ids = (await list(keyId)).Rotations?.map(({ KeyMaterialId }) => KeyMaterialId)
  assert.equal(new Set(ids).size, 5)
  assert.equal(ids?.at(-1), await currentOf(keyId))
})

test('a list goes on only from where one of its pages ended', async () => {
  const { keyId } = await newKey(world)
  const refused = list(keyId, { Marker: 'made-up' })
  await assertRefused(refused, 'InvalidMarkerException')
})
