// The encrypted content of a file, of any length, read from any place.
//
//   version   1 byte   0x01
//   salt     32 bytes  random
//   segments           each 64 KiB of the content and a tag of 16 bytes; the last one is shorter
//
// HKDF-SHA-256 over the data key, with the salt, gives the AES-256-GCM key of this file alone, so
// that one data key may encrypt many files. A segment's nonce is its number and whether it is the
// last one (the STREAM construction): segments that are moved, left out, or cut off at the end do
// not open. https://eprint.iacr.org/2015/189

import { createCipheriv, createDecipheriv, createSecretKey, hkdfSync } from 'node:crypto'
import type { KeyObject } from 'node:crypto'
import assert from 'node:assert/strict'
import type { ByteRange } from '../base/byte-range.ts'
import { regroup } from '../base/regroup.ts'
import type { SecretBytes } from '../base/secret-bytes.ts'
import { KiB } from '../base/sizes.ts'
import type { World } from '../base/world.ts'

const VERSION = 1
const SALT_BYTES = 32
const HEADER_BYTES = 1 + SALT_BYTES
const TAG_BYTES = 16
const NONCE_BYTES = 12
export const SEGMENT_BYTES = 64 * KiB
const SEALED_SEGMENT_BYTES = SEGMENT_BYTES + TAG_BYTES

/** Gives a stretch of the encrypted file. */
export type ReadRange = (range: ByteRange) => AsyncIterable<Uint8Array>

/** The file was changed, or another key made it: a fault, not an answer. */
export class DamagedContent extends Error {}

/** What is to be written in place of the content. */
export async function* encryptContent(
  content: AsyncIterable<Uint8Array>,
  dataKey: SecretBytes,
  world: World,
): AsyncGenerator<Uint8Array, undefined> {
  const salt = world.randomBytes(SALT_BYTES)
  const fileKey = deriveFileKey(dataKey, salt)
  yield Buffer.concat([Uint8Array.of(VERSION), salt])
  let index = 0
  // Whether a segment is the last one is known only when nothing comes behind it.
  let held: Uint8Array = new Uint8Array()
  for await (const segment of regroup(content, SEGMENT_BYTES)) {
    if (held.length > 0) yield sealSegment(fileKey, held, { index: index++, isLast: false })
    held = segment
  }
  yield sealSegment(fileKey, held, { index, isLast: true })
  return undefined
}

/** The bytes in `range` of a content that is `size` bytes long in all. */
export async function* decryptContent(
  read: ReadRange,
  dataKey: SecretBytes,
  size: number,
  range: ByteRange,
): AsyncGenerator<Uint8Array, undefined> {
  assert.ok(range.start >= 0 && range.start <= range.end && range.end <= size)
  const fileKey = deriveFileKey(dataKey, await readSalt(read))
  const last = segmentAt(Math.max(0, size - 1))
  const first = segmentAt(range.start)
  const end = segmentAt(Math.max(range.start, range.end - 1)) + 1
  let index = first
  const stretch = sealedRange(first, end, size)
  for await (const sealed of regroup(read(stretch), SEALED_SEGMENT_BYTES)) {
    const segment = openSegment(fileKey, sealed, { index, isLast: index === last })
    const at = index * SEGMENT_BYTES
    const isWhole = segment.length === Math.min(SEGMENT_BYTES, size - at)
    if (!isWhole) throw new DamagedContent('a segment is shorter than the content is long')
    yield segment.subarray(Math.max(0, range.start - at), Math.min(segment.length, range.end - at))
    index += 1
  }
  if (index < end) throw new DamagedContent('the encrypted content ends early')
  return undefined
}

const segmentAt = (position: number): number => Math.floor(position / SEGMENT_BYTES)

/** Segments `first` to before `end`; the last one of all is shorter than the others. */
const sealedRange = (first: number, end: number, size: number): ByteRange => ({
  start: HEADER_BYTES + first * SEALED_SEGMENT_BYTES,
  end: Math.min(HEADER_BYTES + end * SEALED_SEGMENT_BYTES, encryptedSize(size)),
})

/** How long the file of a content of `size` bytes is. */
function encryptedSize(size: number): number {
  const segments = segmentAt(Math.max(0, size - 1)) + 1
  return HEADER_BYTES + size + segments * TAG_BYTES
}

async function readSalt(read: ReadRange): Promise<Uint8Array> {
  for await (const header of regroup(read({ start: 0, end: HEADER_BYTES }), HEADER_BYTES)) {
    if (header.length < HEADER_BYTES || header[0] !== VERSION) break
    return header.subarray(1)
  }
  throw new DamagedContent('the encrypted content is in no format that this version knows')
}

function deriveFileKey(dataKey: SecretBytes, salt: Uint8Array): KeyObject {
  const info = 'sparekey/content/v1'
  return createSecretKey(new Uint8Array(hkdfSync('sha256', dataKey.asKey(), salt, info, 32)))
}

interface SegmentPlace {
  readonly index: number
  readonly isLast: boolean
}

function nonceOf({ index, isLast }: SegmentPlace): Uint8Array {
  const nonce = Buffer.alloc(NONCE_BYTES)
  nonce.writeUInt32BE(index, NONCE_BYTES - 5)
  nonce.writeUInt8(isLast ? 1 : 0, NONCE_BYTES - 1)
  return nonce
}

function sealSegment(key: KeyObject, segment: Uint8Array, place: SegmentPlace): Uint8Array {
  const cipher = createCipheriv('aes-256-gcm', key, nonceOf(place), { authTagLength: TAG_BYTES })
  return Buffer.concat([cipher.update(segment), cipher.final(), cipher.getAuthTag()])
}

function openSegment(key: KeyObject, sealed: Uint8Array, place: SegmentPlace): Uint8Array {
  const tagAt = sealed.length - TAG_BYTES
  if (tagAt < 0) throw new DamagedContent('the encrypted content ends early')
  const options = { authTagLength: TAG_BYTES }
  const decipher = createDecipheriv('aes-256-gcm', key, nonceOf(place), options)
  decipher.setAuthTag(sealed.subarray(tagAt))
  const segment = decipher.update(sealed.subarray(0, tagAt))
  try {
    decipher.final()
  } catch (cause) {
    throw new DamagedContent(`segment ${place.index} of the encrypted content does not open`, {
      cause,
    })
  }
  return segment
}
