import assert from 'node:assert/strict'
import { createPublicKey } from 'node:crypto'
import { after, before, test } from 'node:test'
import type { AlgorithmSpec, WrappingKeySpec } from '@aws-sdk/client-kms'
import { GetParametersForImportCommand } from '@aws-sdk/client-kms'
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

const parameters = (
  KeyId: string,
  WrappingKeySpec: WrappingKeySpec = 'RSA_2048',
  WrappingAlgorithm: AlgorithmSpec = 'RSAES_OAEP_SHA_256',
  credentials?: Credentials,
) =>
  kmsAs(world, credentials).send(
    new GetParametersForImportCommand({ KeyId, WrappingKeySpec, WrappingAlgorithm }),
  )

const importedKey = () => newKey(world, { Origin: 'EXTERNAL' })

// Validation

test('a key whose material KMS makes takes no other', async () => {
  const { keyId, arn } = await newKey(world)
  const message = `${arn} origin is AWS_KMS which is not valid for this operation.`
  await assertRefused(parameters(keyId), 'UnsupportedOperationException', message)
})

test('what AWS no longer takes, and what it takes in China only, is refused', async () => {
  const { keyId } = await importedKey()
  for (const algorithm of ['RSAES_PKCS1_V1_5', 'SM2PKE'] as const) {
    const call = parameters(keyId, 'RSA_2048', algorithm)
    await assertRefused(call, 'UnsupportedOperationException', /not supported/)
  }
  await assertRefused(parameters(keyId, 'SM2'), 'UnsupportedOperationException', /not supported/)
})

test('RSA keys are wrapped twofold, and those of P-521 not directly under RSA_2048', async () => {
  const usage = { KeyUsage: 'SIGN_VERIFY', Origin: 'EXTERNAL' } as const
  const rsa = (await newKey(world, { KeySpec: 'RSA_2048', ...usage })).keyId
  const curve = (await newKey(world, { KeySpec: 'ECC_NIST_P521', ...usage })).keyId
  const direct = ['RSAES_OAEP_SHA_1', 'RSAES_OAEP_SHA_256'] as const
  for (const algorithm of direct) {
    for (const call of [
      parameters(rsa, 'RSA_4096', algorithm),
      parameters(curve, 'RSA_2048', algorithm),
    ]) {
      await assertRefused(call, 'UnsupportedOperationException', /cannot be wrapped/)
    }
  }
  await parameters(curve, 'RSA_3072', 'RSAES_OAEP_SHA_256')
  for (const KeyId of [rsa, curve]) await parameters(KeyId, 'RSA_2048', 'RSA_AES_KEY_WRAP_SHA_1')
})

// Authorization

test('it needs the permission on the key, and no other account has it', async () => {
  const Policy = keyPolicy(accountStatement(), accountStatement(OTHER_ACCOUNT))
  const { keyId, arn } = await newKey(world, { Origin: 'EXTERNAL', Policy })
  const importer = await world.user('importer', allow('kms:ImportKeyMaterial'))
  await assertRefused(
    parameters(keyId, 'RSA_2048', 'RSAES_OAEP_SHA_256', importer),
    'AccessDeniedException',
    notAllowedByIam('importer', 'kms:GetParametersForImport', arn),
  )
  const foreign = world.root(OTHER_ACCOUNT)
  const call = parameters(arn, 'RSA_2048', 'RSAES_OAEP_SHA_256', foreign)
  await assertRefused(call, 'AccessDeniedException')
})

test('a policy can ask for a wrapping algorithm and a wrapping key spec', async () => {
  const Condition = {
    StringEquals: {
      'kms:WrappingAlgorithm': 'RSA_AES_KEY_WRAP_SHA_256',
      'kms:WrappingKeySpec': 'RSA_3072',
    },
  }
  const Statement = [
    { Effect: 'Allow', Action: 'kms:GetParametersForImport', Resource: '*', Condition },
  ]
  const careful = await world.user('careful', { Version: '2012-10-17', Statement })
  const { keyId } = await importedKey()
  const ask = (spec: WrappingKeySpec, algorithm: AlgorithmSpec) =>
    parameters(keyId, spec, algorithm, careful)
  await ask('RSA_3072', 'RSA_AES_KEY_WRAP_SHA_256')
  await assertRefused(ask('RSA_2048', 'RSA_AES_KEY_WRAP_SHA_256'), 'AccessDeniedException')
  await assertRefused(ask('RSA_3072', 'RSAES_OAEP_SHA_256'), 'AccessDeniedException')
})

// Behaviour

test('the public key is of the spec that was asked for, and good for a day', async () => {
  const { keyId, arn } = await importedKey()
  for (const [spec, bits] of [
    ['RSA_2048', 2048],
    ['RSA_3072', 3072],
    ['RSA_4096', 4096],
  ] as const) {
    const answer = await parameters(keyId, spec)
    assert.equal(answer.KeyId, arn)
    assert.ok(answer.PublicKey && answer.ImportToken)
    const key = Buffer.from(answer.PublicKey)
    const { asymmetricKeyDetails } = createPublicKey({ key, format: 'der', type: 'spki' })
    assert.equal(asymmetricKeyDetails?.modulusLength, bits)
    // The limit of AWS's model, which clients may hold us to.
    assert.ok(answer.ImportToken.length <= 6144)
    const leftMs = (answer.ParametersValidTo?.getTime() ?? 0) - Date.now()
    assert.ok(leftMs > DAY_MS - 60_000 && leftMs <= DAY_MS)
  }
})

test('the event tells how the material will be wrapped, and gives nothing away', async () => {
  const { keyId } = await importedKey()
  await parameters(keyId, 'RSA_3072', 'RSA_AES_KEY_WRAP_SHA_1')
  const event = await lastEvent(world, 'GetParametersForImport')
  assert.deepEqual(event.requestParameters, {
    keyId,
    wrappingAlgorithm: 'RSA_AES_KEY_WRAP_SHA_1',
    wrappingKeySpec: 'RSA_3072',
  })
  assert.equal(event.responseElements, null)
  assert.equal(event.readOnly, true)
})
