// A tar archive (POSIX ustar), written front to back: `tar tf` lists it, `tar xf` unpacks it.
// https://pubs.opengroup.org/onlinepubs/9799919799/utilities/pax.html#tag_20_94_13_06

import { createHash } from 'node:crypto'
import { open, type FileHandle } from 'node:fs/promises'
import { MiB } from '../../../base/sizes.ts'

export const BLOCK_BYTES = 512
const bufferedBytesMax = 1 * MiB
const OWNER_ONLY = 0o600
/** The most that eleven octal digits say; a larger size is in base 256, as GNU tar has it. */
const octalSizeMax = 0o77777777777

export class TarWriter {
  readonly #file: FileHandle
  readonly #timeSeconds: number
  readonly #hash = createHash('sha256')
  #buffered: Uint8Array[] = []
  #bufferedBytes = 0
  #bytes = 0

  private constructor(file: FileHandle, timeSeconds: number) {
    this.#file = file
    this.#timeSeconds = timeSeconds
  }

  /** The file is new, and its owner's alone. */
  static async create(path: string, timeSeconds: number): Promise<TarWriter> {
    return new TarWriter(await open(path, 'wx', OWNER_ONLY), timeSeconds)
  }

  async add(name: string, size: number, chunks: AsyncIterable<Uint8Array>): Promise<void> {
    await this.#write(header(name, size, this.#timeSeconds))
    let written = 0
    for await (const chunk of chunks) {
      await this.#write(chunk)
      written += chunk.length
    }
    if (written !== size) throw new Error(`\`${name}\` has ${written} bytes and not ${size}`)
    await this.#write(Buffer.alloc(paddingOf(size)))
  }

  /** Of all that was added so far. */
  async digest(): Promise<string> {
    await this.#flush()
    return this.#hash.copy().digest('hex')
  }

  /** On the disk, but for its name, when it resolves with the size in bytes. */
  async finish(): Promise<number> {
    await this.#write(Buffer.alloc(2 * BLOCK_BYTES))
    await this.#flush()
    await this.#file.sync()
    await this.#file.close()
    return this.#bytes
  }

  async abandon(): Promise<void> {
    await this.#file.close()
  }

  async #write(bytes: Uint8Array): Promise<void> {
    this.#buffered.push(bytes)
    this.#bufferedBytes += bytes.length
    if (this.#bufferedBytes >= bufferedBytesMax) await this.#flush()
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
    this.#bytes += bytes.length
  }
}

export const paddingOf = (size: number): number =>
  (BLOCK_BYTES - (size % BLOCK_BYTES)) % BLOCK_BYTES

function header(name: string, size: number, timeSeconds: number): Uint8Array {
  const block = Buffer.alloc(BLOCK_BYTES)
  block.write(name, 0, 100, 'ascii')
  block.write(octal(OWNER_ONLY, 7), 100)
  block.write(octal(0, 7), 108)
  block.write(octal(0, 7), 116)
  writeSize(block, size)
  block.write(octal(timeSeconds, 11), 136)
  block.write('0', 156) // A regular file.
  block.write('ustar\u000000', 257, 'latin1')
  block.write(octal(checksumOf(block), 6), 148)
  block.write('\0 ', 154, 'latin1')
  return block
}

const octal = (value: number, digits: number): string => value.toString(8).padStart(digits, '0')

function writeSize(block: Buffer, size: number): void {
  if (size <= octalSizeMax) {
    block.write(octal(size, 11), 124)
    return
  }
  block.writeUInt8(0x80, 124)
  block.writeBigUInt64BE(BigInt(size), 128)
}

/** With spaces in the place of the checksum itself. */
export function checksumOf(block: Uint8Array): number {
  let sum = 0
  for (const [index, byte] of block.entries()) sum += index >= 148 && index < 156 ? 0x20 : byte
  return sum
}
