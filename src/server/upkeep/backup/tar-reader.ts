// Reads tar archives with files in them, front to back, and the last file by itself.

import { createHash } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { open } from 'node:fs/promises'
import { extract, type Extract } from 'tar-stream'
import { MiB } from '../../../base/sizes.ts'
import { BLOCK_BYTES, END_BYTES, paddingOf } from './tar-blocks.ts'

const pieceBytesMax = 1 * MiB

export interface TarEntry {
  readonly name: string
  readonly size: number
  /** To be read to the end, once, or not at all. */
  readonly content: AsyncIterable<Uint8Array>
  /** SHA-256 of everything before the entry. */
  readonly digestBefore: string
}

/** The archive ends early, or is none. */
export class DamagedArchive extends Error {}

/** Every entry in order, from the byte `start` on. */
export async function* readTar(path: string, start = 0): AsyncGenerator<TarEntry, undefined> {
  const hashed = new HashedBytes()
  const unpacking = extract()
  const feeding = feed(path, start, unpacking, hashed)
  try {
    let at = 0
    for await (const entry of unpacking) {
      const { name, size, type } = entry.header
      // A link would lead elsewhere, and longer headers are never in what a backup writes.
      if (type !== 'file' || entry.offset !== at) {
        throw new DamagedArchive(`\`${name}\` in it is no file`)
      }
      hashed.hashTo(at)
      const content = hashedContent(entry as AsyncIterable<Uint8Array>, at + BLOCK_BYTES, hashed)
      yield { name, size, content, digestBefore: hashed.digest() }
      for await (const piece of content) void piece
      at += BLOCK_BYTES + size + paddingOf(size)
    }
    await feeding
  } catch (fault) {
    throw asDamage(fault)
  } finally {
    unpacking.destroy(null)
    await feeding.catch(() => undefined)
  }
  return undefined
}

/** The byte at which the last entry begins, if it has this name and is no longer than so much. */
export async function lastEntryAt(
  path: string,
  name: string,
  bytesMax: number,
): Promise<number | undefined> {
  const file = await open(path, 'r')
  try {
    const { size } = await file.stat()
    const length = Math.min(size, bytesMax + BLOCK_BYTES + END_BYTES)
    const start = size - (size % BLOCK_BYTES) - (length - (length % BLOCK_BYTES))
    const tail = Buffer.alloc(size - start)
    await file.read(tail, 0, tail.length, start)
    for (let at = tail.length - END_BYTES; at >= 0; at -= BLOCK_BYTES) {
      if (tail.toString('latin1', at, at + name.length + 1) === `${name}\0`) return start + at
    }
    return undefined
  } finally {
    await file.close()
  }
}

/** What the unpacking throws is of the archive; what the system throws names its call. */
function asDamage(fault: unknown): unknown {
  if (fault instanceof DamagedArchive || !(fault instanceof Error)) return fault
  if ('syscall' in fault) return fault
  // Whoever reads the content of an entry hears only that there is no more of it.
  const endsEarly = /^(Unexpected end of data|Stream was destroyed)$/.test(fault.message)
  const reason = endsEarly ? 'it ends early' : 'a header of it is damaged'
  return new DamagedArchive(reason, { cause: fault })
}

async function feed(
  path: string,
  start: number,
  unpacking: Extract,
  hashed: HashedBytes,
): Promise<void> {
  const file = createReadStream(path, { start, highWaterMark: pieceBytesMax })
  try {
    for await (const piece of file as AsyncIterable<Buffer>) {
      hashed.push(piece)
      if (!unpacking.write(piece)) await drained(unpacking)
      if (unpacking.destroyed) return
    }
    unpacking.end(null)
  } catch (fault) {
    unpacking.destroy(fault as Error)
    throw fault
  }
}

/** Or gone. */
const drained = (unpacking: Extract): Promise<void> =>
  new Promise((resolve) => {
    const done = (): void => {
      unpacking.off('drain', done)
      unpacking.off('close', done)
      resolve()
    }
    unpacking.on('drain', done)
    unpacking.on('close', done)
  })

async function* hashedContent(
  entry: AsyncIterable<Uint8Array>,
  start: number,
  hashed: HashedBytes,
): AsyncGenerator<Uint8Array, undefined> {
  let at = start
  try {
    for await (const piece of entry) {
      at += piece.length
      hashed.hashTo(at)
      yield piece
    }
  } catch (fault) {
    throw asDamage(fault)
  }
  return undefined
}

/** The archive as it came, hashed as far as it has been unpacked. */
class HashedBytes {
  readonly #hash = createHash('sha256')
  #pending: Uint8Array[] = []
  #at = 0

  push(bytes: Uint8Array): void {
    this.#pending.push(bytes)
  }

  hashTo(position: number): void {
    for (let first = this.#pending[0]; first && this.#at < position; first = this.#pending[0]) {
      const taken = first.subarray(0, position - this.#at)
      this.#hash.update(taken)
      this.#at += taken.length
      if (taken.length === first.length) this.#pending.shift()
      else this.#pending[0] = first.subarray(taken.length)
    }
  }

  digest(): string {
    return this.#hash.copy().digest('hex')
  }
}
