import assert from 'node:assert/strict'
import { randomBytes } from 'node:crypto'
import test from 'node:test'
import fc from 'fast-check'
import { SecretBytes } from '../../base/secret-bytes.ts'
import { verifyEcdsa, verifyEcdsaDigest, signEcdsa, signEcdsaDigest } from './ecdsa.ts'
import { signEd25519, signEd25519ph, verifyEd25519, verifyEd25519ph } from './ed25519.ts'
import { newKeyPair, publicKeyOf } from './generate.ts'
import { keyPairIn } from './imported.ts'
import { agreeOnSecret } from './key-agreement.ts'
import { signMlDsa, signMu, verifyMlDsa, verifyMu } from './ml-dsa.ts'
import { isMlDsa, isMlKem } from './lattice-key.ts'
import { decapsulate, encapsulate } from './ml-kem.ts'
import { decryptOaep, encryptOaep } from './rsa-encryption.ts'
import { signRsa, signRsaDigest, verifyRsa, verifyRsaDigest } from './rsa-signature.ts'
import { isCurve, isRsa, type KeyPairSpec } from './specs.ts'

const world = { now: () => new Date(0), randomBytes, uuid: () => '' }

const SPECS = [
  ...(['RSA_2048', 'ECC_NIST_P256', 'ECC_NIST_P384', 'ECC_NIST_P521'] as const),
  ...(['ECC_SECG_P256K1', 'ECC_NIST_EDWARDS25519'] as const),
  ...(['ML_DSA_44', 'ML_DSA_65', 'ML_DSA_87'] as const),
  ...(['ML_KEM_512', 'ML_KEM_768', 'ML_KEM_1024'] as const),
] satisfies readonly KeyPairSpec[]

const made = new Map<KeyPairSpec, Uint8Array>()
for (const spec of SPECS) {
  const key = await newKeyPair(spec, world)
  made.set(
    spec,
    key.use((bytes) => bytes),
  )
}
const pkcs8Of = (spec: KeyPairSpec): Uint8Array => made.get(spec) ?? new Uint8Array()

const message = Buffer.from('message')
const digest = (bytes: number): Buffer => Buffer.alloc(bytes, 7)

/** Whether what the private half makes is what the public half takes. */
function works(spec: KeyPairSpec, key: SecretBytes): boolean {
  assert.ok(publicKeyOf(spec, key).length > 0)
  if (isRsa(spec)) return rsaWorks(key)
  if (isCurve(spec)) {
    const ours = agreeOnSecret(key, publicKeyOf(spec, key))
    return (
      ours !== undefined &&
      verifyEcdsa(key, 'sha256', message, signEcdsa(key, 'sha256', message)) &&
      verifyEcdsaDigest(spec, key, digest(32), signEcdsaDigest(spec, key, digest(32)))
    )
  }
  if (isMlDsa(spec)) {
    return (
      verifyMlDsa(spec, key, message, signMlDsa(spec, key, message)) &&
      verifyMu(spec, key, digest(64), signMu(spec, key, digest(64)))
    )
  }
  if (isMlKem(spec)) {
    const { sharedSecret, ciphertext } = encapsulate(spec, key)
    return decapsulate(spec, key, ciphertext)?.equals(sharedSecret) === true
  }
  return (
    verifyEd25519(key, message, signEd25519(key, message)) &&
    verifyEd25519ph(key, digest(64), signEd25519ph(key, digest(64)))
  )
}

function rsaWorks(key: SecretBytes): boolean {
  const scheme = { padding: 'pss', hash: 'sha256' } as const
  const plaintext = new SecretBytes(message)
  return (
    verifyRsa(key, scheme, message, signRsa(key, scheme, message)) &&
    verifyRsaDigest(key, scheme, digest(32), signRsaDigest(key, scheme, digest(32))) &&
    decryptOaep(key, 'sha256', encryptOaep(key, 'sha256', plaintext))?.equals(plaintext) === true
  )
}

test('a key that KMS has made is one to import, and stays byte for byte what it is', () => {
  for (const spec of SPECS) {
    const kept = keyPairIn(spec, pkcs8Of(spec))
    assert.ok(kept && kept.equals(new SecretBytes(pkcs8Of(spec))), spec)
    assert.ok(works(spec, kept), spec)
  }
})

test('whatever bytes are changed, either it is no key or the key works', () => {
  const changes = fc.array(fc.tuple(fc.nat(), fc.integer({ min: 1, max: 255 })), {
    minLength: 1,
    maxLength: 2,
  })
  fc.assert(
    fc.property(fc.constantFrom(...SPECS), changes, (spec, places) => {
      const bytes = Uint8Array.from(pkcs8Of(spec))
      for (const [place, by] of places) {
        const at = place % bytes.length
        bytes[at] = (bytes[at] ?? 0) ^ by
      }
      const key = keyPairIn(spec, bytes)
      if (key) assert.ok(works(spec, key), spec)
    }),
    { numRuns: 150 },
  )
})
