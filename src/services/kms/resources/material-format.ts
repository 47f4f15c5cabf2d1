// What imported key material must be, by the key's spec.
// https://docs.aws.amazon.com/kms/latest/developerguide/importing-keys-conceptual.html

import { createPrivateKey } from 'node:crypto'
import type { KeyObject } from 'node:crypto'
import type { SecretBytes } from '../../../base/secret-bytes.ts'
import type { KeySpec } from '../model.ts'

/** Raw bytes, so many of them. */
const RAW_BYTES: Readonly<Partial<Record<KeySpec, number>>> = {
  SYMMETRIC_DEFAULT: 32,
  HMAC_224: 28,
  HMAC_256: 32,
  HMAC_384: 48,
  HMAC_512: 64,
}

const RSA_BITS: Readonly<Partial<Record<KeySpec, number>>> = {
  RSA_2048: 2048,
  RSA_3072: 3072,
  RSA_4096: 4096,
}

const CURVES: Readonly<Partial<Record<KeySpec, string>>> = {
  ECC_NIST_P256: 'prime256v1',
  ECC_NIST_P384: 'secp384r1',
  ECC_NIST_P521: 'secp521r1',
  ECC_SECG_P256K1: 'secp256k1',
}

/** By node's name of the type, where there is nothing more to say. */
const TYPES: Readonly<Partial<Record<KeySpec, string>>> = {
  ECC_NIST_EDWARDS25519: 'ed25519',
  ML_DSA_44: 'ml-dsa-44',
  ML_DSA_65: 'ml-dsa-65',
  ML_DSA_87: 'ml-dsa-87',
}

/** Raw bytes of the right length, or a private key of the spec in DER, PKCS #8. */
export function isMaterialOf(spec: KeySpec, material: SecretBytes): boolean {
  const length = RAW_BYTES[spec]
  if (length !== undefined) return material.use((bytes) => bytes.length === length)
  const key = material.use(privateKeyIn)
  return key !== undefined && isKeyOf(spec, key)
}

function isKeyOf(spec: KeySpec, { asymmetricKeyType, asymmetricKeyDetails }: KeyObject): boolean {
  switch (asymmetricKeyType) {
    case 'rsa':
      return asymmetricKeyDetails?.modulusLength === RSA_BITS[spec]
    case 'ec': {
      // A curve that is spelled out has no name.
      const curve = asymmetricKeyDetails?.namedCurve
      return curve !== undefined && curve === CURVES[spec]
    }
    default:
      return asymmetricKeyType === TYPES[spec]
  }
}

function privateKeyIn(bytes: Uint8Array): KeyObject | undefined {
  try {
    return createPrivateKey({ key: Buffer.from(bytes), format: 'der', type: 'pkcs8' })
  } catch {
    return undefined
  }
}
