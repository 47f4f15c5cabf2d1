import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
import { test } from 'node:test'
import * as fc from 'fast-check'
import type { ByteRange } from '../base/byte-range.ts'
import { gather } from '../base/gather.ts'
import { SecretBytes } from '../base/secret-bytes.ts'
import { decryptContent, encryptContent, SEGMENT_BYTES } from './content-cipher.ts'
import type { ReadRange } from './content-cipher.ts'

const KEY = new SecretBytes(new Uint8Array(32).fill(7))
const HEADER_BYTES = 33
const SEALED_BYTES = SEGMENT_BYTES + 16

let salts = 0
const world = {
  now: () => new Date(0),
  randomBytes: (size: number) => new Uint8Array(size).fill((salts += 1)),
  uuid: () => '',
}

/** Bytes that differ from place to place. */
function contentOf(size: number): Buffer {
  const pattern = createHash('sha256').update('content').digest()
  return Buffer.from(Buffer.alloc(size, pattern).map((byte, index) => byte ^ (index >> 8)))
}

async function* inPieces(bytes: Uint8Array, size: number): AsyncGenerator<Uint8Array> {
  for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size)
}

const encrypted = (content: Uint8Array, pieces = 10_000): Promise<Buffer> =>
  gather(encryptContent(inPieces(content, pieces), KEY, world))

const reader =
  (file: Uint8Array): ReadRange =>
  ({ start, end }) =>
    inPieces(file.subarray(start, end), 30_000)

const decrypted = (
  file: Uint8Array,
  size: number,
  range: ByteRange = { start: 0, end: size },
  key = KEY,
): Promise<Buffer> => gather(decryptContent(reader(file), key, size, range))

const SIZES = [
  0,
  1,
  SEGMENT_BYTES - 1,
  SEGMENT_BYTES,
  SEGMENT_BYTES + 1,
  3 * SEGMENT_BYTES,
  300_000,
]

test('content of every length comes back, however it is cut into chunks', async () => {
  for (const size of SIZES) {
    const content = contentOf(size)
    for (const pieces of [1000, SEGMENT_BYTES, 1_000_000]) {
      const file = await encrypted(content, pieces)
      assert.ok((await decrypted(file, size)).equals(content), `${size} in ${pieces}`)
    }
  }
})

test('any range comes back without the rest', async () => {
  const size = 2 * SEGMENT_BYTES + 500
  const content = contentOf(size)
  const file = await encrypted(content)
  const place = fc.integer({ min: 0, max: size })
  await fc.assert(
    fc.asyncProperty(place, place, async (one, other) => {
      const [start, end] = [Math.min(one, other), Math.max(one, other)]
      const part = await decrypted(file, size, { start, end })
      assert.ok(part.equals(content.subarray(start, end)))
    }),
    { numRuns: 60 },
  )
})

test('two files under one data key have nothing in common', async () => {
  const content = contentOf(1000)
  const [one, other] = [await encrypted(content), await encrypted(content)]
  assert.notDeepEqual(one.subarray(HEADER_BYTES), other.subarray(HEADER_BYTES))
  assert.equal(one.length, HEADER_BYTES + 1000 + 16)
})

test('a changed byte is noticed wherever it is', async () => {
  const size = SEGMENT_BYTES + 100
  const file = await encrypted(contentOf(size))
  for (const at of [0, 1, 32, HEADER_BYTES, HEADER_BYTES + SEGMENT_BYTES, file.length - 1]) {
    const changed = Buffer.from(file)
    changed.writeUInt8(changed.readUInt8(at) ^ 1, at)
    await assert.rejects(decrypted(changed, size), { message: /encrypted content/ }, `byte ${at}`)
  }
})

test('a file that is cut off is noticed, also between two segments', async () => {
  const size = 3 * SEGMENT_BYTES
  const file = await encrypted(contentOf(size))
  for (const length of [0, 20, HEADER_BYTES, HEADER_BYTES + 2 * SEALED_BYTES, file.length - 1]) {
    await assert.rejects(decrypted(file.subarray(0, length), size), /encrypted content/)
  }
  // Also when the size that is told was changed alike.
  const cut = file.subarray(0, HEADER_BYTES + 2 * SEALED_BYTES)
  await assert.rejects(decrypted(cut, 2 * SEGMENT_BYTES), /segment 1 .* does not open/)
})

test('segments that changed places are noticed', async () => {
  const size = 3 * SEGMENT_BYTES
  const file = await encrypted(contentOf(size))
  const segment = (index: number) =>
    file.subarray(HEADER_BYTES + index * SEALED_BYTES, HEADER_BYTES + (index + 1) * SEALED_BYTES)
  const swapped = [file.subarray(0, HEADER_BYTES), segment(1), segment(0), segment(2)]
  await assert.rejects(decrypted(Buffer.concat(swapped), size), /segment 0 .* does not open/)
  const repeated = [file.subarray(0, HEADER_BYTES), segment(0), segment(0), segment(2)]
  await assert.rejects(decrypted(Buffer.concat(repeated), size), /segment 1 .* does not open/)
})

test('another data key does not open it', async () => {
  const file = await encrypted(contentOf(100))
  const other = new SecretBytes(new Uint8Array(32).fill(8))
  await assert.rejects(decrypted(file, 100, { start: 0, end: 100 }, other), /does not open/)
})
