import { ml_dsa44, ml_dsa65, ml_dsa87 } from '@noble/post-quantum/ml-dsa.js'
import assert from 'node:assert/strict'
import { createHash, createPublicKey, randomBytes, verify } from 'node:crypto'
import test from 'node:test'
import fc from 'fast-check'
import { SecretBytes } from '../../base/secret-bytes.ts'
import type { World } from '../../base/world.ts'
import { signEcdsa, signEcdsaDigest, verifyEcdsa, verifyEcdsaDigest } from './ecdsa.ts'
import { signEd25519, signEd25519ph, verifyEd25519, verifyEd25519ph } from './ed25519.ts'
import { newKeyPair, publicKeyOf } from './generate.ts'
import type { HashName } from './hash.ts'
import { agreeOnSecret } from './key-agreement.ts'
import { signMlDsa, signMu, verifyMlDsa, verifyMu } from './ml-dsa.ts'
import { decapsulate, encapsulate } from './ml-kem.ts'
import { decryptOaep, encryptOaep, oaepBytesMax } from './rsa-encryption.ts'
import { signRsa, signRsaDigest, verifyRsa, verifyRsaDigest } from './rsa-signature.ts'
import type { CurveSpec, KeyPairSpec, MlKemSpec, RsaSpec } from './specs.ts'

const world: World = {
  now: () => new Date(0),
  randomBytes,
  uuid: () => '00000000-0000-4000-8000-000000000000',
}
const pairs = new Map<KeyPairSpec, Promise<SecretBytes>>()
const pair = (spec: KeyPairSpec): Promise<SecretBytes> => {
  const made = pairs.get(spec) ?? newKeyPair(spec, world)
  pairs.set(spec, made)
  return made
}

const digestOf = (hash: HashName, message: Uint8Array): Uint8Array =>
  createHash(hash).update(message).digest()

/** A copy with one bit changed. */
function tampered(bytes: Uint8Array, bit: number): Uint8Array {
  const copy = Uint8Array.from(bytes)
  const at = bit % (copy.length * 8)
  copy[at >> 3] = (copy[at >> 3] ?? 0) ^ (1 << (at & 7))
  return copy
}

const messages = fc.uint8Array({ minLength: 1, maxLength: 200 })
const runs = { numRuns: 15 }

for (const padding of ['pss', 'pkcs1'] as const) {
  for (const hash of ['sha256', 'sha384', 'sha512'] as const) {
    test(`RSA ${padding} ${hash}: signing a message and its digest agree`, async () => {
      const key = await pair('RSA_2048')
      const scheme = { padding, hash }
      fc.assert(
        fc.property(messages, fc.nat(), (message, bit) => {
          const digest = digestOf(hash, message)
          for (const signature of [
            signRsa(key, scheme, message),
            signRsaDigest(key, scheme, digest),
          ]) {
            assert.ok(verifyRsa(key, scheme, message, signature))
            assert.ok(verifyRsaDigest(key, scheme, digest, signature))
            assert.ok(!verifyRsaDigest(key, scheme, digest, tampered(signature, bit)))
            assert.ok(!verifyRsaDigest(key, scheme, tampered(digest, bit), signature))
            assert.ok(!verifyRsaDigest(key, scheme, digest, signature.subarray(1)))
            const other = { ...scheme, padding: padding === 'pss' ? 'pkcs1' : 'pss' } as const
            assert.ok(!verifyRsaDigest(key, other, digest, signature))
          }
        }),
        runs,
      )
    })
  }
}

test('PKCS #1 signatures over a digest are byte for byte those over the message', async () => {
  const key = await pair('RSA_2048')
  const scheme = { padding: 'pkcs1', hash: 'sha384' } as const
  const message = Buffer.from('message')
  const one = signRsa(key, scheme, message)
  assert.deepEqual(signRsaDigest(key, scheme, digestOf('sha384', message)), one)
})

const CURVES: readonly [CurveSpec, HashName][] = [
  ['ECC_NIST_P256', 'sha256'],
  ['ECC_NIST_P384', 'sha384'],
  ['ECC_NIST_P521', 'sha512'],
  ['ECC_SECG_P256K1', 'sha256'],
]
for (const [spec, hash] of CURVES) {
  test(`${spec}: what signs a message and what signs its digest agree`, async () => {
    const key = await pair(spec)
    fc.assert(
      fc.property(messages, fc.nat(), (message, bit) => {
        const digest = digestOf(hash, message)
        for (const signature of [
          signEcdsa(key, hash, message),
          signEcdsaDigest(spec, key, digest),
        ]) {
          assert.ok(verifyEcdsa(key, hash, message, signature))
          assert.ok(verifyEcdsaDigest(spec, key, digest, signature))
          assert.ok(!verifyEcdsaDigest(spec, key, digest, tampered(signature, bit)))
          assert.ok(!verifyEcdsaDigest(spec, key, tampered(digest, bit), signature))
        }
        assert.ok(!verifyEcdsaDigest(spec, key, digest, message))
      }),
      { numRuns: 4 },
    )
  })
}

