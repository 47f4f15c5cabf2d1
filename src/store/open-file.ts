import { close, closeSync, fstatSync, openSync, read } from 'node:fs'
import { promisify } from 'node:util'
import type { ByteRange } from '../base/byte-range.ts'
import { KiB } from '../base/sizes.ts'
import type { OpenFile } from './object-file.ts'

/** Large enough that a disk streams, small enough that a thousand readers fit into memory. */
const pieceBytesMax = 256 * KiB

const readAt = promisify(read)

/** Opened at once and held, so that a file which is unlinked meanwhile still reads to the end. */
export function openFile(path: string): OpenFile {
  const descriptor = openSync(path, 'r')
  try {
    return new HeldFile(descriptor, fstatSync(descriptor).size)
  } catch (fault) {
    closeSync(descriptor)
    throw fault
  }
}

class HeldFile implements OpenFile {
  readonly #descriptor: number
  readonly size: number
  #readsUnderWay = 0
  #closed = false

  constructor(descriptor: number, size: number) {
    this.#descriptor = descriptor
    this.size = size
  }

  async *read(range: ByteRange = { start: 0, end: this.size }): AsyncGenerator<Uint8Array> {
    for (let at = range.start; at < range.end;) {
      const piece = await this.#piece(at, Math.min(pieceBytesMax, range.end - at))
      at += piece.length
      yield piece
    }
  }

  close(): void {
    if (this.#closed) return
    this.#closed = true
    if (this.#readsUnderWay === 0) this.#release()
  }

  async #piece(position: number, length: number): Promise<Uint8Array> {
    if (this.#closed) throw new Error('the file is closed')
    this.#readsUnderWay += 1
    try {
      const buffer = Buffer.allocUnsafe(length)
      const { bytesRead } = await readAt(this.#descriptor, buffer, 0, length, position)
      if (bytesRead === 0) throw new Error(`the file ends before byte ${position + length}`)
      return buffer.subarray(0, bytesRead)
    } finally {
      this.#readsUnderWay -= 1
      if (this.#closed && this.#readsUnderWay === 0) this.#release()
    }
  }

  /**
   * After the last read: the number of the descriptor may be another file's at once. In a thread of
   * the pool: closing the last hold on a large file that was unlinked frees its blocks.
   */
  #release(): void {
    close(this.#descriptor)
  }
}
