// Encrypt, Decrypt and ReEncrypt with RSA keys. What they share with symmetric keys is tested in
// the files of the operations.

import assert from 'node:assert/strict'
import { execFileSync } from 'node:child_process'
import { constants, publicEncrypt } from 'node:crypto'
import { after, before, test } from 'node:test'
import type {
  DecryptCommandInput,
  EncryptCommandInput,
  EncryptionAlgorithmSpec,
  KeySpec,
} from '@aws-sdk/client-kms'
import {
  DecryptCommand,
  EncryptCommand,
  GenerateDataKeyCommand,
  ReEncryptCommand,
} from '@aws-sdk/client-kms'
import type { Credentials, TestWorld } from '../../fixtures/world.ts'
import { startWorld } from '../../fixtures/world.ts'
import type { TestKey } from './fixture.ts'
import {
  accountStatement,
  assertRefused,
  keyPolicy,
  kmsAs,
  lastEvent,
  newKey,
  statement,
  userArn,
} from './fixture.ts'
import { inFolder, opensslMissing, publicKeyOf, readPublicKey } from './signing.ts'

let world: TestWorld
let key: TestKey
let symmetric: TestKey

before(async () => {
  world = await startWorld()
  key = await rsaKey('RSA_2048')
  symmetric = await newKey(world)
})
after(() => world.close())

const EncryptionAlgorithm = 'RSAES_OAEP_SHA_256'
const Plaintext = Buffer.from('a secret of moderate importance')

const rsaKey = (KeySpec: KeySpec, Policy?: string): Promise<TestKey> =>
  newKey(world, { KeySpec, KeyUsage: 'ENCRYPT_DECRYPT', Policy })

const encrypt = (input: Partial<EncryptCommandInput> = {}, credentials?: Credentials) => {
  const command = new EncryptCommand({ KeyId: key.keyId, Plaintext, EncryptionAlgorithm, ...input })
  return kmsAs(world, credentials).send(command)
}

const decrypt = (input: DecryptCommandInput, credentials?: Credentials) => {
  const own = { KeyId: key.keyId, EncryptionAlgorithm } as const
  return kmsAs(world, credentials).send(new DecryptCommand({ ...own, ...input }))
}

const encrypted = async (input: Partial<EncryptCommandInput> = {}): Promise<Uint8Array> =>
  (await encrypt(input)).CiphertextBlob ?? new Uint8Array()

// Validation

const LIMITS: readonly [KeySpec, EncryptionAlgorithmSpec, number][] = [
  ['RSA_2048', 'RSAES_OAEP_SHA_1', 214],
  ['RSA_2048', 'RSAES_OAEP_SHA_256', 190],
  ['RSA_3072', 'RSAES_OAEP_SHA_1', 342],
  ['RSA_3072', 'RSAES_OAEP_SHA_256', 318],
]

for (const [spec, algorithm, bytesMax] of LIMITS) {
  test(`${spec} takes ${bytesMax} bytes with ${algorithm}, and no more`, async () => {
    const { keyId, arn } = await rsaKey(spec)
    const input = { KeyId: keyId, EncryptionAlgorithm: algorithm }
    const most = { ...input, Plaintext: Buffer.alloc(bytesMax, 7) }
    const { KeyId, ...answer } = await encrypt(most)
    assert.equal(KeyId, arn)
    assert.equal(answer.EncryptionAlgorithm, algorithm)
    const opened = await decrypt({ ...input, CiphertextBlob: answer.CiphertextBlob })
    assert.deepEqual(Buffer.from(opened.Plaintext ?? []), most.Plaintext)
    for (const DryRun of [false, true]) {
      await assertRefused(
        encrypt({ ...input, Plaintext: Buffer.alloc(bytesMax + 1), DryRun }),
        'ValidationException',
        `Algorithm ${algorithm} and key spec ${spec} cannot encrypt data larger than ` +
          `${bytesMax} bytes.`,
      )
    }
  })
}

test('an RSA key takes no encryption context', async () => {
  const EncryptionContext = { tenant: 'blue' }
  await assertRefused(encrypt({ EncryptionContext }), 'ValidationException', /^An encryption con/)
  const CiphertextBlob = await encrypted()
  await assertRefused(decrypt({ CiphertextBlob, EncryptionContext }), 'ValidationException')
  assert.ok((await encrypt({ EncryptionContext: {} })).CiphertextBlob)
})