test('a digest is signed with either value of s, as OpenSSL does', async () => {
  const key = await pair('ECC_SECG_P256K1')
  const firstBits = new Set<boolean>()
  for (let index = 0; index < 64 && firstBits.size < 2; index += 1) {
    const signature = signEcdsaDigest('ECC_SECG_P256K1', key, randomBytes(32))
    const sAt = 4 + (signature[3] ?? 0)
    // 33 bytes: the number is so large that DER puts a zero before it.
    firstBits.add(signature[sAt + 1] === 33)
  }
  assert.equal(firstBits.size, 2)
})

/** RFC 8032, section 7.3: the message is "abc". */
const RFC_8032_PH = {
  secret: '833fe62409237b9d62ec77587520911e9a759cec1d19755b7da901b96dca3d42',
  publicKey: 'ec172b93ad5e563bf4932c70e1245034c35467ef2efd4d64ebf819683467e2bf',
  signature:
    '98a70222f0b8121aa9d30f813d683f809e462b469c7ff87639499bb94e6dae41' +
    '31f85042463c2a355a2003d062adf5aaa10b8c61e636062aaad11c2a26083406',
}
const ED25519_PKCS8 = '302e020100300506032b657004220420'

test('Ed25519ph gives the signature of RFC 8032', () => {
  const key = new SecretBytes(Buffer.from(ED25519_PKCS8 + RFC_8032_PH.secret, 'hex'))
  const digest = digestOf('sha512', Buffer.from('abc'))
  const spki = Buffer.from(publicKeyOf('ECC_NIST_EDWARDS25519', key)).toString('hex')
  assert.ok(spki.endsWith(RFC_8032_PH.publicKey))
  const signature = signEd25519ph(key, digest)
  assert.equal(Buffer.from(signature).toString('hex'), RFC_8032_PH.signature)
  assert.ok(verifyEd25519ph(key, digest, signature))
})

/** RFC 8032, section 7.1, test 2. */
test('Ed25519 gives the signature of RFC 8032', () => {
  const secret = '4ccd089b28ff96da9db6c346ec114e0f5b8a319f35aba624da8cf6ed4fb8a6fb'
  const key = new SecretBytes(Buffer.from(ED25519_PKCS8 + secret, 'hex'))
  assert.equal(
    Buffer.from(signEd25519(key, Buffer.from('72', 'hex'))).toString('hex'),
    '92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da' +
      '085ac1e43e15996e458f3613d0f11d8c387b2eaeb4302aeeb00d291612bb0c00',
  )
})

test('Ed25519 and Ed25519ph do not take each other’s signatures', async () => {
  const key = await pair('ECC_NIST_EDWARDS25519')
  fc.assert(
    fc.property(fc.uint8Array({ minLength: 64, maxLength: 64 }), fc.nat(), (digest, bit) => {
      const plain = signEd25519(key, digest)
      const prehashed = signEd25519ph(key, digest)
      assert.ok(verifyEd25519(key, digest, plain) && verifyEd25519ph(key, digest, prehashed))
      assert.ok(!verifyEd25519(key, digest, prehashed) && !verifyEd25519ph(key, digest, plain))
      assert.ok(!verifyEd25519ph(key, digest, tampered(prehashed, bit)))
      assert.ok(!verifyEd25519ph(key, digest, prehashed.subarray(1)))
    }),
    { numRuns: 5 },
  )
})

const ML_DSA = { ML_DSA_44: ml_dsa44, ML_DSA_65: ml_dsa65, ML_DSA_87: ml_dsa87 } as const
for (const spec of ['ML_DSA_44', 'ML_DSA_65', 'ML_DSA_87'] as const) {
  test(`${spec}: node, the package and the message representative agree`, async () => {
    const key = await pair(spec)
    const message = Buffer.from('message')
    const mu = messageRepresentative(publicKeyOf(spec, key), spec, message)
    const signatures = [
      signMlDsa(spec, key, message, true),
      signMlDsa(spec, key, message, false),
      signMu(spec, key, mu),
    ]
    for (const signature of signatures) {
      assert.ok(verifyMlDsa(spec, key, message, signature, true))
      assert.ok(verifyMlDsa(spec, key, message, signature, false))
      assert.ok(verifyMu(spec, key, mu, signature))
      for (const wrong of [tampered(signature, 12_345), signature.subarray(1)]) {
        assert.ok(!verifyMlDsa(spec, key, message, wrong, true))
        assert.ok(!verifyMlDsa(spec, key, message, wrong, false))
        assert.ok(!verifyMu(spec, key, mu, wrong))
      }
    }
  })
}

/** FIPS 204, algorithm 7, line 6, with an empty context; worked out without our code. */
function messageRepresentative(
  spki: Uint8Array,
  spec: keyof typeof ML_DSA,
  message: Uint8Array,
): Uint8Array {
  const publicKey = spki.subarray(spki.length - (ML_DSA[spec].lengths.publicKey ?? 0))
  const shake = (parts: readonly Uint8Array[]) => {
    const hash = createHash('shake256', { outputLength: 64 })
    for (const part of parts) hash.update(part)
    return hash.digest()
  }
  return shake([shake([publicKey]), Uint8Array.of(0, 0), message])
}

