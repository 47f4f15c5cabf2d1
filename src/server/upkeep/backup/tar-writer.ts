// A tar archive, written front to back: `tar tf` lists it, `tar xf` unpacks it.

import { createHash } from 'node:crypto'
import { open, type FileHandle } from 'node:fs/promises'
import { pipeline } from 'node:stream/promises'
import { pack } from 'tar-stream'
import { MiB, secondMs } from '../../../base/sizes.ts'
import { BLOCK_BYTES, paddingOf } from './tar-blocks.ts'

const bufferedBytesMax = 1 * MiB
const OWNER_ONLY = 0o600

export class TarWriter {
  readonly #file: FileHandle
  readonly #time: Date
  readonly #hash = createHash('sha256')
  readonly #pack = pack()
  readonly #writing: Promise<void>
  #buffered: Uint8Array[] = []
  #bufferedBytes = 0
  /** That have come out of the packing, and in which the entries so far end. */
  #packed = 0
  #end = 0

  private constructor(file: FileHandle, timeSeconds: number) {
    this.#file = file
    this.#time = new Date(timeSeconds * secondMs)
    this.#writing = this.#writePacked()
    // Whoever adds the next entry is told as well.
    this.#writing.catch((fault: unknown) => this.#pack.destroy(fault as Error))
  }

  /** The file is new, and its owner's alone. */
  static async create(path: string, timeSeconds: number): Promise<TarWriter> {
    return new TarWriter(await open(path, 'wx', OWNER_ONLY), timeSeconds)
  }

  async add(name: string, size: number, chunks: AsyncIterable<Uint8Array>): Promise<void> {
    const entry = this.#pack.entry({ name, size, mtime: this.#time, mode: OWNER_ONLY })
    await pipeline(chunks, entry)
    this.#end += BLOCK_BYTES + size + paddingOf(size)
  }

  /** Of all that was added so far. */
  async digest(): Promise<string> {
    // INVARIANT: nothing is on its way between two entries but what is still in the packing.
    while (this.#packed < this.#end) await Promise.race([nextTurn(), this.#writing])
    await this.#flush()
    return this.#hash.copy().digest('hex')
  }

  /** On the disk, but for its name, when it resolves with the size in bytes. */
  async finish(): Promise<number> {
    this.#pack.finalize()
    await this.#writing
    await this.#file.sync()
    await this.#file.close()
    return this.#packed
  }

  async abandon(): Promise<void> {
    this.#pack.destroy()
    await this.#writing.catch(() => undefined)
    await this.#file.close()
  }

  async #writePacked(): Promise<void> {
    for await (const chunk of this.#pack as AsyncIterable<Uint8Array>) {
      this.#buffered.push(chunk)
      this.#bufferedBytes += chunk.length
      this.#packed += chunk.length
      if (this.#bufferedBytes >= bufferedBytesMax) await this.#flush()
    }
    await this.#flush()
  }

  async #flush(): Promise<void> {
    const bytes = Buffer.concat(this.#buffered)
    this.#buffered = []
    this.#bufferedBytes = 0
    this.#hash.update(bytes)
    for (let at = 0; at < bytes.length;) {
      const { bytesWritten } = await this.#file.write(bytes, at, bytes.length - at)
      at += bytesWritten
    }
  }
}

const nextTurn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve))
