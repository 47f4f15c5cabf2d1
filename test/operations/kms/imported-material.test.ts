// What becomes of key material once it was imported.

import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import {
  CancelKeyDeletionCommand,
  DeleteImportedKeyMaterialCommand,
  DescribeKeyCommand,
  DisableKeyCommand,
  ImportKeyMaterialCommand,
  ListKeyRotationsCommand,
  RotateKeyOnDemandCommand,
  ScheduleKeyDeletionCommand,
} from '@aws-sdk/client-kms'
import { CloudTrailClient, LookupEventsCommand } from '@aws-sdk/client-cloudtrail'
import fc from 'fast-check'
import { advance } from '../../fixtures/clock.ts'
import type { TestWorld } from '../../fixtures/world.ts'
import { startWorld } from '../../fixtures/world.ts'
import { assertRefused, kmsAs, lastEvent, newKey } from './fixture.ts'
import { DAY_MS, FOREVER, importing, newMaterial, Plaintext } from './importing.ts'
import { parametersOf, wrapped, wrapUnder } from './wrapped.ts'

let world: TestWorld

before(async () => {
  world = await startWorld()
})
after(() => world.close())

const { bring, decrypt, describe, encrypt, importedKey, send } = importing(() => world)

const remove = (KeyId: string, KeyMaterialId?: string) =>
  kmsAs(world).send(new DeleteImportedKeyMaterialCommand({ KeyId, KeyMaterialId }))

const materialsOf = async (KeyId: string) => {
  const IncludeKeyMaterial = 'ALL_KEY_MATERIAL'
  const list = new ListKeyRotationsCommand({ KeyId, IncludeKeyMaterial })
  return (await kmsAs(world).send(list)).Rotations ?? []
}

test('the same material is known again, in this key only, and no other is', async () => {
  const [{ keyId }, other] = [await importedKey(), await importedKey()]
  const material = newMaterial()
  const { KeyMaterialId } = await bring(keyId, material)
  assert.notEqual((await bring(other.keyId, material)).KeyMaterialId, KeyMaterialId)
  const ciphertext = await encrypt(keyId)
  await remove(keyId)
  assert.equal((await describe(keyId))?.CurrentKeyMaterialId, KeyMaterialId)
  await assertRefused(decrypt(ciphertext), 'KMSInvalidStateException', /is pending import\.$/)
  await assertRefused(bring(keyId, newMaterial()), 'IncorrectKeyMaterialException')
  await assertRefused(
    bring(keyId, material, { ...FOREVER, ImportType: 'NEW_KEY_MATERIAL' }),
    'IncorrectKeyMaterialException',
  )
  const named = { ...FOREVER, ImportType: 'EXISTING_KEY_MATERIAL', KeyMaterialId } as const
  await assertRefused(
    bring(keyId, material, { ...named, KeyMaterialId: 'a'.repeat(64) }),
    'IncorrectKeyMaterialException',
  )
  await bring(keyId, material, named)
  assert.deepEqual(Buffer.from((await decrypt(ciphertext)).Plaintext ?? []), Plaintext)
})

test('importing again changes when the material expires, not whether the key is on', async () => {
  const { keyId } = await importedKey()
  const material = newMaterial()
  await bring(keyId, material, { ...FOREVER, KeyMaterialDescription: 'of the vault' })
  await kmsAs(world).send(new DisableKeyCommand({ KeyId: keyId }))
  await bring(keyId, material, { ValidTo: new Date(Date.now() + DAY_MS) })
  const metadata = await describe(keyId)
  assert.equal(metadata?.KeyState, 'Disabled')
  assert.equal(metadata.ExpirationModel, 'KEY_MATERIAL_EXPIRES')
  const [entry] = await materialsOf(keyId)
  assert.equal(entry?.KeyMaterialDescription, 'of the vault')
})

test('new material waits for a rotation, alone, and old ciphertexts open after it', async () => {
  const { keyId, arn } = await importedKey()
  const [first, second] = [newMaterial(), newMaterial()]
  const one = await bring(keyId, first)
  const old = await encrypt(keyId)
  const NEW = { ...FOREVER, ImportType: 'NEW_KEY_MATERIAL' } as const
  const two = await bring(keyId, second, NEW)
  assert.equal((await describe(keyId))?.CurrentKeyMaterialId, one.KeyMaterialId)
  const third = await refusedId(bring(keyId, newMaterial(), NEW))
  assert.equal(
    third,
    `New key material (id: ID) cannot be imported into KMS key ${arn}, because another key ` +
      `material (id: ${two.KeyMaterialId}) is pending rotation.`,
  )
  const states = async () =>
    (await materialsOf(keyId)).map(({ KeyMaterialState, ImportState }) => [
      KeyMaterialState,
      ImportState,
    ])
  assert.deepEqual(await states(), [
    ['CURRENT', 'IMPORTED'],
    ['PENDING_ROTATION', 'IMPORTED'],
  ])
  await kmsAs(world).send(new RotateKeyOnDemandCommand({ KeyId: keyId }))
  assert.deepEqual(await states(), [
    ['NON_CURRENT', 'IMPORTED'],
    ['CURRENT', 'IMPORTED'],
  ])
  assert.equal((await decrypt(old)).KeyMaterialId, one.KeyMaterialId)
  assert.equal((await decrypt(await encrypt(keyId))).KeyMaterialId, two.KeyMaterialId)
  await remove(keyId, one.KeyMaterialId)
  assert.equal((await describe(keyId))?.KeyState, 'PendingImport')
  assert.deepEqual(await states(), [
    ['NON_CURRENT', 'PENDING_IMPORT'],
    ['CURRENT', 'IMPORTED'],
  ])
  await bring(keyId, first)
  assert.equal((await decrypt(old)).KeyMaterialId, one.KeyMaterialId)
})