const KEM_BYTES: readonly [MlKemSpec, number][] = [
  ['ML_KEM_512', 768],
  ['ML_KEM_768', 1088],
  ['ML_KEM_1024', 1568],
]
for (const [spec, bytes] of KEM_BYTES) {
  test(`${spec}: node and the package recover each other’s secrets`, async () => {
    const key = await pair(spec)
    for (const native of [true, false]) {
      const { sharedSecret, ciphertext } = encapsulate(spec, key, native)
      assert.equal(ciphertext.length, bytes)
      for (const other of [true, false]) {
        assert.ok(decapsulate(spec, key, ciphertext, other)?.equals(sharedSecret))
        const changed = decapsulate(spec, key, tampered(ciphertext, 77), other)
        assert.equal(changed?.equals(sharedSecret), false)
        assert.equal(decapsulate(spec, key, ciphertext.subarray(1), other), undefined)
      }
      // What a changed ciphertext gives is no accident: both make the same of it.
      const changed = tampered(ciphertext, 78)
      const [one, two] = [true, false].map((other) => decapsulate(spec, key, changed, other))
      assert.ok(one && two?.equals(one))
    }
  })
}

const OAEP: readonly [RsaSpec, 'sha1' | 'sha256', number][] = [
  ['RSA_2048', 'sha1', 214],
  ['RSA_2048', 'sha256', 190],
  ['RSA_3072', 'sha1', 342],
  ['RSA_3072', 'sha256', 318],
  ['RSA_4096', 'sha1', 470],
  ['RSA_4096', 'sha256', 446],
]
test('OAEP takes as many bytes as AWS says', () => {
  for (const [spec, hash, bytes] of OAEP) assert.equal(oaepBytesMax(spec, hash), bytes)
})

test('OAEP gives back what it took, and nothing of what was changed', async () => {
  const key = await pair('RSA_2048')
  const plaintexts = fc.uint8Array({ minLength: 1, maxLength: 190 })
  fc.assert(
    fc.property(plaintexts, fc.nat(), (bytes, bit) => {
      const plaintext = new SecretBytes(bytes)
      const ciphertext = encryptOaep(key, 'sha256', plaintext)
      assert.ok(decryptOaep(key, 'sha256', ciphertext)?.equals(plaintext))
      assert.equal(decryptOaep(key, 'sha256', tampered(ciphertext, bit)), undefined)
      assert.equal(decryptOaep(key, 'sha1', ciphertext), undefined)
    }),
    runs,
  )
})

test('both sides of ECDH come to one secret, as long as the curve’s numbers', async () => {
  const lengths = { ECC_NIST_P256: 32, ECC_NIST_P384: 48, ECC_NIST_P521: 66 } as const
  for (const [spec, bytes] of Object.entries(lengths)) {
    const [one, other] = [await pair(spec as CurveSpec), await newKeyPair(spec as CurveSpec, world)]
    const secret = agreeOnSecret(one, publicKeyOf(spec as CurveSpec, other))
    assert.equal(
      secret?.use(({ length }) => length),
      bytes,
    )
    assert.ok(agreeOnSecret(other, publicKeyOf(spec as CurveSpec, one))?.equals(secret))
  }
  const foreign = publicKeyOf('ECC_NIST_P384', await pair('ECC_NIST_P384'))
  const key = await pair('ECC_NIST_P256')
  assert.equal(agreeOnSecret(key, foreign), undefined)
  assert.equal(agreeOnSecret(key, randomBytes(91)), undefined)
  const own = publicKeyOf('ECC_NIST_P256', key)
  assert.equal(agreeOnSecret(key, tampered(own, own.length * 8 - 1)), undefined)
})

test('public keys are what node reads as such', async () => {
  const types = {
    RSA_2048: 'rsa',
    ECC_SECG_P256K1: 'ec',
    ECC_NIST_EDWARDS25519: 'ed25519',
    ML_DSA_65: 'ml-dsa-65',
    ML_KEM_768: 'ml-kem-768',
  } as const
  for (const [spec, type] of Object.entries(types)) {
    const key = Buffer.from(publicKeyOf(spec as KeyPairSpec, await pair(spec as KeyPairSpec)))
    const read = createPublicKey({ key, format: 'der', type: 'spki' })
    assert.equal(read.asymmetricKeyType, type)
  }
  const key = await pair('ML_DSA_65')
  const spki = Buffer.from(publicKeyOf('ML_DSA_65', key))
  const publicKey = createPublicKey({ key: spki, format: 'der', type: 'spki' })
  assert.ok(verify(null, Buffer.from('m'), publicKey, signMu65(key, spki)))
})

const signMu65 = (key: SecretBytes, spki: Uint8Array): Uint8Array =>
  signMu('ML_DSA_65', key, messageRepresentative(spki, 'ML_DSA_65', Buffer.from('m')))

test('the event loop goes on while a key pair is made', async () => {
  let turns = 0
  const turning = setInterval(() => (turns += 1), 1)
  await newKeyPair('RSA_4096', world)
  clearInterval(turning)
  assert.ok(turns > 3)
})
