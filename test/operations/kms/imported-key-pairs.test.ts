// Keys of every spec that somebody else has made: after the import they do in KMS what they did
// before, and each side takes what the other has made. Node's cryptography is the other side.

import assert from 'node:assert/strict'
import * as nodeCrypto from 'node:crypto'
import type { KeyObject } from 'node:crypto'
import { after, before, test } from 'node:test'
import type { KeySpec, KeyUsageType, SigningAlgorithmSpec } from '@aws-sdk/client-kms'
import * as Kms from '@aws-sdk/client-kms'
import { advance } from '../../fixtures/clock.ts'
import type { TestWorld } from '../../fixtures/world.ts'
import { startWorld } from '../../fixtures/world.ts'
import { assertRefused, kmsAs, newKey } from './fixture.ts'
import { hashOf, messageRepresentative, publicKeyOf, readPublicKey } from './signing.ts'
import { bringMaterial, importedKey, wrapped } from './wrapped.ts'

let world: TestWorld

before(async () => {
  world = await startWorld()
})
after(() => world.close())

const Message = Buffer.from('a message of moderate importance')
const pkcs8 = (key: KeyObject): Buffer => key.export({ type: 'pkcs8', format: 'der' })
const spki = (key: KeyObject): Buffer => key.export({ type: 'spki', format: 'der' })
const bytesOf = (bytes: Uint8Array | undefined): Buffer => Buffer.from(bytes ?? [])

interface Pair {
  readonly privateKey: KeyObject
  readonly publicKey: KeyObject
}

const hasLattices = 'encapsulate' in nodeCrypto

/** A pair that node makes; undefined where this node has none of the kind. */
function newPair(spec: string): Pair | undefined {
  if (spec.startsWith('RSA')) {
    return nodeCrypto.generateKeyPairSync('rsa', { modulusLength: Number(spec.slice(4)) })
  }
  if (spec === 'ECC_NIST_EDWARDS25519') return nodeCrypto.generateKeyPairSync('ed25519')
  if (spec === 'ECC_SECG_P256K1') {
    return nodeCrypto.generateKeyPairSync('ec', { namedCurve: 'secp256k1' })
  }
  if (spec.startsWith('ECC_NIST_P')) {
    return nodeCrypto.generateKeyPairSync('ec', { namedCurve: `P-${spec.slice(-3)}` })
  }
  if (!hasLattices) return undefined
  return nodeCrypto.generateKeyPairSync(spec.toLowerCase().replaceAll('_', '-') as 'ml-dsa-44')
}

async function importedPair(KeySpec: KeySpec, KeyUsage: KeyUsageType) {
  const pair = newPair(KeySpec)
  assert.ok(pair)
  const key = await importedKey(world, { KeySpec, KeyUsage }, pkcs8(pair.privateKey))
  assert.deepEqual(bytesOf(await publicKeyOf(world, key.keyId)), spki(pair.publicKey))
  return { ...key, ...pair }
}

const SIGNING: readonly [KeySpec, readonly SigningAlgorithmSpec[]][] = [
  ['RSA_2048', ['RSASSA_PKCS1_V1_5_SHA_256', 'RSASSA_PSS_SHA_256', 'RSASSA_PSS_SHA_512']],
  ['RSA_3072', ['RSASSA_PKCS1_V1_5_SHA_384', 'RSASSA_PSS_SHA_384']],
  ['RSA_4096', ['RSASSA_PKCS1_V1_5_SHA_512', 'RSASSA_PSS_SHA_512']],
  ['ECC_NIST_P256', ['ECDSA_SHA_256']],
  ['ECC_NIST_P384', ['ECDSA_SHA_384']],
  ['ECC_NIST_P521', ['ECDSA_SHA_512']],
  ['ECC_SECG_P256K1', ['ECDSA_SHA_256']],
  ['ECC_NIST_EDWARDS25519', ['ED25519_SHA_512']],
  ['ML_DSA_44', ['ML_DSA_SHAKE_256']],
  ['ML_DSA_65', ['ML_DSA_SHAKE_256']],
  ['ML_DSA_87', ['ML_DSA_SHAKE_256']],
]