async function refusedId(call: Promise<unknown>): Promise<string> {
  let message = ''
  await assertRefused(
    call.catch((error: Error) => {
      message = error.message.replace(/\(id: [0-9a-f]{64}\)/, '(id: ID)')
      throw error
    }),
    'KMSInvalidStateException',
  )
  return message
}

test('material that expires is gone on its date, once, and the event tells', async () => {
  const own = await startWorld()
  try {
    const { keyId: KeyId, arn } = await newKey(own, { Origin: 'EXTERNAL' })
    const kms = kmsAs(own)
    const material = newMaterial()
    const ValidTo = new Date(Date.now() + 5 * DAY_MS)
    const brought = await wrapped(kms, KeyId, material)
    const input = { KeyId, ...brought, ValidTo }
    const { KeyMaterialId } = await kms.send(new ImportKeyMaterialCommand(input))
    const state = async () =>
      (await kms.send(new DescribeKeyCommand({ KeyId }))).KeyMetadata?.KeyState
    await advance(own, '4d')
    assert.equal(await state(), 'Enabled')
    await advance(own, '25h')
    assert.equal(await state(), 'PendingImport')
    await advance(own, '2d')
    const attribute = { AttributeKey: 'ResourceName', AttributeValue: arn } as const
    const lookup = new LookupEventsCommand({ LookupAttributes: [attribute] })
    const { Events = [] } = await own.client(CloudTrailClient).send(lookup)
    const expiries = Events.filter((event) => event.EventName === 'DeleteExpiredKeyMaterial')
    assert.equal(expiries.length, 1)
    const record = JSON.parse(expiries[0]?.CloudTrailEvent ?? '{}') as Record<string, unknown>
    assert.equal(record['eventType'], 'AwsServiceEvent')
    assert.deepEqual(record['serviceEventDetails'], { keyId: KeyId, keyMaterialId: KeyMaterialId })
    const again = { KeyId, ...(await wrapped(kms, KeyId, material)), ...FOREVER }
    await kms.send(new ImportKeyMaterialCommand(again))
    assert.equal(await state(), 'Enabled')
  } finally {
    await own.close()
  }
})

test('a key that comes back from its deletion without material waits for it', async () => {
  const { keyId } = await importedKey()
  await bring(keyId, newMaterial())
  const kms = kmsAs(world)
  await kms.send(new ScheduleKeyDeletionCommand({ KeyId: keyId }))
  await remove(keyId)
  assert.equal((await describe(keyId))?.KeyState, 'PendingDeletion')
  await kms.send(new CancelKeyDeletionCommand({ KeyId: keyId }))
  assert.equal((await describe(keyId))?.KeyState, 'PendingImport')
})

test('the event tells which material came, and gives nothing of it away', async () => {
  const { keyId, arn } = await importedKey()
  const material = newMaterial()
  const brought = await wrapped(kmsAs(world), keyId, material)
  const { KeyMaterialId } = await send(keyId, brought, {
    ...FOREVER,
    ImportType: 'NEW_KEY_MATERIAL',
    KeyMaterialDescription: 'of the vault',
  })
  const event = await lastEvent(world, 'ImportKeyMaterial')
  assert.deepEqual(event.requestParameters, {
    keyId,
    expirationModel: 'KEY_MATERIAL_DOES_NOT_EXPIRE',
    importType: 'NEW_KEY_MATERIAL',
    keyMaterialDescription: 'of the vault',
  })
  assert.deepEqual(event.responseElements, { keyId: arn, keyMaterialId: KeyMaterialId })
})

test('whatever comes and goes, the key works while all of its material is here', async () => {
  const operations = fc.array(fc.tuple(fc.constantFrom('bring', 'remove'), fc.nat(2)), {
    maxLength: 8,
  })
  const { keyId } = await importedKey()
  const materials = [newMaterial(), newMaterial(), newMaterial()]
  const kms = kmsAs(world)
  // One set of parameters does for all of them: it is the key's for a day.
  const { ImportToken, PublicKey } = await parametersOf(kmsAs(world), keyId)
  const bytes = materials.map((material) => wrapUnder(PublicKey, material, 'RSAES_OAEP_SHA_256'))
  const ids: string[] = []
  const sealed: (Uint8Array | undefined)[] = []
  for (const EncryptedKeyMaterial of bytes) {
    const more = { ...FOREVER, ImportType: 'NEW_KEY_MATERIAL' } as const
    const { KeyMaterialId = '' } = await send(keyId, { ImportToken, EncryptedKeyMaterial }, more)
    ids.push(KeyMaterialId)
    if (ids.length > 1) await kms.send(new RotateKeyOnDemandCommand({ KeyId: keyId }))
    sealed.push(await encrypt(keyId))
  }
  const here = new Set([0, 1, 2])
  await fc.assert(
    fc.asyncProperty(operations, async (steps) => {
      for (const [step, index] of steps) {
        if (step === 'bring') {
          const EncryptedKeyMaterial = bytes[index] ?? new Uint8Array()
          await send(keyId, { ImportToken, EncryptedKeyMaterial })
          here.add(index)
        } else {
          await remove(keyId, ids[index])
          here.delete(index)
        }
        const metadata = await describe(keyId)
        assert.equal(metadata?.KeyState, here.size === 3 ? 'Enabled' : 'PendingImport')
        assert.equal(metadata.CurrentKeyMaterialId, ids[2])
      }
      if (here.size < 3) return
      for (const [index, ciphertext] of sealed.entries()) {
        assert.equal((await decrypt(ciphertext)).KeyMaterialId, ids[index])
      }
    }),
    { numRuns: 8 },
  )
})
