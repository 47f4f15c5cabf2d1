// The ciphertext blob: what Encrypt and GenerateDataKey give out and Decrypt takes back.
//
//   version      1 byte   0xa1. AWS's blobs begin with 0x01: one that strayed here is not read
//   account      6 bytes  the number, big-endian
//   region       1 byte   length, then that many of a-z, 0-9 and -
//   key id       1 byte   length, then that many of a-z, 0-9 and -
//   generation   4 bytes  which key material of the key, big-endian, from 1
//   salt        32 bytes  random
//   commitment  32 bytes
//   ciphertext            as long as the plaintext
//   tag         16 bytes
//
// Everything before the salt is the header. HKDF-SHA-256 over the key material, with the salt and
// the header, gives 64 bytes: the AES-256-GCM key and the commitment. GCM alone does not commit:
// one ciphertext can be made to open under two keys. No two keys have the same commitment, and it
// covers the header too. The additional authenticated data is the encryption context.

import {
  createCipheriv,
  createDecipheriv,
  createSecretKey,
  hkdfSync,
  timingSafeEqual,
} from 'node:crypto'
import assert from 'node:assert/strict'
import { SecretBytes } from '../base/secret-bytes.ts'
import { KiB } from '../base/sizes.ts'
import type { World } from '../base/world.ts'
import { encodeEncryptionContext, type EncryptionContext } from './encryption-context.ts'

const VERSION = 0xa1
const ACCOUNT_BYTES = 6
const SALT_BYTES = 32
const COMMITMENT_BYTES = 32
const TAG_BYTES = 16
const PLAINTEXT_BYTES_MAX = 4 * KiB
export const CIPHERTEXT_BLOB_BYTES_MAX = 6 * KiB

/** The key material that a blob was made with, by name. */
export interface BlobKey {
  readonly account: string
  readonly region: string
  readonly keyId: string
  /** From 1. */
  readonly generation: number
}

/** A blob taken apart. Nothing in it is to be believed before `openBlob` gave a plaintext. */
export interface CiphertextBlob {
  readonly key: BlobKey
  readonly header: Uint8Array
  readonly salt: Uint8Array
  readonly commitment: Uint8Array
  readonly ciphertext: Uint8Array
  readonly tag: Uint8Array
}

export function sealBlob(
  material: SecretBytes,
  key: BlobKey,
  plaintext: SecretBytes,
  context: EncryptionContext | undefined,
  world: World,
): Uint8Array {
  const header = encodeHeader(key)
  const salt = world.randomBytes(SALT_BYTES)
  const { messageKey, commitment } = deriveKeys(material, salt, header)
  const cipher = createCipheriv('aes-256-gcm', messageKey, NONCE, { authTagLength: TAG_BYTES })
  cipher.setAAD(encodeEncryptionContext(context))
  const ciphertext = plaintext.use((bytes) => cipher.update(bytes))
  assert.ok(ciphertext.length <= PLAINTEXT_BYTES_MAX)
  // GCM is no block mode: `update` has given all of it.
  assert.equal(cipher.final().length, 0)
  return Buffer.concat([header, salt, commitment, ciphertext, cipher.getAuthTag()])
}

/** The parts of a blob; undefined when the bytes are none. */
export function parseBlob(bytes: Uint8Array): CiphertextBlob | undefined {
  if (bytes.length > CIPHERTEXT_BLOB_BYTES_MAX) return undefined
  const decoded = decodeHeader(viewOf(bytes))
  if (!decoded) return undefined
  const commitmentAt = decoded.length + SALT_BYTES
  const ciphertextAt = commitmentAt + COMMITMENT_BYTES
  const tagAt = bytes.length - TAG_BYTES
  if (tagAt < ciphertextAt) return undefined
  return {
    key: decoded.key,
    header: bytes.subarray(0, decoded.length),
    salt: bytes.subarray(decoded.length, commitmentAt),
    commitment: bytes.subarray(commitmentAt, ciphertextAt),
    ciphertext: bytes.subarray(ciphertextAt, tagAt),
    tag: bytes.subarray(tagAt),
  }
}

