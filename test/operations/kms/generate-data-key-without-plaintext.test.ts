import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import type { GenerateDataKeyWithoutPlaintextCommandInput } from '@aws-sdk/client-kms'
import { DecryptCommand, GenerateDataKeyWithoutPlaintextCommand } from '@aws-sdk/client-kms'
import type { Credentials, TestWorld } from '../../fixtures/world.ts'
import { allow, startWorld } from '../../fixtures/world.ts'
import type { TestKey } from './fixture.ts'
import { assertRefused, kmsAs, lastEvent, newKey, notAllowedByIam } from './fixture.ts'

let world: TestWorld
let key: TestKey

before(async () => {
  world = await startWorld()
  key = await newKey(world)
})
after(() => world.close())

const generate = (
  input: Partial<GenerateDataKeyWithoutPlaintextCommandInput> = { KeySpec: 'AES_256' },
  credentials?: Credentials,
) => {
  const command = new GenerateDataKeyWithoutPlaintextCommand({ KeyId: key.keyId, ...input })
  return kmsAs(world, credentials).send(command)
}

// Validation

test('a data key has either a spec or a number of bytes', async () => {
  const message = 'Please specify either number of bytes or key spec.'
  await assertRefused(generate({}), 'ValidationException', message)
})

// Authorization

test('it needs its own permission on the key', async () => {
  const similar = await world.user('similar', allow('kms:GenerateDataKey'))
  await assertRefused(
    generate({ KeySpec: 'AES_256' }, similar),
    'AccessDeniedException',
    notAllowedByIam('similar', 'kms:GenerateDataKeyWithoutPlaintext', key.arn),
  )
})

// Behaviour

test('the answer holds the encrypted data key only', async () => {
  const { $metadata: _, ...answer } = await generate({ NumberOfBytes: 48 })
  assert.deepEqual(Object.keys(answer).toSorted(), ['CiphertextBlob', 'KeyId', 'KeyMaterialId'])
  const decrypt = new DecryptCommand({ CiphertextBlob: answer.CiphertextBlob })
  assert.equal((await kmsAs(world).send(decrypt)).Plaintext?.length, 48)
})

test('a dry run makes none', async () => {
  await assertRefused(generate({ KeySpec: 'AES_256', DryRun: true }), 'DryRunOperationException')
})

test('the event holds what was asked for', async () => {
  await generate({ NumberOfBytes: 48 })
  const event = await lastEvent(world, 'GenerateDataKeyWithoutPlaintext')
  assert.deepEqual(event.requestParameters, { keyId: key.keyId, numberOfBytes: 48 })
  assert.equal(event.responseElements, null)
})
