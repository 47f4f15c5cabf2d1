import assert from 'node:assert/strict'
import { createPrivateKey, generateKeyPairSync, randomBytes } from 'node:crypto'
import { test } from 'node:test'
import fc from 'fast-check'
import { SecretBytes } from '../../../base/secret-bytes.ts'
import { newKeyPair } from '../../../crypto/key-pair/generate.ts'
import { hasNativeLattices } from '../../../crypto/key-pair/lattice-key.ts'
import type { KeyPairSpec } from '../../../crypto/key-pair/specs.ts'
import type { KeySpec } from '../model.ts'
import { materialOf } from './material-format.ts'

const world = { now: () => new Date(0), randomBytes, uuid: () => '' }
const der = { type: 'pkcs8', format: 'der' } as const

const isMaterialOf = (spec: KeySpec, bytes: Uint8Array): boolean =>
  materialOf(spec, new SecretBytes(bytes)) !== undefined

const BYTES: readonly (readonly [KeySpec, number])[] = [
  ['SYMMETRIC_DEFAULT', 32],
  ['HMAC_224', 28],
  ['HMAC_256', 32],
  ['HMAC_384', 48],
  ['HMAC_512', 64],
]

test('raw material has the length of its spec', () => {
  fc.assert(
    fc.property(fc.constantFrom(...BYTES), fc.integer({ min: 0, max: 70 }), ([spec, own], length) =>
      assert.equal(isMaterialOf(spec, randomBytes(length)), length === own),
    ),
  )
})

const SPECS = [
  ...(['RSA_2048', 'ECC_NIST_P256', 'ECC_NIST_P384', 'ECC_NIST_P521'] as const),
  ...(['ECC_SECG_P256K1', 'ECC_NIST_EDWARDS25519'] as const),
  ...(['ML_DSA_44', 'ML_DSA_65', 'ML_DSA_87'] as const),
  ...(['ML_KEM_512', 'ML_KEM_768', 'ML_KEM_1024'] as const),
] satisfies readonly KeyPairSpec[]

const made = await Promise.all(SPECS.map((spec) => newKeyPair(spec, world)))
const PRIVATE_KEYS = SPECS.map((spec, at) => {
  const bytes = made[at]?.use((one) => one) ?? new Uint8Array()
  return [spec, bytes] as const
})

test('each spec takes its own private keys and those of no other', () => {
  for (const [spec] of PRIVATE_KEYS) {
    for (const [of, material] of PRIVATE_KEYS) {
      assert.equal(isMaterialOf(spec, material), of === spec, `${of} as ${spec}`)
    }
  }
})

test('what is cut or longer is no material', () => {
  const cases = fc.tuple(fc.constantFrom(...PRIVATE_KEYS), fc.integer({ min: 1, max: 20 }))
  fc.assert(
    fc.property(cases, ([[spec, material], by]) => {
      assert.equal(isMaterialOf(spec, material.subarray(0, material.length - by)), false)
    }),
  )
  for (const [spec] of PRIVATE_KEYS) assert.equal(isMaterialOf(spec, new Uint8Array()), false)
})

test('an RSA key of another kind or size is no material', () => {
  const { privateKey } = generateKeyPairSync('rsa-pss', { modulusLength: 2048 })
  assert.equal(isMaterialOf('RSA_2048', privateKey.export(der)), false)
  const small = generateKeyPairSync('rsa', { modulusLength: 1024 })
  assert.equal(isMaterialOf('RSA_2048', small.privateKey.export(der)), false)
})

test('an RSA key whose numbers do not belong together is no material', () => {
  const [one, other] = [0, 1].map(() => generateKeyPairSync('rsa', { modulusLength: 2048 }))
  const { n = '' } = other?.publicKey.export({ format: 'jwk' }) ?? {}
  const numbers = one?.privateKey.export({ format: 'jwk' }) ?? {}
  const mixed = createPrivateKey({ key: { ...numbers, n }, format: 'jwk' }).export(der)
  assert.equal(isMaterialOf('RSA_2048', mixed), false)
})

/** PKCS #8 of P-256 as RFC 5915 also has it: without the public key, which may be left out. */
const P256_HEAD = '3041020100301306072a8648ce3d020106082a8648ce3d030107042730250201010420'

test('a key of a curve is the same with its public key, without, and with a wrong one', () => {
  const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' })
  const { d = '' } = privateKey.export({ format: 'jwk' })
  const bare = Buffer.concat([Buffer.from(P256_HEAD, 'hex'), Buffer.from(d, 'base64url')])
  const other = generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey.export(der)
  const whole = privateKey.export(der)
  const wrong = Buffer.concat([whole.subarray(0, -64), other.subarray(-64)])
  const kept = [whole, bare, wrong].map((bytes) =>
    materialOf('ECC_NIST_P256', new SecretBytes(bytes)),
  )
  assert.ok(kept.every((one) => one?.equals(new SecretBytes(whole))))
  for (const scalar of [Buffer.alloc(32), Buffer.alloc(32, 0xff)]) {
    const bytes = Buffer.concat([Buffer.from(P256_HEAD, 'hex'), scalar])
    assert.equal(isMaterialOf('ECC_NIST_P256', bytes), false)
  }
})

const skip = hasNativeLattices ? false : 'node has no ML-DSA'
const LATTICES = SPECS.filter((spec) => spec.startsWith('ML_'))

for (const spec of LATTICES) {
  test(`${spec}: seed and expanded key together are the seed`, { skip }, () => {
    const type = spec.toLowerCase().replaceAll('_', '-') as 'ml-dsa-44'
    // Node writes both, as OpenSSL does.
    const both = generateKeyPairSync(type).privateKey.export(der)
    const kept = materialOf(spec, new SecretBytes(both))
    const seed = kept?.use((bytes) =>
      Buffer.from(bytes.slice(spec.startsWith('ML_DSA') ? -32 : -64)),
    )
    assert.ok(seed && both.includes(seed))
    assert.ok(kept?.equals(materialOf(spec, kept) ?? new SecretBytes(Buffer.of(0))))
    // An expanded key that does not follow from the seed.
    for (const at of [both.length - 1, both.indexOf(seed)]) {
      const changed = Buffer.from(both)
      changed[at] = (changed[at] ?? 0) ^ 1
      assert.equal(isMaterialOf(spec, changed), false)
    }
    const expanded = both.subarray(both.indexOf(seed) + seed.length)
    assert.equal(isMaterialOf(spec, withExpandedAlone(both, expanded)), false)
  })
}

/** The third form: `expanded` is an OCTET STRING, with its header, and takes the place of both. */
function withExpandedAlone(both: Buffer, expanded: Buffer): Buffer {
  const header = Buffer.from(both.subarray(0, 4 + 3 + 13 + 4))
  const cut = both.length - header.length - expanded.length
  header.writeUInt16BE(header.readUInt16BE(2) - cut, 2)
  header.writeUInt16BE(header.readUInt16BE(22) - cut, 22)
  const bytes = Buffer.concat([header, expanded])
  // Node reads it: that it is refused has no other reason than that the seed is missing.
  assert.ok(createPrivateKey({ key: bytes, ...der }).asymmetricKeyType?.startsWith('ml-'))
  return bytes
}