/** The plaintext; undefined when material, context or any byte of the blob is not the right one. */
export function openBlob(
  blob: CiphertextBlob,
  material: SecretBytes,
  context: EncryptionContext | undefined,
): SecretBytes | undefined {
  const { messageKey, commitment } = deriveKeys(material, blob.salt, blob.header)
  if (!timingSafeEqual(commitment, blob.commitment)) return undefined
  const decipher = createDecipheriv('aes-256-gcm', messageKey, NONCE, { authTagLength: TAG_BYTES })
  decipher.setAAD(encodeEncryptionContext(context))
  decipher.setAuthTag(blob.tag)
  const plaintext = decipher.update(blob.ciphertext)
  try {
    decipher.final()
  } catch {
    return undefined // The tag does not fit.
  }
  return new SecretBytes(plaintext)
}

// The nonce is zero because `messageKey` comes from a fresh salt and seals this message only. A
// second message under the same key would reveal both: never keep `messageKey`.
const NONCE = Buffer.alloc(12)

const PURPOSE = Buffer.from('sparekey/ciphertext-blob/v1')

function deriveKeys(material: SecretBytes, salt: Uint8Array, header: Uint8Array) {
  const info = Buffer.concat([PURPOSE, header])
  const keys = Buffer.from(hkdfSync('sha256', material.asKey(), salt, info, 64))
  return { messageKey: createSecretKey(keys.subarray(0, 32)), commitment: keys.subarray(32) }
}

/** Reads the same bytes. */
export const viewOf = ({ buffer, byteOffset, length }: Uint8Array): Buffer =>
  Buffer.from(buffer, byteOffset, length)

/** `version` tells the kinds of blobs apart; the rest of a header is the same in all. */
export function encodeHeader(
  { account, region, keyId, generation }: BlobKey,
  version = VERSION,
): Uint8Array {
  const header = Buffer.alloc(1 + ACCOUNT_BYTES + 1 + region.length + 1 + keyId.length + 4)
  let end = header.writeUInt8(version)
  end = header.writeUIntBE(Number(account), end, ACCOUNT_BYTES)
  end = writeShortText(header, region, end)
  end = writeShortText(header, keyId, end)
  end = header.writeUInt32BE(generation, end)
  assert.equal(end, header.length)
  assert.ok(isSameKey(decodeHeader(header, version)?.key, { account, region, keyId, generation }))
  return header
}

/** `assert.deepEqual` would cost more than the cipher. */
export const isSameKey = (one: BlobKey | undefined, other: BlobKey): boolean =>
  one?.account === other.account &&
  one.region === other.region &&
  one.keyId === other.keyId &&
  one.generation === other.generation

/** Where it ends. */
function writeShortText(bytes: Buffer, text: string, at: number): number {
  const start = bytes.writeUInt8(text.length, at)
  return start + bytes.write(text, start, 'latin1')
}

export function decodeHeader(
  bytes: Buffer,
  version = VERSION,
): { key: BlobKey; length: number } | undefined {
  if (bytes[0] !== version || bytes.length < 1 + ACCOUNT_BYTES) return undefined
  const account = String(bytes.readUIntBE(1, ACCOUNT_BYTES)).padStart(12, '0')
  const region = readShortText(bytes, 1 + ACCOUNT_BYTES)
  const keyId = region && readShortText(bytes, region.end)
  if (account.length > 12 || !keyId || bytes.length < keyId.end + 4) return undefined
  const generation = bytes.readUInt32BE(keyId.end)
  const key = { account, region: region.text, keyId: keyId.text, generation }
  return { key, length: keyId.end + 4 }
}

function readShortText(bytes: Buffer, at: number): { text: string; end: number } | undefined {
  const length = bytes[at]
  if (length === undefined || bytes.length < at + 1 + length) return undefined
  const end = at + 1 + length
  const text = bytes.toString('latin1', at + 1, end)
  return /^[a-z0-9-]+$/.test(text) ? { text, end } : undefined
}