/** What node is told of an algorithm: the hash, and how RSA pads. */
function nodeTerms(algorithm: SigningAlgorithmSpec): [string | null, object] {
  const hash = /^(RSA|ECDSA)/.test(algorithm) ? hashOf(algorithm) : null
  const { RSA_PKCS1_PSS_PADDING, RSA_PSS_SALTLEN_DIGEST } = nodeCrypto.constants
  const pss = { padding: RSA_PKCS1_PSS_PADDING, saltLength: RSA_PSS_SALTLEN_DIGEST }
  return [hash, algorithm.includes('PSS') ? pss : {}]
}

for (const [spec, algorithms] of SIGNING) {
  const skip = spec.startsWith('ML_') && !hasLattices && 'node has no ML-DSA'
  test(
    `${spec}: KMS verifies what the key has signed before, and node the rest`,
    { skip },
    async () => {
      const { keyId: KeyId, privateKey } = await importedPair(spec, 'SIGN_VERIFY')
      const kms = kmsAs(world)
      for (const SigningAlgorithm of algorithms) {
        const [hash, terms] = nodeTerms(SigningAlgorithm)
        const Signature = nodeCrypto.sign(hash, Message, { key: privateKey, ...terms })
        const theirs = { KeyId, SigningAlgorithm, Message, Signature }
        assert.equal((await kms.send(new Kms.VerifyCommand(theirs))).SignatureValid, true)
        const wrong = { ...theirs, Message: Buffer.from('another message') }
        await assertRefused(kms.send(new Kms.VerifyCommand(wrong)), 'KMSInvalidSignatureException')
        const own = await kms.send(new Kms.SignCommand({ KeyId, SigningAlgorithm, Message }))
        const key = { key: readPublicKey(await publicKeyOf(world, KeyId)), ...terms }
        assert.ok(nodeCrypto.verify(hash, Message, key, bytesOf(own.Signature)))
      }
    },
  )
}

test('digests and message representatives of imported keys are taken too', async () => {
  const kms = kmsAs(world)
  const curve = await importedPair('ECC_NIST_P256', 'SIGN_VERIFY')
  const Signature = nodeCrypto.sign('sha256', Message, curve.privateKey)
  const digest = nodeCrypto.createHash('sha256').update(Message).digest()
  const of = { KeyId: curve.keyId, SigningAlgorithm: 'ECDSA_SHA_256' } as const
  const asked = { ...of, Message: digest, MessageType: 'DIGEST', Signature } as const
  assert.ok((await kms.send(new Kms.VerifyCommand(asked))).SignatureValid)
  if (!hasLattices) return
  const lattice = await importedPair('ML_DSA_44', 'SIGN_VERIFY')
  const mu = messageRepresentative(spki(lattice.publicKey), Message)
  const { Signature: made } = await kms.send(
    new Kms.SignCommand({
      KeyId: lattice.keyId,
      SigningAlgorithm: 'ML_DSA_SHAKE_256',
      MessageType: 'EXTERNAL_MU',
      Message: mu,
    }),
  )
  assert.ok(nodeCrypto.verify(null, Message, lattice.publicKey, bytesOf(made)))
})

for (const spec of ['RSA_2048', 'RSA_3072', 'RSA_4096'] as const) {
  test(`${spec}: both sides decrypt what the other has encrypted`, async () => {
    const { keyId: KeyId, privateKey, publicKey } = await importedPair(spec, 'ENCRYPT_DECRYPT')
    const padding = nodeCrypto.constants.RSA_PKCS1_OAEP_PADDING
    const kms = kmsAs(world)
    for (const oaepHash of ['sha1', 'sha256'] as const) {
      const EncryptionAlgorithm = oaepHash === 'sha1' ? 'RSAES_OAEP_SHA_1' : 'RSAES_OAEP_SHA_256'
      const CiphertextBlob = nodeCrypto.publicEncrypt(
        { key: publicKey, padding, oaepHash },
        Message,
      )
      const theirs = new Kms.DecryptCommand({ KeyId, EncryptionAlgorithm, CiphertextBlob })
      assert.deepEqual(bytesOf((await kms.send(theirs)).Plaintext), Message)
      const own = new Kms.EncryptCommand({ KeyId, EncryptionAlgorithm, Plaintext: Message })
      const sealed = bytesOf((await kms.send(own)).CiphertextBlob)
      const key = { key: privateKey, padding, oaepHash }
      assert.deepEqual(nodeCrypto.privateDecrypt(key, sealed), Message)
    }
  })
}

