import { constants, privateDecrypt, publicEncrypt, type KeyObject } from 'node:crypto'
import { SecretBytes } from '../../base/secret-bytes.ts'
import { pairOf } from './private-key.ts'
import { RSA_BITS, type RsaSpec } from './specs.ts'

export type OaepHash = 'sha1' | 'sha256'

const OAEP_HASH_BYTES: Readonly<Record<OaepHash, number>> = { sha1: 20, sha256: 32 }

export const modulusBytesOf = ({ asymmetricKeyDetails }: KeyObject): number =>
  (asymmetricKeyDetails?.modulusLength ?? 0) / 8

/** How much RSAES-OAEP takes (RFC 8017, section 7.1.1). */
export const oaepBytesMax = (spec: RsaSpec, hash: OaepHash): number =>
  RSA_BITS[spec] / 8 - 2 * OAEP_HASH_BYTES[hash] - 2

const padding = constants.RSA_PKCS1_OAEP_PADDING

export function encryptOaep(pkcs8: SecretBytes, oaepHash: OaepHash, plaintext: SecretBytes) {
  const { publicKey: key } = pairOf(pkcs8)
  return plaintext.use((bytes) => publicEncrypt({ key, padding, oaepHash }, bytes))
}

/**
 * Undefined for what was not encrypted so, or was changed. A ciphertext is as long as the modulus
 * (RFC 8017, section 7.1.2); node takes one without its leading zeros as well.
 */
export function decryptOaep(
  pkcs8: SecretBytes,
  oaepHash: OaepHash,
  ciphertext: Uint8Array,
): SecretBytes | undefined {
  const { privateKey: key } = pairOf(pkcs8)
  if (ciphertext.length !== modulusBytesOf(key)) return undefined
  try {
    return new SecretBytes(privateDecrypt({ key, padding, oaepHash }, ciphertext))
  } catch {
    return undefined
  }
}
