import assert from 'node:assert/strict'
import { randomBytes } from 'node:crypto'
import { after, before, test } from 'node:test'
import {
  CreateKeyCommand,
  DeleteImportedKeyMaterialCommand,
  EncryptCommand,
  ImportKeyMaterialCommand,
  KMSClient,
} from '@aws-sdk/client-kms'
import { startWorld, type TestWorld } from '../../fixtures/world.ts'
import { wrapped } from '../../operations/kms/wrapped.ts'
import { recordCarriedOut } from '../stories/harness/carried-out.ts'
import { administrator, ask } from './locked-key.ts'

let world: TestWorld

before(async () => {
  world = await startWorld()
})
after(() => world.close())

test('a key that waits for its key material: whoever has it imports it again', async () => {
  const person = await world.user('waiting', administrator)
  const kms = world.client(KMSClient)
  const made = await kms.send(new CreateKeyCommand({ Origin: 'EXTERNAL' }))
  const key = made.KeyMetadata?.Arn ?? ''
  const material = randomBytes(32)
  const bring = async () => {
    const brought = await wrapped(kms, key, material)
    const ExpirationModel = 'KEY_MATERIAL_DOES_NOT_EXPIRE'
    await kms.send(new ImportKeyMaterialCommand({ KeyId: key, ...brought, ExpirationModel }))
  }
  await bring()
  const mine = world.client(KMSClient, person)
  const wanted = () => mine.send(new EncryptCommand({ KeyId: key, Plaintext: Buffer.from('pay') }))
  await wanted()
  await kms.send(new DeleteImportedKeyMaterialCommand({ KeyId: key }))
  await assert.rejects(wanted(), { name: 'KMSInvalidStateException' })

  const [reading] = await ask(world, person, key, ['kms:Encrypt'])
  assert.deepEqual(reading.causes, ['key/pending-import'])
  assert.deepEqual(
    reading.remedies.map(({ id, commands }) => [id, commands]),
    [['import-key-material', []]],
  )
  const said = reading.remedies[0]?.changes ?? ''
  for (const step of ['GetParametersForImport', 'ImportKeyMaterial']) assert.ok(said.includes(step))
  await bring()
  await wanted()
  assert.equal((await ask(world, person, key, ['kms:Encrypt']))[0].outcome, 'allow')
  recordCarriedOut('import-key-material')
})
