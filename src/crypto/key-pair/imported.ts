// Private keys that somebody else has made, in the one form in which they are kept here: the same
// key is then known again however its PKCS#8 was written.

import {
  createECDH,
  createPrivateKey,
  createPublicKey,
  sign,
  verify,
  type JsonWebKey,
  type KeyObject,
} from 'node:crypto'
import { SecretBytes } from '../../base/secret-bytes.ts'
import { isLattice, latticeKeyIn } from './lattice-key.ts'
import { CURVES, isCurve, isRsa, RSA_BITS, type CurveSpec, type KeyPairSpec } from './specs.ts'

/** The key pair in a PKCS#8, DER; undefined when the bytes are none, or one of another spec. */
export function keyPairIn(spec: KeyPairSpec, pkcs8: Uint8Array): SecretBytes | undefined {
  if (isLattice(spec)) return latticeKeyIn(spec, pkcs8)
  try {
    const key = createPrivateKey({ key: Buffer.from(pkcs8), format: 'der', type: 'pkcs8' })
    const numbers = numbersOf(spec, key)
    if (!numbers) return undefined
    const own = createPrivateKey({ key: numbers, format: 'jwk' })
    return new SecretBytes(own.export({ format: 'der', type: 'pkcs8' }))
  } catch {
    return undefined // Node throws for what is no key, and for numbers that no key can have.
  }
}

/** The numbers from which a PKCS#8 is written anew; undefined for a key of another spec. */
function numbersOf(
  spec: Exclude<KeyPairSpec, `ML_${string}`>,
  key: KeyObject,
): JsonWebKey | undefined {
  const numbers = key.export({ format: 'jwk' })
  if (isCurve(spec)) return numbers.crv === CURVES[spec] ? curveNumbers(spec, numbers) : undefined
  if (isRsa(spec)) return isRsaKey(key, RSA_BITS[spec]) ? numbers : undefined
  return key.asymmetricKeyType === 'ed25519' ? numbers : undefined
}

/** As `createECDH` calls them. */
const ECDH_NAMES: Readonly<Record<CurveSpec, string>> = {
  ECC_NIST_P256: 'prime256v1',
  ECC_NIST_P384: 'secp384r1',
  ECC_NIST_P521: 'secp521r1',
  ECC_SECG_P256K1: 'secp256k1',
}

/** Only the private number counts: whatever public key stands beside it, KMS works out its own. */
function curveNumbers(spec: CurveSpec, numbers: JsonWebKey): JsonWebKey {
  const pair = createECDH(ECDH_NAMES[spec])
  pair.setPrivateKey(Buffer.from(numbers.d ?? '', 'base64url'))
  const point = pair.getPublicKey().subarray(1)
  const half = point.length / 2
  const x = point.subarray(0, half).toString('base64url')
  return { ...numbers, x, y: point.subarray(half).toString('base64url') }
}

/** Node does not look whether the numbers of an RSA key belong together: what it signs shows it. */
function isRsaKey(key: KeyObject, bits: number): boolean {
  if (key.asymmetricKeyType !== 'rsa') return false
  if (key.asymmetricKeyDetails?.modulusLength !== bits) return false
  const message = Buffer.from('pairwise consistency')
  return verify('sha256', message, createPublicKey(key), sign('sha256', message, key))
}