test('the algorithm must be said, and be one of RSA', async () => {
  await assertRefused(
    encrypt({ EncryptionAlgorithm: undefined }),
    'InvalidKeyUsageException',
    'Algorithm SYMMETRIC_DEFAULT is incompatible with key spec RSA_2048.',
  )
  const signing = await newKey(world, { KeySpec: 'RSA_2048', KeyUsage: 'SIGN_VERIFY' })
  await assertRefused(
    encrypt({ KeyId: signing.keyId }),
    'InvalidKeyUsageException',
    `${signing.arn} key usage is SIGN_VERIFY which is not valid for Encrypt.`,
  )
})

test('a ciphertext of RSA does not tell its key, which must be said', async () => {
  const CiphertextBlob = await encrypted()
  await assertRefused(
    decrypt({ CiphertextBlob, KeyId: undefined }),
    'ValidationException',
    /^KeyId is required to decrypt a ciphertext that was encrypted with RSAES_OAEP_SHA_256/,
  )
  const nameless = { CiphertextBlob, KeyId: undefined, EncryptionAlgorithm: undefined }
  await assertRefused(decrypt(nameless), 'InvalidCiphertextException')
})

test('a symmetric ciphertext is not of an RSA key', async () => {
  const { CiphertextBlob } = await kmsAs(world).send(
    new EncryptCommand({ KeyId: symmetric.keyId, Plaintext }),
  )
  await assertRefused(
    decrypt({ CiphertextBlob }),
    'IncorrectKeyException',
    'The key ID in the request does not identify a CMK that can perform this operation.',
  )
})

test('another key, another hash and a changed ciphertext open nothing', async () => {
  const CiphertextBlob = await encrypted()
  const other = await rsaKey('RSA_2048')
  const changed = Uint8Array.from(CiphertextBlob)
  changed[9] = (changed[9] ?? 0) ^ 1
  const wrong: readonly DecryptCommandInput[] = [
    { CiphertextBlob, KeyId: other.keyId },
    { CiphertextBlob, EncryptionAlgorithm: 'RSAES_OAEP_SHA_1' },
    { CiphertextBlob: changed },
    { CiphertextBlob: CiphertextBlob.subarray(1) },
  ]
  for (const input of wrong) {
    await assertRefused(decrypt(input), 'InvalidCiphertextException', /^(UnknownError|)$/)
  }
})

test('an RSA key makes no data keys', async () => {
  const command = new GenerateDataKeyCommand({ KeyId: key.keyId, KeySpec: 'AES_256' })
  await assertRefused(
    kmsAs(world).send(command),
    'InvalidKeyUsageException',
    'Algorithm SYMMETRIC_DEFAULT is incompatible with key spec RSA_2048.',
  )
})

// Authorization

test('a key policy can ask for the algorithm', async () => {
  const bounded = await world.user('bounded')
  const Condition = { StringEquals: { 'kms:EncryptionAlgorithm': EncryptionAlgorithm } }
  const actions = ['kms:Encrypt', 'kms:Decrypt']
  const own = statement({ AWS: userArn('bounded') }, actions, { Condition })
  const { keyId: KeyId } = await rsaKey('RSA_2048', keyPolicy(accountStatement(), own))
  const { CiphertextBlob } = await encrypt({ KeyId }, bounded)
  await decrypt({ KeyId, CiphertextBlob }, bounded)
  const other = { KeyId, EncryptionAlgorithm: 'RSAES_OAEP_SHA_1' } as const
  await assertRefused(encrypt(other, bounded), 'AccessDeniedException')
  await assertRefused(decrypt({ ...other, CiphertextBlob }, bounded), 'AccessDeniedException')
})

// Behaviour

