// Vectors of Wycheproof (https://github.com/C2SP/wycheproof): of each kind of fault a few, those
// that it lets either way left out. The flags say what a vector is about.

import assert from 'node:assert/strict'
import {
  createECDH,
  createHash,
  createPrivateKey,
  createPublicKey,
  type KeyObject,
} from 'node:crypto'
import { readFileSync } from 'node:fs'
import test from 'node:test'
import { SecretBytes } from '../../base/secret-bytes.ts'
import { generateMac, verifyMac, type MacHash } from '../mac.ts'
import { verifyEcdsa, verifyEcdsaDigest } from './ecdsa.ts'
import { verifyEd25519 } from './ed25519.ts'
import type { HashName } from './hash.ts'
import { keyPairIn } from './imported.ts'
import { agreeOnSecret } from './key-agreement.ts'
import { hasNativeLattices } from './lattice-key.ts'
import { verifyMlDsa, verifyMu } from './ml-dsa.ts'
import { decapsulate } from './ml-kem.ts'
import { decryptOaep } from './rsa-encryption.ts'
import { verifyRsa, verifyRsaDigest, type RsaPadding } from './rsa-signature.ts'
import type { CurveSpec } from './specs.ts'

/** Beside `id`, `flags` and `valid` the members are bytes in hexadecimal digits. */
type Vector = Readonly<Record<string, string>> & {
  readonly id: number
  readonly valid: boolean
}
interface Group {
  readonly key: string
  readonly tests: readonly Vector[]
}

const file = new URL('wycheproof.json', import.meta.url)
const all = JSON.parse(readFileSync(file, 'utf8')) as Readonly<Record<string, readonly Group[]>>

const bytesOf = (hex = ''): Uint8Array => Uint8Array.from(Buffer.from(hex, 'hex'))
const hexOf = (secret: SecretBytes | undefined): string | undefined =>
  secret?.use((bytes) => Buffer.from(bytes).toString('hex'))

function eachOf(name: string, check: (vector: Vector, key: string, what: string) => void): void {
  const groups = all[name] ?? []
  assert.ok(groups.length > 0, name)
  for (const { key, tests } of groups) {
    for (const vector of tests) check(vector, key, `${name} ${vector.id} ${vector['flags']}`)
  }
}

const readPublicKey = (spki: string): KeyObject =>
  createPublicKey({ key: Buffer.from(spki, 'hex'), format: 'der', type: 'spki' })

const CURVES: readonly [name: string, CurveSpec, HashName][] = [
  ['ecdsa_secp256r1_sha256_test', 'ECC_NIST_P256', 'sha256'],
  ['ecdsa_secp384r1_sha384_test', 'ECC_NIST_P384', 'sha384'],
  ['ecdsa_secp521r1_sha512_test', 'ECC_NIST_P521', 'sha512'],
  ['ecdsa_secp256k1_sha256_test', 'ECC_SECG_P256K1', 'sha256'],
]

for (const [name, spec, hash] of CURVES) {
  test(`${spec}: signatures over messages and over digests`, () => {
    eachOf(name, ({ valid, msg, sig }, spki, what) => {
      const [key, message, signature] = [readPublicKey(spki), bytesOf(msg), bytesOf(sig)]
      const digest = createHash(hash).update(message).digest()
      assert.equal(verifyEcdsa(key, hash, message, signature), valid, what)
      assert.equal(verifyEcdsaDigest(spec, key, digest, signature), valid, what)
    })
  })
}

const RSA: readonly [name: string, RsaPadding][] = [
  ['rsa_signature_2048_sha256_test', 'pkcs1'],
  ['rsa_pss_2048_sha256_mgf1_32_test', 'pss'],
]

for (const [name, padding] of RSA) {
  test(`RSA, ${padding}: signatures over messages and over digests`, () => {
    const scheme = { padding, hash: 'sha256' } as const
    eachOf(name, ({ valid, msg, sig }, spki, what) => {
      const [key, message, signature] = [readPublicKey(spki), bytesOf(msg), bytesOf(sig)]
      const digest = createHash('sha256').update(message).digest()
      assert.equal(verifyRsa(key, scheme, message, signature), valid, what)
      assert.equal(verifyRsaDigest(key, scheme, digest, signature), valid, what)
    })
  })
}