for (const spec of ['ECC_NIST_P256', 'ECC_NIST_P384', 'ECC_NIST_P521'] as const) {
  test(`${spec}: both sides agree on a secret`, async () => {
    const { keyId: KeyId, publicKey } = await importedPair(spec, 'KEY_AGREEMENT')
    const other = newPair(spec)
    assert.ok(other)
    const PublicKey = spki(other.publicKey)
    const command = new Kms.DeriveSharedSecretCommand({
      KeyId,
      KeyAgreementAlgorithm: 'ECDH',
      PublicKey,
    })
    const { SharedSecret, KeyOrigin } = await kmsAs(world).send(command)
    const theirs = nodeCrypto.diffieHellman({ privateKey: other.privateKey, publicKey })
    assert.deepEqual(bytesOf(SharedSecret), theirs)
    assert.equal(KeyOrigin, 'EXTERNAL')
  })
}

for (const spec of ['ML_KEM_512', 'ML_KEM_768', 'ML_KEM_1024'] as const) {
  const skip = !hasLattices && 'node has no ML-KEM'
  test(`${spec}: both sides recover the secret of the other`, { skip }, async () => {
    const pair = await importedPair(spec, 'ENCAPSULATE_DECAPSULATE')
    const of = { KeyId: pair.keyId, EncapsulationAlgorithm: 'ML_KEM' } as const
    const kms = kmsAs(world)
    const { sharedKey, ciphertext } = nodeCrypto.encapsulate(pair.publicKey)
    const SharedSecretCiphertextBlob = ciphertext
    const back = await kms.send(new Kms.DecapsulateCommand({ ...of, SharedSecretCiphertextBlob }))
    assert.deepEqual(bytesOf(back.SharedSecret), sharedKey)
    const own = await kms.send(new Kms.EncapsulateCommand(of))
    const blob = bytesOf(own.SharedSecretCiphertextBlob)
    assert.deepEqual(nodeCrypto.decapsulate(pair.privateKey, blob), bytesOf(own.SharedSecret))
  })
}

const MACS = [
  ['HMAC_224', 'sha224', 28],
  ['HMAC_256', 'sha256', 32],
  ['HMAC_384', 'sha384', 48],
  ['HMAC_512', 'sha512', 64],
] as const

for (const [KeySpec, hash, bytes] of MACS) {
  test(`${KeySpec}: both sides make the same MAC`, async () => {
    const material = nodeCrypto.randomBytes(bytes)
    const settings = { KeySpec, KeyUsage: 'GENERATE_VERIFY_MAC' } as const
    const { keyId: KeyId } = await importedKey(world, settings, material)
    const MacAlgorithm = KeySpec.replace('_', '_SHA_') as Kms.MacAlgorithmSpec
    const theirs = nodeCrypto.createHmac(hash, material).update(Message).digest()
    const kms = kmsAs(world)
    const { Mac } = await kms.send(new Kms.GenerateMacCommand({ KeyId, MacAlgorithm, Message }))
    assert.deepEqual(bytesOf(Mac), theirs)
    const asked = { KeyId, MacAlgorithm, Message, Mac: theirs }
    assert.equal((await kms.send(new Kms.VerifyMacCommand(asked))).MacValid, true)
    const wrong = [
      theirs.subarray(1),
      Buffer.concat([theirs, Buffer.alloc(1)]),
      Buffer.alloc(bytes),
    ]
    for (const one of wrong) {
      const command = new Kms.VerifyMacCommand({ ...asked, Mac: one })
      await assertRefused(kms.send(command), 'KMSInvalidMacException')
    }
  })
}

test('a key of another spec, and what is no key, are refused', async () => {
  const settings = {
    KeySpec: 'ECC_NIST_P256',
    KeyUsage: 'SIGN_VERIFY',
    Origin: 'EXTERNAL',
  } as const
  const { keyId } = await newKey(world, settings)
  for (const spec of ['ECC_SECG_P256K1', 'ECC_NIST_P384', 'ECC_NIST_EDWARDS25519', 'RSA_2048']) {
    const pair = newPair(spec)
    assert.ok(pair)
    const call = bringMaterial(world, keyId, pkcs8(pair.privateKey))
    await assertRefused(call, 'IncorrectKeyMaterialException')
  }
  const noise = bringMaterial(world, keyId, nodeCrypto.randomBytes(138))
  await assertRefused(noise, 'IncorrectKeyMaterialException')
})

