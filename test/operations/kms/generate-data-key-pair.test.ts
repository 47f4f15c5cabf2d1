// GenerateDataKeyPair and GenerateDataKeyPairWithoutPlaintext, which differ in one member.

import assert from 'node:assert/strict'
import { createPrivateKey, createPublicKey } from 'node:crypto'
import { after, before, test } from 'node:test'
import type { DataKeyPairSpec, GenerateDataKeyPairCommandInput } from '@aws-sdk/client-kms'
import {
  DecryptCommand,
  GenerateDataKeyPairCommand,
  GenerateDataKeyPairWithoutPlaintextCommand,
} from '@aws-sdk/client-kms'
import type { Credentials, TestWorld } from '../../fixtures/world.ts'
import { allow, startWorld } from '../../fixtures/world.ts'
import type { TestKey } from './fixture.ts'
import {
  accountStatement,
  assertRefused,
  keyPolicy,
  kmsAs,
  lastEvent,
  newKey,
  notAllowedByIam,
  statement,
  userArn,
} from './fixture.ts'

let world: TestWorld
let key: TestKey

before(async () => {
  world = await startWorld()
  key = await newKey(world)
})
after(() => world.close())

type Input = Partial<GenerateDataKeyPairCommandInput>

const KeyPairSpec = 'ECC_NIST_P256'

const generate = (input: Input = {}, credentials?: Credentials) => {
  const command = new GenerateDataKeyPairCommand({ KeyId: key.keyId, KeyPairSpec, ...input })
  return kmsAs(world, credentials).send(command)
}

const withoutPlaintext = (input: Input = {}, credentials?: Credentials) => {
  const whole = { KeyId: key.keyId, KeyPairSpec, ...input } as const
  const command = new GenerateDataKeyPairWithoutPlaintextCommand(whole)
  return kmsAs(world, credentials).send(command)
}

const EACH = { generate, withoutPlaintext }

// Validation

for (const [name, call] of Object.entries(EACH)) {
  test(`${name}: only a symmetric key encrypts the private key`, async () => {
    const rsa = await newKey(world, { KeySpec: 'RSA_2048', KeyUsage: 'ENCRYPT_DECRYPT' })
    await assertRefused(
      call({ KeyId: rsa.keyId }),
      'InvalidKeyUsageException',
      'Algorithm SYMMETRIC_DEFAULT is incompatible with key spec RSA_2048.',
    )
    const mac = await newKey(world, { KeySpec: 'HMAC_256', KeyUsage: 'GENERATE_VERIFY_MAC' })
    await assertRefused(
      call({ KeyId: mac.keyId }),
      'InvalidKeyUsageException',
      /key usage is GENERATE_VERIFY_MAC which is not valid for GenerateDataKeyPair/,
    )
  })

  test(`${name}: SM2 and the post-quantum specs are none of data key pairs`, async () => {
    for (const spec of ['SM2', 'ML_DSA_44'] as DataKeyPairSpec[]) {
      await assertRefused(
        call({ KeyPairSpec: spec }),
        'ValidationException',
        /^1 validation error detected: Value '\w+' at 'keyPairSpec' failed to satisfy constraint/,
      )
    }
  })

  test(`${name}: a dry run makes no pair`, async () => {
    await assertRefused(call({ DryRun: true }), 'DryRunOperationException')
  })
}

// Authorization

test('each needs its own permission', async () => {
  const one = await world.user('one', allow('kms:GenerateDataKeyPair'))
  await generate({}, one)
  await assertRefused(
    withoutPlaintext({}, one),
    'AccessDeniedException',
    notAllowedByIam('one', 'kms:GenerateDataKeyPairWithoutPlaintext', key.arn),
  )
})