test('Ed25519: signatures', () => {
  eachOf('ed25519_test', ({ valid, msg, sig }, spki, what) => {
    const key = readPublicKey(spki)
    assert.equal(verifyEd25519(key, bytesOf(msg), bytesOf(sig)), valid, what)
  })
})

const shake = (...parts: readonly Uint8Array[]): Uint8Array => {
  const hash = createHash('shake256', { outputLength: 64 })
  for (const part of parts) hash.update(part)
  return Uint8Array.from(hash.digest())
}

const skip = hasNativeLattices ? false : 'node has no ML-DSA'

test('ML-DSA-44: signatures over messages and over message representatives', { skip }, () => {
  eachOf('mldsa_44_verify_test', ({ valid, msg, sig }, spki, what) => {
    const [key, message, signature] = [readPublicKey(spki), bytesOf(msg), bytesOf(sig)]
    for (const native of [true, false]) {
      assert.equal(verifyMlDsa('ML_DSA_44', key, message, signature, native), valid, what)
    }
    const mu = shake(shake(bytesOf(spki).slice(-1312)), Uint8Array.of(0, 0), message)
    assert.equal(verifyMu('ML_DSA_44', key, mu, signature), valid, what)
  })
})

test('RSA-OAEP: ciphertexts', () => {
  eachOf('rsa_oaep_2048_sha256_mgf1sha256_test', ({ valid, msg, ct }, pkcs8, what) => {
    const key = keyPairIn('RSA_2048', bytesOf(pkcs8))
    assert.ok(key)
    const opened = hexOf(decryptOaep(key, 'sha256', bytesOf(ct)))
    assert.equal(opened, valid ? msg : undefined, what)
  })
})

/** A private key of P-256 by its number, as PKCS#8. */
function privateKeyOf(number: string): SecretBytes {
  const d = Buffer.from(number.padStart(64, '0'), 'hex').subarray(-32)
  const pair = createECDH('prime256v1')
  pair.setPrivateKey(d)
  const point = pair.getPublicKey()
  const [x, y] = [point.subarray(1, 33), point.subarray(33)]
  const [dText = '', xText = '', yText = ''] = [d, x, y].map((part) => part.toString('base64url'))
  const key = { kty: 'EC', crv: 'P-256', d: dText, x: xText, y: yText }
  const read = createPrivateKey({ key, format: 'jwk' })
  return new SecretBytes(read.export({ format: 'der', type: 'pkcs8' }))
}

test('ECDH on P-256: shared secrets', () => {
  eachOf('ecdh_secp256r1_test', ({ valid, shared, ...vector }, _, what) => {
    const own = privateKeyOf(vector['private'] ?? '')
    const agreed = hexOf(agreeOnSecret(own, bytesOf(vector['public'])))
    assert.equal(agreed, valid ? shared : undefined, what)
  })
})

const KEM_HEAD = '3054020100300b060960864801650304040204428040'

test('ML-KEM-768: secrets of ciphertexts', () => {
  eachOf('mlkem_768_test', ({ valid, seed, c, K }, _, what) => {
    const key = keyPairIn('ML_KEM_768', bytesOf(KEM_HEAD + seed))
    // What is not valid has a seed or a ciphertext of another length.
    const opened = [hasNativeLattices, false].map(
      (native) => key && hexOf(decapsulate('ML_KEM_768', key, bytesOf(c), native)),
    )
    for (const one of opened) assert.equal(one, valid ? K : undefined, what)
  })
})

const MACS: readonly [name: string, MacHash][] = [
  ['hmac_sha224_test', 'sha224'],
  ['hmac_sha384_test', 'sha384'],
]

for (const [name, hash] of MACS) {
  test(`HMAC, ${hash}: tags`, () => {
    eachOf(name, ({ valid, msg, tag, ...vector }, _, what) => {
      const key = new SecretBytes(bytesOf(vector['key']))
      assert.equal(verifyMac(key, hash, bytesOf(msg), bytesOf(tag)), valid, what)
      const made = Buffer.from(generateMac(key, hash, bytesOf(msg))).toString('hex')
      assert.equal(made === tag, valid, what)
    })
  })
}