test('what others encrypt with the public key, KMS decrypts', async () => {
  const publicKey = readPublicKey(await publicKeyOf(world, key.keyId))
  for (const hash of ['1', '256'] as const) {
    const padding = constants.RSA_PKCS1_OAEP_PADDING
    const CiphertextBlob = publicEncrypt(
      { key: publicKey, padding, oaepHash: `sha${hash}` },
      Plaintext,
    )
    const answer = await decrypt({ CiphertextBlob, EncryptionAlgorithm: `RSAES_OAEP_SHA_${hash}` })
    assert.deepEqual(Buffer.from(answer.Plaintext ?? []), Plaintext)
    assert.equal(answer.KeyId, key.arn)
    assert.equal(answer.KeyMaterialId, undefined)
  }
})

test('what OpenSSL encrypts with the public key, KMS decrypts', async (t) => {
  const missing = opensslMissing()
  if (missing !== undefined) {
    t.skip(missing)
    return
  }
  const files = { 'key.der': await publicKeyOf(world, key.keyId), secret: Plaintext }
  for (const hash of ['1', '256'] as const) {
    const CiphertextBlob = inFolder(files, (file) =>
      execFileSync('openssl', [
        ...['pkeyutl', '-encrypt', '-pubin', '-keyform', 'DER', '-inkey', file('key.der')],
        ...['-pkeyopt', 'rsa_padding_mode:oaep', '-pkeyopt', `rsa_oaep_md:sha${hash}`],
        ...['-pkeyopt', `rsa_mgf1_md:sha${hash}`, '-in', file('secret')],
      ]),
    )
    const answer = await decrypt({ CiphertextBlob, EncryptionAlgorithm: `RSAES_OAEP_SHA_${hash}` })
    assert.deepEqual(Buffer.from(answer.Plaintext ?? []), Plaintext)
  }
})

test('ReEncrypt goes from RSA to a symmetric key and back', async () => {
  const DestinationEncryptionContext = { tenant: 'blue' }
  const inwards = await kmsAs(world).send(
    new ReEncryptCommand({
      CiphertextBlob: await encrypted(),
      SourceKeyId: key.keyId,
      SourceEncryptionAlgorithm: EncryptionAlgorithm,
      DestinationKeyId: symmetric.keyId,
      DestinationEncryptionContext,
    }),
  )
  assert.deepEqual([inwards.SourceKeyId, inwards.KeyId], [key.arn, symmetric.arn])
  assert.equal(inwards.SourceKeyMaterialId, undefined)
  const event = await lastEvent(world, 'ReEncrypt')
  assert.deepEqual(event.additionalEventData, {
    destinationKeyMaterialId: inwards.DestinationKeyMaterialId,
  })
  const outwards = await kmsAs(world).send(
    new ReEncryptCommand({
      CiphertextBlob: inwards.CiphertextBlob,
      SourceEncryptionContext: DestinationEncryptionContext,
      DestinationKeyId: key.keyId,
      DestinationEncryptionAlgorithm: 'RSAES_OAEP_SHA_1',
    }),
  )
  assert.equal(outwards.DestinationKeyMaterialId, undefined)
  const { CiphertextBlob } = outwards
  const opened = await decrypt({ CiphertextBlob, EncryptionAlgorithm: 'RSAES_OAEP_SHA_1' })
  assert.deepEqual(Buffer.from(opened.Plaintext ?? []), Plaintext)
})

test('ReEncrypt holds the plaintext to what the destination takes', async () => {
  const { CiphertextBlob } = await kmsAs(world).send(
    new EncryptCommand({ KeyId: symmetric.keyId, Plaintext: Buffer.alloc(191) }),
  )
  const command = new ReEncryptCommand({
    CiphertextBlob,
    DestinationKeyId: key.keyId,
    DestinationEncryptionAlgorithm: EncryptionAlgorithm,
  })
  await assertRefused(kmsAs(world).send(command), 'ValidationException', /larger than 190 bytes\.$/)
})

test('the event tells the algorithm and no key material', async () => {
  await decrypt({ CiphertextBlob: await encrypted() })
  for (const name of ['Encrypt', 'Decrypt']) {
    const event = await lastEvent(world, name)
    assert.deepEqual(event.requestParameters, {
      keyId: key.keyId,
      encryptionAlgorithm: EncryptionAlgorithm,
    })
    assert.equal(event.additionalEventData, undefined)
    assert.equal(event.resources?.[0]?.ARN, key.arn)
  }
})
