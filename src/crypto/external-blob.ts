// The ciphertext blob of a key in an external key store, which is encrypted twice: by KMS, and then
// by the external key manager.
//
//   header            as in a blob of KMS's own, but for the version: 0xa2
//   IV                1 byte length, then 12 or 16 bytes
//   metadata          1 byte length, then up to 20 bytes of the manager's own
//   tag               16 bytes, the manager's
//   ciphertext        to the end. Decrypted by the manager it is a blob of KMS's own (0xa1)
//
// The header's key is believed only when the blob inside names the same one.

import assert from 'node:assert/strict'
import type { BlobKey } from './ciphertext-blob.ts'
import { CIPHERTEXT_BLOB_BYTES_MAX, decodeHeader, encodeHeader, viewOf } from './ciphertext-blob.ts'

const VERSION = 0xa2
const TAG_BYTES = 16
const METADATA_BYTES_MAX = 20

/** What an external key manager gives out for a plaintext (AES-256-GCM), and takes back. */
export interface ExternalCiphertext {
  readonly initializationVector: Uint8Array
  /** Empty: it gave none. */
  readonly metadata: Uint8Array
  readonly tag: Uint8Array
  readonly ciphertext: Uint8Array
}

export interface ExternalBlob extends ExternalCiphertext {
  readonly key: BlobKey
}

/** The external manager's part of the form; what it answered is held against it first. */
export const isExternalCiphertext = ({
  initializationVector,
  metadata,
  tag,
}: Omit<ExternalCiphertext, 'ciphertext'>): boolean =>
  [12, 16].includes(initializationVector.length) &&
  metadata.length <= METADATA_BYTES_MAX &&
  tag.length === TAG_BYTES

export function sealExternalBlob({ key, ...sealed }: ExternalBlob): Uint8Array {
  assert.ok(isExternalCiphertext(sealed))
  const { initializationVector, metadata, tag, ciphertext } = sealed
  const iv = [Uint8Array.of(initializationVector.length), initializationVector]
  const own = [Uint8Array.of(metadata.length), metadata]
  const blob = Buffer.concat([encodeHeader(key, VERSION), ...iv, ...own, tag, ciphertext])
  assert.ok(blob.length <= CIPHERTEXT_BLOB_BYTES_MAX)
  return blob
}

/** The parts of a blob; undefined when the bytes are none. */
export function parseExternalBlob(bytes: Uint8Array): ExternalBlob | undefined {
  if (bytes.length > CIPHERTEXT_BLOB_BYTES_MAX) return undefined
  const decoded = decodeHeader(viewOf(bytes), VERSION)
  if (!decoded) return undefined
  const initializationVector = shortBytes(bytes, decoded.length)
  const metadata = initializationVector && shortBytes(bytes, initializationVector.end)
  if (!metadata) return undefined
  const ciphertextAt = metadata.end + TAG_BYTES
  const sealed = {
    initializationVector: initializationVector.bytes,
    metadata: metadata.bytes,
    tag: bytes.subarray(metadata.end, ciphertextAt),
    ciphertext: bytes.subarray(ciphertextAt),
  }
  return isExternalCiphertext(sealed) ? { key: decoded.key, ...sealed } : undefined
}

function shortBytes(all: Uint8Array, at: number): { bytes: Uint8Array; end: number } | undefined {
  const length = all[at]
  if (length === undefined || all.length < at + 1 + length) return undefined
  const end = at + 1 + length
  return { bytes: all.subarray(at + 1, end), end }
}
