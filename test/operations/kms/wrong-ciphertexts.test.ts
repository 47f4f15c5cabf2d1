// What others than KMS may hand in to be decrypted, unwrapped or agreed with, after the manner of
// Wycheproof: RSA-OAEP, AES key wrap with padding, and ECDH.

import assert from 'node:assert/strict'
import {
  constants,
  createCipheriv,
  createECDH,
  createPublicKey,
  generateKeyPairSync,
  publicEncrypt,
  randomBytes,
  type KeyObject,
} from 'node:crypto'
import { after, before, test } from 'node:test'
import {
  DecryptCommand,
  DeriveSharedSecretCommand,
  GetParametersForImportCommand,
  ImportKeyMaterialCommand,
} from '@aws-sdk/client-kms'
import type { TestWorld } from '../../fixtures/world.ts'
import { startWorld } from '../../fixtures/world.ts'
import { kmsAs, newKey, refusalOf } from './fixture.ts'
import { importedKey } from './wrapped.ts'

let world: TestWorld

before(async () => {
  world = await startWorld()
})
after(() => world.close())

type Named = Readonly<Record<string, Uint8Array>>

async function assertEach(
  named: Named,
  code: string,
  send: (bytes: Uint8Array) => Promise<unknown>,
): Promise<void> {
  for (const [what, bytes] of Object.entries(named)) {
    const answer = await send(bytes).then(
      () => 'taken',
      (error: Error) => error.name,
    )
    assert.equal(answer, code, what)
  }
}

const padding = constants.RSA_PKCS1_OAEP_PADDING
const oaep = (key: KeyObject, bytes: Uint8Array, more: object = {}): Buffer =>
  publicEncrypt({ key, padding, oaepHash: 'sha256', ...more }, bytes)

/** A ciphertext that begins with a zero. */
function oaepWithZero(key: KeyObject, bytes: Uint8Array): Buffer {
  for (let index = 0; index < 20_000; index += 1) {
    const ciphertext = oaep(key, bytes)
    if (ciphertext[0] === 0) return ciphertext
  }
  return assert.fail('no such ciphertext')
}

const ZERO = Buffer.of(0)

test('RSA-OAEP: a ciphertext is as long as the modulus, and has no label', async () => {
  const { privateKey, publicKey } = generateKeyPairSync('rsa', { modulusLength: 2048 })
  const settings = { KeySpec: 'RSA_2048', KeyUsage: 'ENCRYPT_DECRYPT' } as const
  const material = privateKey.export({ type: 'pkcs8', format: 'der' })
  const { keyId: KeyId } = await importedKey(world, settings, material)
  const of = { KeyId, EncryptionAlgorithm: 'RSAES_OAEP_SHA_256' } as const
  const decrypt = (CiphertextBlob: Uint8Array) =>
    kmsAs(world).send(new DecryptCommand({ ...of, CiphertextBlob }))
  const plaintext = Buffer.from('payroll')
  const good = oaepWithZero(publicKey, plaintext)
  assert.deepEqual(Buffer.from((await decrypt(good)).Plaintext ?? []), plaintext)
  const wrong = {
    'without its zero': good.subarray(1),
    'a zero too many': Buffer.concat([ZERO, good]),
    'cut at the end': good.subarray(0, -1),
    'SHA-1': oaep(publicKey, plaintext, { oaepHash: 'sha1' }),
    'a label': oaep(publicKey, plaintext, { oaepLabel: Buffer.from('label') }),
    'PKCS #1 v1.5': publicEncrypt(
      { key: publicKey, padding: constants.RSA_PKCS1_PADDING },
      plaintext,
    ),
    'the number 0': Buffer.alloc(256),
    'the number 1': Buffer.concat([Buffer.alloc(255), Buffer.of(1)]),
    'beyond the modulus': Buffer.alloc(256, 0xff),
    'one byte': Buffer.of(1),
  }
  await assertEach(wrong, 'InvalidCiphertextException', decrypt)
})

const KEY_WRAP_IV = Buffer.from('a65959a6', 'hex')

