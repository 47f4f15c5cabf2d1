import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import type { GenerateDataKeyCommandInput } from '@aws-sdk/client-kms'
import { DecryptCommand, GenerateDataKeyCommand } from '@aws-sdk/client-kms'
import type { Credentials, TestWorld } from '../../fixtures/world.ts'
import { OTHER_ACCOUNT, allow, startWorld } from '../../fixtures/world.ts'
import type { TestKey } from './fixture.ts'
import {
  accountStatement,
  assertRefused,
  keyPolicy,
  kmsAs,
  lastEvent,
  MISSING_KEY_ID,
  newKey,
  notAllowedByIam,
  rootArn,
  statement,
} from './fixture.ts'

let world: TestWorld
let key: TestKey

before(async () => {
  world = await startWorld()
  const partner = statement({ AWS: rootArn(OTHER_ACCOUNT) }, 'kms:GenerateDataKey')
  key = await newKey(world, { Policy: keyPolicy(accountStatement(), partner) })
})
after(() => world.close())

const generate = (
  input: Partial<GenerateDataKeyCommandInput> = { KeySpec: 'AES_256' },
  credentials?: Credentials,
) => kmsAs(world, credentials).send(new GenerateDataKeyCommand({ KeyId: key.keyId, ...input }))

// Validation

test('a data key has either a spec or a number of bytes', async () => {
  const message = 'Please specify either number of bytes or key spec.'
  await assertRefused(generate({}), 'ValidationException', message)
  await assertRefused(
    generate({ KeySpec: 'AES_256', NumberOfBytes: 32 }),
    'ValidationException',
    message,
  )
  await assertRefused(generate({ NumberOfBytes: 1025 }), 'ValidationException', /1024$/)
})

test('unknown grant tokens and missing keys are refused', async () => {
  const KeySpec = 'AES_256'
  await assertRefused(generate({ KeySpec, GrantTokens: ['eA'] }), 'InvalidGrantTokenException')
  await assertRefused(generate({ KeySpec, KeyId: MISSING_KEY_ID }), 'NotFoundException')
})

// Authorization

test('it needs the permission on the key', async () => {
  const similar = await world.user('similar', allow('kms:GenerateDataKeyWithoutPlaintext'))
  await assertRefused(
    generate({ KeySpec: 'AES_256' }, similar),
    'AccessDeniedException',
    notAllowedByIam('similar', 'kms:GenerateDataKey', key.arn),
  )
})

test('another account makes data keys when both sides allow it', async () => {
  const input = { KeyId: key.arn, KeySpec: 'AES_128' } as const
  const allowed = await world.user('allowed', allow('kms:GenerateDataKey'), OTHER_ACCOUNT)
  assert.equal((await generate(input, allowed)).KeyId, key.arn)
  const forbidden = await world.user('forbidden', undefined, OTHER_ACCOUNT)
  await assertRefused(generate(input, forbidden), 'AccessDeniedException')
})

// Behaviour

test('Decrypt gives the data key back, with the same encryption context only', async () => {
  const EncryptionContext = { tenant: 'blue' }
  const { Plaintext, CiphertextBlob, KeyId } = await generate({
    KeySpec: 'AES_256',
    EncryptionContext,
  })
  assert.equal(KeyId, key.arn)
  const decrypt = (context: Record<string, string>) =>
    kmsAs(world).send(new DecryptCommand({ CiphertextBlob, EncryptionContext: context }))
  assert.deepEqual((await decrypt(EncryptionContext)).Plaintext, Plaintext)
  await assertRefused(decrypt({ tenant: 'red' }), 'InvalidCiphertextException')
})

test('the data key is as long as asked for, and another each time', async () => {
  const lengths = [
    [{ KeySpec: 'AES_128' }, 16],
    [{ KeySpec: 'AES_256' }, 32],
    [{ NumberOfBytes: 1 }, 1],
    [{ NumberOfBytes: 1024 }, 1024],
  ] as const
  for (const [input, length] of lengths) {
    assert.equal((await generate(input)).Plaintext?.length, length)
  }
  assert.notDeepEqual((await generate()).Plaintext, (await generate()).Plaintext)
})

test('a dry run makes none', async () => {
  await assertRefused(generate({ KeySpec: 'AES_256', DryRun: true }), 'DryRunOperationException')
})

test('the event holds the spec and the context, and no key', async () => {
  const EncryptionContext = { tenant: 'blue' }
  const { KeyMaterialId } = await generate({ KeySpec: 'AES_256', EncryptionContext })
  const event = await lastEvent(world, 'GenerateDataKey')
  assert.deepEqual(event.requestParameters, {
    keyId: key.keyId,
    keySpec: 'AES_256',
    encryptionContext: EncryptionContext,
  })
  assert.equal(event.responseElements, null)
  assert.deepEqual(event.additionalEventData, { keyMaterialId: KeyMaterialId })
  assert.equal(event.readOnly, true)
})
