// Rotation and imported key material of keys that are related.

import assert from 'node:assert/strict'
import { randomBytes } from 'node:crypto'
import { after, before, test } from 'node:test'
import * as Kms from '@aws-sdk/client-kms'
import { advance } from '../../fixtures/clock.ts'
import type { TestWorld } from '../../fixtures/world.ts'
import { startWorld } from '../../fixtures/world.ts'
import { assertRefused, kmsAs, newKey } from './fixture.ts'
import {
  AWAY,
  describe,
  enabledReplica,
  eventsIn,
  HOME,
  keyArnIn,
  replicate,
  settle,
} from './multi-region.ts'
import { wrapped } from './wrapped.ts'

let world: TestWorld

before(async () => {
  world = await startWorld()
})
after(() => world.close())

const kmsIn = (region: string) => kmsAs(world, undefined, region)

async function materialsIn(region: string, KeyId: string) {
  const { Rotations = [] } = await kmsIn(region).send(
    new Kms.ListKeyRotationsCommand({ KeyId, IncludeKeyMaterial: 'ALL_KEY_MATERIAL' }),
  )
  return Rotations.map(({ KeyMaterialId, KeyMaterialState, ImportState }) => ({
    KeyMaterialId,
    KeyMaterialState,
    ImportState,
  }))
}

const currentIn = async (region: string, keyId: string) =>
  (await describe(world, keyId, region)).CurrentKeyMaterialId

const encryptIn = async (region: string, KeyId: string) => {
  const Plaintext = Buffer.from('payroll')
  const { CiphertextBlob } = await kmsIn(region).send(new Kms.EncryptCommand({ KeyId, Plaintext }))
  return CiphertextBlob ?? new Uint8Array()
}

const assertOpensIn = async (region: string, CiphertextBlob: Uint8Array) => {
  const { Plaintext } = await kmsIn(region).send(new Kms.DecryptCommand({ CiphertextBlob }))
  assert.equal(Buffer.from(Plaintext ?? []).toString(), 'payroll')
}

test('a rotation of the primary key rotates its replicas, to the same key material', async () => {
  const { keyId } = await newKey(world, { MultiRegion: true })
  await enabledReplica(world, { KeyId: keyId })
  const older = await encryptIn(HOME, keyId)
  const before = await currentIn(AWAY, keyId)
  await kmsIn(HOME).send(new Kms.RotateKeyOnDemandCommand({ KeyId: keyId }))
  assert.notEqual(await currentIn(AWAY, keyId), before)
  assert.equal(await currentIn(AWAY, keyId), await currentIn(HOME, keyId))
  assert.deepEqual(await materialsIn(AWAY, keyId), await materialsIn(HOME, keyId))
  const newer = await encryptIn(AWAY, keyId)
  for (const region of [HOME, AWAY]) {
    for (const ciphertext of [older, newer]) await assertOpensIn(region, ciphertext)
  }
  const [told] = await eventsIn(world, HOME, 'SynchronizeMultiRegionKey')
  assert.deepEqual(told?.responseElements, { keyId: keyArnIn(HOME, keyId) })
})

test('automatic rotation is the primary key’s, and its replicas follow', async () => {
  const { keyId } = await newKey(world, { MultiRegion: true })
  await enabledReplica(world, { KeyId: keyId })
  const enabling = { KeyId: keyId, RotationPeriodInDays: 90 }
  await kmsIn(HOME).send(new Kms.EnableKeyRotationCommand(enabling))
  const statusIn = async (region: string) => {
    const answer = await kmsIn(region).send(new Kms.GetKeyRotationStatusCommand({ KeyId: keyId }))
    const { $metadata: _, ...status } = answer
    return status
  }
  assert.equal((await statusIn(AWAY)).RotationPeriodInDays, 90)
  assert.deepEqual(await statusIn(AWAY), await statusIn(HOME))
  const first = await currentIn(HOME, keyId)
  await advance(world, '91d')
  const second = await currentIn(HOME, keyId)
  assert.notEqual(second, first)
  assert.equal(await currentIn(AWAY, keyId), second)
  assert.deepEqual(await statusIn(AWAY), await statusIn(HOME))
  const rotations = await eventsIn(world, AWAY, 'RotateKey')
  assert.equal(rotations.length, 0, 'the replica is not rotated by itself')

  for (const refused of [
    kmsIn(AWAY).send(new Kms.EnableKeyRotationCommand(enabling)),
    kmsIn(AWAY).send(new Kms.DisableKeyRotationCommand({ KeyId: keyId })),
    kmsIn(AWAY).send(new Kms.RotateKeyOnDemandCommand({ KeyId: keyId })),
  ]) {
    await assertRefused(
      refused,
      'UnsupportedOperationException',
      `${keyArnIn(AWAY, keyId)} is not a multi-region primary key.`,
    )
  }

  // The key that becomes the primary one goes on with what was begun.
  const promotion = { KeyId: keyId, PrimaryRegion: AWAY }
  await kmsIn(HOME).send(new Kms.UpdatePrimaryRegionCommand(promotion))
  await settle(world)
  await advance(world, '91d')
  assert.notEqual(await currentIn(HOME, keyId), second)
  assert.equal(await currentIn(HOME, keyId), await currentIn(AWAY, keyId))
  await kmsIn(AWAY).send(new Kms.DisableKeyRotationCommand({ KeyId: keyId }))
  assert.deepEqual(await statusIn(HOME), { KeyId: keyId, KeyRotationEnabled: false })
})