const skip = !hasLattices && 'node has no ML-DSA'
test(
  'the same key is known again when its PKCS #8 is written in another way',
  { skip },
  async () => {
    const { keyId, privateKey } = await importedPair('ML_DSA_65', 'SIGN_VERIFY')
    const both = pkcs8(privateKey)
    const seed = Buffer.from(privateKey.export({ format: 'jwk' })['priv'] as string, 'base64url')
    const head = Buffer.from('3034020100300b060960864801650304031204228020', 'hex')
    const kms = kmsAs(world)
    for (const form of [Buffer.concat([head, seed]), both]) {
      await kms.send(new Kms.DeleteImportedKeyMaterialCommand({ KeyId: keyId }))
      await bringMaterial(world, keyId, form)
    }
    await kms.send(new Kms.DeleteImportedKeyMaterialCommand({ KeyId: keyId }))
    const other = newPair('ML_DSA_65')
    assert.ok(other)
    const call = bringMaterial(world, keyId, pkcs8(other.privateKey))
    await assertRefused(call, 'IncorrectKeyMaterialException')
  },
)

test('a replica takes the key of its primary, and signs as it does', async () => {
  const pair = newPair('ECC_NIST_P384')
  const stranger = newPair('ECC_NIST_P384')
  assert.ok(pair && stranger)
  const settings = { KeySpec: 'ECC_NIST_P384', KeyUsage: 'SIGN_VERIFY', MultiRegion: true } as const
  const { keyId: KeyId } = await importedKey(world, settings, pkcs8(pair.privateKey))
  const replica = kmsAs(world, undefined, 'eu-west-1')
  await kmsAs(world).send(new Kms.ReplicateKeyCommand({ KeyId, ReplicaRegion: 'eu-west-1' }))
  await advance(world, '1m')
  const sign = { KeyId, SigningAlgorithm: 'ECDSA_SHA_384', Message } as const
  await assertRefused(
    replica.send(new Kms.SignCommand(sign)),
    'KMSInvalidStateException',
    /is pending import\.$/,
  )
  const other = bringMaterial(world, KeyId, pkcs8(stranger.privateKey), replica)
  await assertRefused(other, 'IncorrectKeyMaterialException')
  await bringMaterial(world, KeyId, pkcs8(pair.privateKey), replica)
  const { Signature } = await replica.send(new Kms.SignCommand(sign))
  const { SignatureValid } = await kmsAs(world).send(new Kms.VerifyCommand({ ...sign, Signature }))
  assert.equal(SignatureValid, true)
})

test('a key pair that expires waits for the very same, and works with it again', async () => {
  const pair = newPair('ECC_NIST_P256')
  assert.ok(pair)
  const settings = {
    KeySpec: 'ECC_NIST_P256',
    KeyUsage: 'SIGN_VERIFY',
    Origin: 'EXTERNAL',
  } as const
  const { keyId: KeyId } = await newKey(world, settings)
  const kms = kmsAs(world)
  const material = pkcs8(pair.privateKey)
  const now = (await kms.send(new Kms.DescribeKeyCommand({ KeyId }))).KeyMetadata?.CreationDate
  const ValidTo = new Date((now?.getTime() ?? 0) + 10 * 24 * 60 * 60 * 1000)
  const brought = await wrapped(kms, KeyId, material)
  await kms.send(new Kms.ImportKeyMaterialCommand({ KeyId, ...brought, ValidTo }))
  const sign = { KeyId, SigningAlgorithm: 'ECDSA_SHA_256', Message } as const
  const { Signature } = await kms.send(new Kms.SignCommand(sign))
  await advance(world, '11d')
  const verify = () => kms.send(new Kms.VerifyCommand({ ...sign, Signature }))
  await assertRefused(verify(), 'KMSInvalidStateException', /is pending import\.$/)
  const { KeyMetadata } = await kms.send(new Kms.DescribeKeyCommand({ KeyId }))
  assert.equal(KeyMetadata?.KeyState, 'PendingImport')
  assert.equal(KeyMetadata.ExpirationModel, undefined)
  assert.equal(KeyMetadata.ValidTo, undefined)
  assert.equal(KeyMetadata.CurrentKeyMaterialId, undefined)
  const stranger = newPair('ECC_NIST_P256')
  assert.ok(stranger)
  const other = bringMaterial(world, KeyId, pkcs8(stranger.privateKey))
  await assertRefused(other, 'IncorrectKeyMaterialException')
  await bringMaterial(world, KeyId, material)
  assert.equal((await verify()).SignatureValid, true)
})
