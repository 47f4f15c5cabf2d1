// How key material travels when it is imported: wrapped under an RSA public key of ours.

import {
  constants,
  createDecipheriv,
  createPrivateKey,
  generateKeyPair,
  privateDecrypt,
} from 'node:crypto'
import type { KeyObject } from 'node:crypto'
import { promisify } from 'node:util'
import { SecretBytes } from '../base/secret-bytes.ts'
import { modulusBytesOf } from './key-pair/rsa-encryption.ts'

export interface WrappingKey {
  /** DER, SubjectPublicKeyInfo. */
  readonly publicKey: Uint8Array
  /** DER, PKCS #8. */
  readonly privateKey: SecretBytes
}

/** How material is wrapped: RSA-OAEP, or AES key wrap under a key that RSA-OAEP wraps. */
export interface Wrapping {
  readonly hash: 'sha1' | 'sha256'
  readonly isTwofold: boolean
}

const newKeyPair = promisify(generateKeyPair)

export async function newWrappingKey(modulusBits: number): Promise<WrappingKey> {
  const { publicKey, privateKey } = await newKeyPair('rsa', {
    modulusLength: modulusBits,
    publicKeyEncoding: { type: 'spki', format: 'der' },
    privateKeyEncoding: { type: 'pkcs8', format: 'der' },
  })
  return { publicKey, privateKey: new SecretBytes(privateKey) }
}

/** What was wrapped; undefined when it does not open, without a word on why. */
export function unwrapMaterial(
  wrapped: Uint8Array,
  privateKey: SecretBytes,
  { hash, isTwofold }: Wrapping,
): SecretBytes | undefined {
  const key = privateKey.use((der) =>
    createPrivateKey({ key: Buffer.from(der), format: 'der', type: 'pkcs8' }),
  )
  try {
    const bytes = isTwofold ? openTwofold(wrapped, key, hash) : openOaep(wrapped, key, hash)
    return new SecretBytes(bytes)
  } catch {
    return undefined
  }
}

function openOaep(wrapped: Uint8Array, key: KeyObject, oaepHash: string): Buffer {
  // Node takes a ciphertext without its leading zeros as well.
  if (wrapped.length !== modulusBytesOf(key)) throw new Error('wrong length of a ciphertext')
  return privateDecrypt({ key, padding: constants.RSA_PKCS1_OAEP_PADDING, oaepHash }, wrapped)
}

/** The initial value of RFC 5649, which holds lengths that are no multiple of eight. */
const KEY_WRAP_IV = Buffer.from('a65959a6', 'hex')
/** One block of eight bytes, and the initial value and length in another. */
const KEY_WRAP_BYTES_MIN = 16

/** An AES-256 key under RSA-OAEP, as long as the modulus, and behind it the material under that. */
function openTwofold(wrapped: Uint8Array, key: KeyObject, hash: string): Buffer {
  const modulusBytes = modulusBytesOf(key)
  const aesKey = openOaep(wrapped.subarray(0, modulusBytes), key, hash)
  const material = wrapped.subarray(modulusBytes)
  // Of nothing at all node makes nothing, and no error.
  if (material.length < KEY_WRAP_BYTES_MIN) throw new Error('no wrapped key material')
  const decipher = createDecipheriv('id-aes256-wrap-pad', aesKey, KEY_WRAP_IV)
  return Buffer.concat([decipher.update(material), decipher.final()])
}