test('a key policy can ask for the spec of the pair and the encryption context', async () => {
  const bounded = await world.user('bounded')
  const Condition = {
    StringEquals: {
      'kms:DataKeyPairSpec': 'ECC_NIST_P384',
      'kms:EncryptionContext:tenant': 'blue',
      'kms:EncryptionAlgorithm': 'SYMMETRIC_DEFAULT',
    },
  }
  const own = statement({ AWS: userArn('bounded') }, 'kms:GenerateDataKeyPair*', { Condition })
  const { keyId: KeyId } = await newKey(world, { Policy: keyPolicy(accountStatement(), own) })
  const EncryptionContext = { tenant: 'blue' }
  const right = { KeyId, KeyPairSpec: 'ECC_NIST_P384', EncryptionContext } as const
  for (const call of Object.values(EACH)) {
    await call(right, bounded)
    const wrong = [
      { ...right, KeyPairSpec },
      { ...right, EncryptionContext: { tenant: 'red' } },
    ] as const
    for (const input of wrong) await assertRefused(call(input, bounded), 'AccessDeniedException')
  }
})

// Behaviour

const TYPES: readonly [DataKeyPairSpec, string][] = [
  ['RSA_2048', 'rsa'],
  ['RSA_3072', 'rsa'],
  ['ECC_NIST_P256', 'ec'],
  ['ECC_NIST_P384', 'ec'],
  ['ECC_NIST_P521', 'ec'],
  ['ECC_SECG_P256K1', 'ec'],
  ['ECC_NIST_EDWARDS25519', 'ed25519'],
]

for (const [spec, type] of TYPES) {
  test(`${spec}: both halves are of one pair, and Decrypt gives the private one back`, async () => {
    const EncryptionContext = { tenant: 'blue' }
    const answer = await generate({ KeyPairSpec: spec, EncryptionContext })
    const { PrivateKeyPlaintext = new Uint8Array(), PrivateKeyCiphertextBlob } = answer
    assert.deepEqual([answer.KeyId, answer.KeyPairSpec], [key.arn, spec])
    assert.match(answer.KeyMaterialId ?? '', /^[0-9a-f]{64}$/)
    const pkcs8 = Buffer.from(PrivateKeyPlaintext)
    const privateKey = createPrivateKey({ key: pkcs8, format: 'der', type: 'pkcs8' })
    assert.equal(privateKey.asymmetricKeyType, type)
    const spki = createPublicKey(privateKey).export({ format: 'der', type: 'spki' })
    assert.deepEqual(Buffer.from(answer.PublicKey ?? []), spki)
    const open = (context?: Record<string, string>) =>
      kmsAs(world).send(
        new DecryptCommand({
          CiphertextBlob: PrivateKeyCiphertextBlob,
          EncryptionContext: context,
        }),
      )
    assert.deepEqual((await open(EncryptionContext)).Plaintext, PrivateKeyPlaintext)
    await assertRefused(open(), 'InvalidCiphertextException')
  })
}

test('without plaintext there is none, and Decrypt gives the private key', async () => {
  const answer = await withoutPlaintext()
  assert.ok(!('PrivateKeyPlaintext' in answer))
  const command = new DecryptCommand({ CiphertextBlob: answer.PrivateKeyCiphertextBlob })
  const { Plaintext = new Uint8Array() } = await kmsAs(world).send(command)
  const pkcs8 = Buffer.from(Plaintext)
  const privateKey = createPrivateKey({ key: pkcs8, format: 'der', type: 'pkcs8' })
  const spki = createPublicKey(privateKey).export({ format: 'der', type: 'spki' })
  assert.deepEqual(Buffer.from(answer.PublicKey ?? []), spki)
})

test('no pair is given out twice', async () => {
  assert.notDeepEqual((await generate()).PublicKey, (await generate()).PublicKey)
})

test('the events hold the spec and the context, and no half of the pair', async () => {
  const EncryptionContext = { tenant: 'blue' }
  for (const call of Object.values(EACH)) {
    const { KeyMaterialId } = await call({ EncryptionContext })
    const isWhole = call === generate
    const event = await lastEvent(
      world,
      isWhole ? 'GenerateDataKeyPair' : 'GenerateDataKeyPairWithoutPlaintext',
    )
    assert.deepEqual(event.requestParameters, {
      keyId: key.keyId,
      keyPairSpec: KeyPairSpec,
      encryptionContext: EncryptionContext,
    })
    assert.equal(event.responseElements, null)
    assert.deepEqual(event.additionalEventData, { keyMaterialId: KeyMaterialId })
  }
})
