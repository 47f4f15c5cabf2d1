// Keys of ML-DSA (FIPS 204) and ML-KEM (FIPS 203). Their PKCS#8 holds the seed alone, from which
// the rest follows: one of the three forms of RFC 9881 and RFC 9935.

import assert from 'node:assert/strict'
import * as nodeCrypto from 'node:crypto'
import { sameBytes } from '../../base/constant-time.ts'
import { SecretBytes } from '../../base/secret-bytes.ts'
import type { World } from '../../base/world.ts'
import { BIT_STRING, der, INTEGER, objectIdentifier, OCTET_STRING, SEQUENCE } from '../der.ts'
import { noble } from './noble.ts'
import type { KeyPairSpec, LatticeSpec, MlDsaSpec, MlKemSpec } from './specs.ts'

export const ML_DSA = {
  ML_DSA_44: () => noble.mlDsa().ml_dsa44,
  ML_DSA_65: () => noble.mlDsa().ml_dsa65,
  ML_DSA_87: () => noble.mlDsa().ml_dsa87,
} as const
export const ML_KEM = {
  ML_KEM_512: () => noble.mlKem().ml_kem512,
  ML_KEM_768: () => noble.mlKem().ml_kem768,
  ML_KEM_1024: () => noble.mlKem().ml_kem1024,
} as const

const NIST_ALGORITHMS = '2.16.840.1.101.3.4'
const IDENTIFIERS: Readonly<Record<LatticeSpec, string>> = {
  ML_DSA_44: `${NIST_ALGORITHMS}.3.17`,
  ML_DSA_65: `${NIST_ALGORITHMS}.3.18`,
  ML_DSA_87: `${NIST_ALGORITHMS}.3.19`,
  ML_KEM_512: `${NIST_ALGORITHMS}.4.1`,
  ML_KEM_768: `${NIST_ALGORITHMS}.4.2`,
  ML_KEM_1024: `${NIST_ALGORITHMS}.4.3`,
}

const DSA_SEED_BYTES = 32
const KEM_SEED_BYTES = 64
/** The tag of the seed: `[0] IMPLICIT OCTET STRING`. */
const SEED = 0x80

/**
 * Whether `node:crypto` has these algorithms: it does from Node 24.7 on, over OpenSSL 3.5. The
 * package that stands in is slower.
 */
export const hasNativeLattices: boolean = 'encapsulate' in nodeCrypto

export const isMlDsa = (spec: KeyPairSpec): spec is MlDsaSpec => spec in ML_DSA
export const isMlKem = (spec: KeyPairSpec): spec is MlKemSpec => spec in ML_KEM
export const isLattice = (spec: KeyPairSpec): spec is LatticeSpec => isMlDsa(spec) || isMlKem(spec)

const seedBytesOf = (spec: LatticeSpec): number => (isMlDsa(spec) ? DSA_SEED_BYTES : KEM_SEED_BYTES)

export function newLatticeKey(spec: LatticeSpec, world: World): SecretBytes {
  return new SecretBytes(pkcs8Of(spec, world.randomBytes(seedBytesOf(spec))))
}

const pkcs8Of = (spec: LatticeSpec, seed: Uint8Array): Uint8Array =>
  privateKeyInfo(spec, der(SEED, seed))

function privateKeyInfo(spec: LatticeSpec, privateKey: Uint8Array): Uint8Array {
  const version = der(INTEGER, Uint8Array.of(0))
  return der(SEQUENCE, version, identifier(spec), der(OCTET_STRING, privateKey))
}

/** Tag and length of more than 255 bytes. */
const LONG_HEADER_BYTES = 4

/**
 * The key in a PKCS#8 that somebody else has written: of the seed alone, or of the seed and the
 * expanded key behind it, as OpenSSL and node write them, if the two belong together. Undefined for
 * anything else, an expanded key alone included: no seed can be had from it.
 */
export function latticeKeyIn(spec: LatticeSpec, pkcs8: Uint8Array): SecretBytes | undefined {
  const alone = pkcs8.slice(-seedBytesOf(spec))
  if (sameBytes(pkcs8Of(spec, alone), pkcs8)) return new SecretBytes(pkcs8)
  const end = pkcs8.length - expandedBytesOf(spec) - LONG_HEADER_BYTES
  const seed = pkcs8.slice(Math.max(end - seedBytesOf(spec), 0), Math.max(end, 0))
  if (seed.length !== seedBytesOf(spec)) return undefined
  const { secretKey } = halvesOfSeed(spec, seed)
  const both = der(SEQUENCE, der(OCTET_STRING, seed), der(OCTET_STRING, secretKey))
  const whole = privateKeyInfo(spec, both)
  return sameBytes(whole, pkcs8) ? new SecretBytes(pkcs8Of(spec, seed)) : undefined
}

function expandedBytesOf(spec: LatticeSpec): number {
  const { secretKey } = isMlDsa(spec) ? ML_DSA[spec]().lengths : ML_KEM[spec]().lengths
  assert.ok(secretKey !== undefined)
  return secretKey
}

const identifier = (spec: LatticeSpec): Uint8Array =>
  der(SEQUENCE, objectIdentifier(IDENTIFIERS[spec]))

interface Halves {
  readonly secretKey: Uint8Array
  readonly publicKey: Uint8Array
}

/** Worked out once: kept no longer than the secret itself is. */
const expanded = new WeakMap<SecretBytes, Halves>()

/** Both halves as the standards write them. */
export function halvesOf(spec: LatticeSpec, pkcs8: SecretBytes): Halves {
  const known = expanded.get(pkcs8)
  if (known) return known
  const halves = pkcs8.use((bytes) => {
    const seed = bytes.slice(bytes.length - seedBytesOf(spec))
    assert.deepEqual(Buffer.from(pkcs8Of(spec, seed)), Buffer.from(bytes))
    return halvesOfSeed(spec, seed)
  })
  expanded.set(pkcs8, halves)
  return halves
}

const halvesOfSeed = (spec: LatticeSpec, seed: Uint8Array): Halves =>
  isMlDsa(spec) ? ML_DSA[spec]().keygen(seed) : ML_KEM[spec]().keygen(seed)

export function latticePublicKey(spec: LatticeSpec, pkcs8: SecretBytes): Uint8Array {
  const { publicKey } = halvesOf(spec, pkcs8)
  return der(SEQUENCE, identifier(spec), der(BIT_STRING, Uint8Array.of(0), publicKey))
}
