// An object of the bucket as an open file. Its answer is held from the moment it is opened: what S3
// has begun to send it sends to the end, also when the object is deleted meanwhile.

import type { ByteRange } from '../../base/byte-range.ts'
import { MiB } from '../../base/sizes.ts'
import type { OpenFile } from '../object-file.ts'
import type { BucketClient } from './bucket-client.ts'
import { ObjectStream } from './object-stream.ts'

/** So much is read and thrown away rather than asked for anew. */
const skippedBytesMax = 1 * MiB

export async function openObject(bucket: BucketClient, key: string): Promise<OpenFile> {
  const { stream, bytes } = await ObjectStream.open(bucket, key)
  return new HeldObject(bucket, key, bytes, stream)
}

class HeldObject implements OpenFile {
  readonly #bucket: BucketClient
  readonly #key: string
  readonly size: number
  /** Which nobody is reading. */
  #resting: ObjectStream | undefined
  /** Each with whether it is waiting for its next piece. */
  readonly #readers = new Map<ObjectStream, boolean>()
  #closed = false

  constructor(bucket: BucketClient, key: string, size: number, stream: ObjectStream) {
    this.#bucket = bucket
    this.#key = key
    this.size = size
    this.#resting = stream
  }

  async *read(range: ByteRange = { start: 0, end: this.size }): AsyncGenerator<Uint8Array> {
    if (range.start >= range.end) return
    if (range.start >= this.size) throw endsBefore(range.end)
    const stream = await this.#streamAt(range)
    this.#readers.set(stream, false)
    try {
      while (stream.at < range.start) await this.#piece(stream, range.start)
      while (stream.at < range.end) yield await this.#piece(stream, range.end)
    } finally {
      this.#readers.delete(stream)
      this.#rest(stream)
    }
  }

  /** A reader that waits gets its piece. */
  close(): void {
    this.#closed = true
    this.#resting?.destroy()
    for (const [stream, isWaiting] of this.#readers) if (!isWaiting) stream.destroy()
  }

  async #streamAt({ start, end }: ByteRange): Promise<ObjectStream> {
    this.#requireOpen()
    const resting = this.#resting
    if (resting && resting.at <= start && start - resting.at <= skippedBytesMax) {
      this.#resting = undefined
      return resting
    }
    const { stream } = await ObjectStream.open(this.#bucket, this.#key, { start, end })
    return stream
  }

  #rest(stream: ObjectStream): void {
    if (this.#closed || this.#resting || stream.isOfRange) stream.destroy()
    else this.#resting = stream
  }

  async #piece(stream: ObjectStream, end: number): Promise<Uint8Array> {
    this.#requireOpen()
    this.#readers.set(stream, true)
    try {
      const piece = await stream.take(end - stream.at)
      if (!piece) throw endsBefore(end)
      return piece
    } finally {
      this.#readers.set(stream, false)
      if (this.#closed) stream.destroy()
    }
  }

  #requireOpen(): void {
    if (this.#closed) throw new Error('the file is closed')
  }
}

const endsBefore = (byte: number): Error => new Error(`the file ends before byte ${byte}`)
