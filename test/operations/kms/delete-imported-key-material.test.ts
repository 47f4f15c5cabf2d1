import assert from 'node:assert/strict'
import { randomBytes } from 'node:crypto'
import { after, before, test } from 'node:test'
import {
  DeleteImportedKeyMaterialCommand,
  DescribeKeyCommand,
  ImportKeyMaterialCommand,
  ListKeyRotationsCommand,
} from '@aws-sdk/client-kms'
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
import { wrapped } from './wrapped.ts'

let world: TestWorld

before(async () => {
  world = await startWorld()
})
after(() => world.close())

const remove = (KeyId: string, KeyMaterialId?: string, as?: Credentials) =>
  kmsAs(world, as).send(new DeleteImportedKeyMaterialCommand({ KeyId, KeyMaterialId }))

const stateOf = async (KeyId: string) =>
  (await kmsAs(world).send(new DescribeKeyCommand({ KeyId }))).KeyMetadata?.KeyState

const ImportType = 'NEW_KEY_MATERIAL'

async function bring(KeyId: string): Promise<string> {
  const brought = await wrapped(kmsAs(world), KeyId, randomBytes(32))
  const ExpirationModel = 'KEY_MATERIAL_DOES_NOT_EXPIRE'
  const input = { KeyId, ...brought, ImportType, ExpirationModel } as const
  return (await kmsAs(world).send(new ImportKeyMaterialCommand(input))).KeyMaterialId ?? ''
}

async function keyWithMaterial(Policy = keyPolicy(accountStatement())) {
  const key = await newKey(world, { Origin: 'EXTERNAL', Policy })
  return { ...key, materialId: await bring(key.keyId) }
}

// Validation

test('a key keeps what KMS made', async () => {
  const { keyId, arn } = await newKey(world)
  const message = `${arn} origin is AWS_KMS which is not valid for this operation.`
  await assertRefused(remove(keyId), 'UnsupportedOperationException', message)
})

test('only material of the key can be named', async () => {
  const { keyId } = await keyWithMaterial()
  const other = await keyWithMaterial()
  await assertRefused(remove(keyId, other.materialId), 'NotFoundException')
  assert.equal(await stateOf(keyId), 'Enabled')
})

// Authorization

test('it needs the permission on the key, and no other account has it', async () => {
  const { keyId, arn } = await keyWithMaterial(
    keyPolicy(accountStatement(), accountStatement(OTHER_ACCOUNT)),
  )
  const importer = await world.user('importer', allow('kms:ImportKeyMaterial'))
  await assertRefused(
    remove(keyId, undefined, importer),
    'AccessDeniedException',
    notAllowedByIam('importer', 'kms:DeleteImportedKeyMaterial', arn),
  )
  const foreign = remove(arn, undefined, world.root(OTHER_ACCOUNT))
  await assertRefused(foreign, 'AccessDeniedException')
})

// Behaviour

test('the key waits for its material from now on, and a second time changes nothing', async () => {
  const { keyId, arn, materialId } = await keyWithMaterial()
  for (const _ of ['once', 'twice']) {
    const { KeyId, KeyMaterialId } = await remove(keyId)
    assert.deepEqual([KeyId, KeyMaterialId], [arn, materialId])
    assert.equal(await stateOf(keyId), 'PendingImport')
  }
})

test('a key that never had any stays as it is', async () => {
  const { keyId, arn } = await newKey(world, { Origin: 'EXTERNAL' })
  const { KeyId, KeyMaterialId } = await remove(keyId)
  assert.deepEqual([KeyId, KeyMaterialId], [arn, undefined])
  assert.equal(await stateOf(keyId), 'PendingImport')
})

test('material that waited for a rotation makes room for other, and the key works on', async () => {
  const { keyId, materialId } = await keyWithMaterial()
  const pending = await bring(keyId)
  await remove(keyId, pending)
  assert.equal(await stateOf(keyId), 'Enabled')
  const another = await bring(keyId)
  const IncludeKeyMaterial = 'ALL_KEY_MATERIAL'
  const list = new ListKeyRotationsCommand({ KeyId: keyId, IncludeKeyMaterial })
  const { Rotations = [] } = await kmsAs(world).send(list)
  assert.deepEqual(
    Rotations.map(({ KeyMaterialId }) => KeyMaterialId),
    [materialId, another],
  )
})

test('the event names the key and the material', async () => {
  const { keyId, arn, materialId } = await keyWithMaterial()
  await remove(keyId, materialId)
  const event = await lastEvent(world, 'DeleteImportedKeyMaterial')
  assert.deepEqual(event.requestParameters, { keyId, keyMaterialId: materialId })
  assert.deepEqual(event.responseElements, { keyId: arn, keyMaterialId: materialId })
})