test('wrapped material: each part is whole, and of the algorithm that was asked for', async () => {
  const { keyId: KeyId } = await newKey(world, { Origin: 'EXTERNAL' })
  const material = randomBytes(32)
  const kms = kmsAs(world)
  const parametersFor = async (
    WrappingAlgorithm: 'RSAES_OAEP_SHA_256' | 'RSA_AES_KEY_WRAP_SHA_256',
  ) => {
    const asked = { KeyId, WrappingAlgorithm, WrappingKeySpec: 'RSA_2048' } as const
    const { ImportToken, PublicKey } = await kms.send(new GetParametersForImportCommand(asked))
    const der = { key: Buffer.from(PublicKey ?? []), format: 'der', type: 'spki' } as const
    const send = (EncryptedKeyMaterial: Uint8Array) => {
      const ExpirationModel = 'KEY_MATERIAL_DOES_NOT_EXPIRE'
      const input = { KeyId, ImportToken, EncryptedKeyMaterial, ExpirationModel } as const
      return kms.send(new ImportKeyMaterialCommand(input))
    }
    return { send, key: createPublicKey(der) }
  }
  const wrap = (aesKey: Uint8Array, iv = KEY_WRAP_IV, name = 'id-aes256-wrap-pad') => {
    const cipher = createCipheriv(name, aesKey, iv)
    return Buffer.concat([cipher.update(material), cipher.final()])
  }
  const direct = await parametersFor('RSAES_OAEP_SHA_256')
  const twofold = await parametersFor('RSA_AES_KEY_WRAP_SHA_256')
  const aesKey = randomBytes(32)
  const good = Buffer.concat([oaep(twofold.key, aesKey), wrap(aesKey)])
  const code = 'InvalidCiphertextException'
  const zero = oaepWithZero(direct.key, material)
  await assertEach({ twofold: good, 'without its zero': zero.subarray(1) }, code, direct.send)
  const shortKey = oaep(twofold.key, aesKey.subarray(0, 16))
  const wrong = {
    direct: oaep(twofold.key, material),
    'the key alone': oaep(twofold.key, aesKey),
    'cut by a byte': good.subarray(0, -1),
    'cut by a block': good.subarray(0, -8),
    'a block too many': Buffer.concat([good, Buffer.alloc(8)]),
    'another AES key': Buffer.concat([oaep(twofold.key, randomBytes(32)), wrap(aesKey)]),
    'an AES key of 128 bits': Buffer.concat([
      shortKey,
      wrap(aesKey.subarray(0, 16), KEY_WRAP_IV, 'id-aes128-wrap-pad'),
    ]),
    'key wrap without padding': Buffer.concat([
      oaep(twofold.key, aesKey),
      wrap(aesKey, Buffer.alloc(8, 0xa6), 'id-aes256-wrap'),
    ]),
    'SHA-1': Buffer.concat([oaep(twofold.key, aesKey, { oaepHash: 'sha1' }), wrap(aesKey)]),
  }
  await assertEach(wrong, code, twofold.send)
  await twofold.send(good)
  await direct.send(zero)
})

/** SubjectPublicKeyInfo of P-256 around any point. */
function publicKeyAt(point: Buffer): Buffer {
  const algorithm = Buffer.from('301306072a8648ce3d020106082a8648ce3d030107', 'hex')
  const bits = Buffer.concat([Buffer.of(3, point.length + 1, 0), point])
  return Buffer.concat([Buffer.of(0x30, algorithm.length + bits.length), algorithm, bits])
}

const spki = ({ publicKey }: { publicKey: KeyObject }): Buffer =>
  publicKey.export({ type: 'spki', format: 'der' })

test('ECDH: a public key is a point of the same curve, and not the one at infinity', async () => {
  const { keyId: KeyId } = await newKey(world, {
    KeySpec: 'ECC_NIST_P256',
    KeyUsage: 'KEY_AGREEMENT',
  })
  const derive = (PublicKey: Uint8Array) => {
    const of = { KeyId, KeyAgreementAlgorithm: 'ECDH' } as const
    return kmsAs(world).send(new DeriveSharedSecretCommand({ ...of, PublicKey }))
  }
  const peer = createECDH('prime256v1')
  peer.generateKeys()
  const good = publicKeyAt(peer.getPublicKey())
  const compressed = publicKeyAt(peer.getPublicKey(null, 'compressed'))
  assert.deepEqual((await derive(compressed)).SharedSecret, (await derive(good)).SharedSecret)
  const wrong = {
    'the point at infinity': publicKeyAt(ZERO),
    '(0, 0)': publicKeyAt(Buffer.concat([Buffer.of(4), Buffer.alloc(64)])),
    'a point beside the curve': publicKeyAt(
      Buffer.concat([Buffer.of(4), Buffer.alloc(63), Buffer.of(5)]),
    ),
    'coordinates beyond the field': publicKeyAt(
      Buffer.concat([Buffer.of(4), Buffer.alloc(64, 0xff)]),
    ),
    'no x that the curve has': publicKeyAt(Buffer.concat([Buffer.of(2), Buffer.alloc(32, 0xff)])),
    'a byte behind it': Buffer.concat([good, ZERO]),
    'cut by a byte': good.subarray(0, -1),
    'the bare point': peer.getPublicKey(),
    secp256k1: spki(generateKeyPairSync('ec', { namedCurve: 'secp256k1' })),
    'P-384': spki(generateKeyPairSync('ec', { namedCurve: 'P-384' })),
    X25519: spki(generateKeyPairSync('x25519')),
    Ed25519: spki(generateKeyPairSync('ed25519')),
    RSA: spki(generateKeyPairSync('rsa', { modulusLength: 2048 })),
    'a private key': generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey.export({
      type: 'pkcs8',
      format: 'der',
    }),
  }
  await assertEach(wrong, 'ValidationException', derive)
  const { message } = await refusalOf(derive(wrong['the point at infinity']))
  assert.match(message, /^(UnknownError|)$/)
})
