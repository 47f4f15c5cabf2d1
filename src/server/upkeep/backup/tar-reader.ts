// Reads what `tar-writer.ts` writes, and of other archives what is the same.

import { createHash, type Hash } from 'node:crypto'
import { open, type FileHandle } from 'node:fs/promises'
import { MiB } from '../../../base/sizes.ts'
import { BLOCK_BYTES, checksumOf, paddingOf } from './tar-writer.ts'

const pieceBytesMax = 1 * MiB

export interface TarEntry {
  readonly name: string
  readonly size: number
  /** To be read to the end, or not at all. */
  readonly content: () => AsyncIterable<Uint8Array>
  /** SHA-256 of everything before the entry; told when the reader was asked to hash. */
  readonly digestBefore: string
}

/** The archive ends early, or is none. */
export class DamagedArchive extends Error {}

/** Every entry in order. `hashes`: the content is read, whether or not it is asked for. */
export async function* readTar(
  path: string,
  { hashes }: { readonly hashes: boolean },
): AsyncGenerator<TarEntry, undefined> {
  const file = await open(path, 'r')
  try {
    const hash = createHash('sha256')
    for (let at = 0; ;) {
      const block = await readBlock(file, at)
      const entry = parseHeader(block)
      if (!entry) return undefined
      const digestBefore = hashes ? hash.copy().digest('hex') : ''
      if (hashes) hash.update(block)
      const start = at + BLOCK_BYTES
      let isRead = false
      yield {
        ...entry,
        digestBefore,
        content: () => {
          isRead = true
          return pieces(file, start, entry.size, hashes ? hash : undefined)
        },
      }
      if (hashes && !isRead) await drain(pieces(file, start, entry.size, hash))
      if (hashes) hash.update(Buffer.alloc(paddingOf(entry.size)))
      at = start + entry.size + paddingOf(entry.size)
    }
  } finally {
    await file.close()
  }
}

async function drain(chunks: AsyncIterable<Uint8Array>): Promise<void> {
  for await (const chunk of chunks) void chunk
}

async function readBlock(file: FileHandle, at: number): Promise<Buffer> {
  const block = Buffer.alloc(BLOCK_BYTES)
  const { bytesRead } = await file.read(block, 0, BLOCK_BYTES, at)
  if (bytesRead < BLOCK_BYTES) throw new DamagedArchive('it ends early')
  return block
}

/** Undefined: the block of zeros at the end. */
function parseHeader(block: Buffer): { name: string; size: number } | undefined {
  if (block.every((byte) => byte === 0)) return undefined
  const checksum = parseInt(block.toString('latin1', 148, 154), 8)
  if (checksum !== checksumOf(block)) throw new DamagedArchive('a header of it is damaged')
  const name = block.toString('latin1', 0, 100).replace(/\0.*$/s, '')
  const isBinary = block.readUInt8(124) === 0x80
  const size = isBinary
    ? Number(block.readBigUInt64BE(128))
    : parseInt(block.toString('latin1', 124, 135), 8)
  if (!Number.isSafeInteger(size) || size < 0) throw new DamagedArchive('a size in it is none')
  return { name, size }
}

async function* pieces(
  file: FileHandle,
  start: number,
  size: number,
  hash: Hash | undefined,
): AsyncGenerator<Uint8Array, undefined> {
  for (let at = 0; at < size;) {
    const length = Math.min(pieceBytesMax, size - at)
    const piece = Buffer.allocUnsafe(length)
    const { bytesRead } = await file.read(piece, 0, length, start + at)
    if (bytesRead === 0) throw new DamagedArchive('it ends early')
    const read = piece.subarray(0, bytesRead)
    hash?.update(read)
    yield read
    at += bytesRead
  }
  return undefined
}
