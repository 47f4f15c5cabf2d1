// ECDSA over a message or over a digest that the caller has made; signatures are DER.

import { sign, verify, type KeyObject } from 'node:crypto'
import type { SecretBytes } from '../../base/secret-bytes.ts'
import type { HashName } from './hash.ts'
import { noble } from './noble.ts'
import { pairOf, publicKeyIn, type VerifyingKey } from './private-key.ts'
import type { CurveSpec } from './specs.ts'

const CURVES = {
  ECC_NIST_P256: () => noble.nist().p256,
  ECC_NIST_P384: () => noble.nist().p384,
  ECC_NIST_P521: () => noble.nist().p521,
  ECC_SECG_P256K1: () => noble.secp256k1().secp256k1,
} as const

export const signEcdsa = (pkcs8: SecretBytes, hash: HashName, message: Uint8Array): Uint8Array =>
  sign(hash, message, pairOf(pkcs8).privateKey)

export const verifyEcdsa = (
  key: VerifyingKey,
  hash: HashName,
  message: Uint8Array,
  signature: Uint8Array,
): boolean => verify(hash, message, publicKeyIn(key), signature)

/** AWS does not choose the smaller of the two values that s can have, and takes either. */
const PLAIN = { prehash: false, lowS: false, format: 'der' } as const

export function signEcdsaDigest(
  spec: CurveSpec,
  pkcs8: SecretBytes,
  digest: Uint8Array,
): Uint8Array {
  const scalar = numberIn(pairOf(pkcs8).privateKey, 'd')
  return CURVES[spec]().sign(digest, scalar, { ...PLAIN, extraEntropy: true })
}

export function verifyEcdsaDigest(
  spec: CurveSpec,
  key: VerifyingKey,
  digest: Uint8Array,
  signature: Uint8Array,
): boolean {
  const publicKey = publicKeyIn(key)
  const point = Buffer.concat([
    Uint8Array.of(4),
    numberIn(publicKey, 'x'),
    numberIn(publicKey, 'y'),
  ])
  try {
    return CURVES[spec]().verify(signature, digest, point, PLAIN)
  } catch {
    return false // What is no DER signature.
  }
}

/** As many bytes as the curve's numbers have. */
const numberIn = (key: KeyObject, member: 'd' | 'x' | 'y'): Uint8Array =>
  new Uint8Array(Buffer.from(key.export({ format: 'jwk' })[member] ?? '', 'base64url'))