const FOREVER = { ExpirationModel: 'KEY_MATERIAL_DOES_NOT_EXPIRE' } as const

async function bring(
  region: string,
  KeyId: string,
  material: Uint8Array,
  more: Partial<Kms.ImportKeyMaterialCommandInput> = {},
) {
  const brought = await wrapped(kmsIn(region), KeyId, material)
  const input = { KeyId, ...brought, ...FOREVER, ...more }
  return kmsIn(region).send(new Kms.ImportKeyMaterialCommand(input))
}

/** A primary key and a replica of it, both with this material. */
async function importedPair(material: Uint8Array): Promise<string> {
  const { keyId } = await newKey(world, { MultiRegion: true, Origin: 'EXTERNAL' })
  await bring(HOME, keyId, material)
  await replicate(world, { KeyId: keyId })
  await settle(world)
  await bring(AWAY, keyId, material)
  return keyId
}

test('a replica waits for the key material that was imported into its primary key', async () => {
  const material = randomBytes(32)
  const { keyId } = await newKey(world, { MultiRegion: true, Origin: 'EXTERNAL' })
  // The rotations above have taken half a year.
  const ValidTo = new Date(Date.now() + 300 * 86_400_000)
  await bring(HOME, keyId, material, { ExpirationModel: 'KEY_MATERIAL_EXPIRES', ValidTo })
  await replicate(world, { KeyId: keyId })
  await settle(world)
  const waiting = await describe(world, keyId, AWAY)
  assert.equal(waiting.KeyState, 'PendingImport')
  assert.equal(waiting.ValidTo, undefined, 'each expires by its own terms')
  await assertRefused(bring(AWAY, keyId, randomBytes(32)), 'IncorrectKeyMaterialException')
  const { KeyMaterialId } = await bring(AWAY, keyId, material, { ImportType: 'NEW_KEY_MATERIAL' })
  assert.equal(KeyMaterialId, await currentIn(HOME, keyId))
  assert.equal((await describe(world, keyId, AWAY)).KeyState, 'Enabled')
  await assertOpensIn(AWAY, await encryptIn(HOME, keyId))

  await kmsIn(AWAY).send(new Kms.DeleteImportedKeyMaterialCommand({ KeyId: keyId }))
  assert.equal((await describe(world, keyId, AWAY)).KeyState, 'PendingImport')
  assert.equal((await describe(world, keyId, HOME)).KeyState, 'Enabled')
})

test('other material is imported everywhere before it is rotated to, here first', async () => {
  const [first, second] = [randomBytes(32), randomBytes(32)]
  const keyId = await importedPair(first)
  const older = await encryptIn(HOME, keyId)
  await assertRefused(
    bring(AWAY, keyId, second, { ImportType: 'NEW_KEY_MATERIAL' }),
    'UnsupportedOperationException',
  )
  await bring(HOME, keyId, second, { ImportType: 'NEW_KEY_MATERIAL' })
  const waits = 'PENDING_MULTI_REGION_IMPORT_AND_ROTATION'
  const stateOf = async (region: string) => (await materialsIn(region, keyId)).at(-1)
  assert.equal((await stateOf(HOME))?.KeyMaterialState, waits)
  assert.deepEqual(
    { ...(await stateOf(AWAY)), KeyMaterialId: undefined },
    { KeyMaterialId: undefined, KeyMaterialState: waits, ImportState: 'PENDING_IMPORT' },
  )
  const rotate = () => kmsIn(HOME).send(new Kms.RotateKeyOnDemandCommand({ KeyId: keyId }))
  await assertRefused(rotate(), 'KMSInvalidStateException', new RegExp(keyArnIn(AWAY, keyId)))
  await bring(AWAY, keyId, second, { ImportType: 'EXISTING_KEY_MATERIAL' })
  for (const region of [HOME, AWAY]) {
    assert.equal((await stateOf(region))?.KeyMaterialState, 'PENDING_ROTATION')
  }
  await rotate()
  assert.equal(await currentIn(AWAY, keyId), await currentIn(HOME, keyId))
  const newer = await encryptIn(AWAY, keyId)
  for (const region of [HOME, AWAY]) {
    for (const ciphertext of [older, newer]) await assertOpensIn(region, ciphertext)
  }
})

test('material that waited goes from the replicas with the primary key’s', async () => {
  const keyId = await importedPair(randomBytes(32))
  const second = randomBytes(32)
  const { KeyMaterialId } = await bring(HOME, keyId, second, { ImportType: 'NEW_KEY_MATERIAL' })
  await bring(AWAY, keyId, second)
  const removal = new Kms.DeleteImportedKeyMaterialCommand({ KeyId: keyId, KeyMaterialId })
  await kmsIn(AWAY).send(removal)
  assert.equal((await describe(world, keyId, AWAY)).KeyState, 'Enabled', 'it was not in use')
  assert.equal((await materialsIn(HOME, keyId)).length, 2)
  assert.equal((await materialsIn(AWAY, keyId)).at(-1)?.ImportState, 'PENDING_IMPORT')
  await bring(AWAY, keyId, second)
  await kmsIn(HOME).send(removal)
  for (const region of [HOME, AWAY]) {
    assert.equal((await materialsIn(region, keyId)).length, 1)
    assert.equal((await describe(world, keyId, region)).KeyState, 'Enabled')
  }
})
