// The bytes of one GetObject, as they are asked for.

import type { Readable } from 'node:stream'
import type { ByteRange } from '../../base/byte-range.ts'
import type { BucketClient } from './bucket-client.ts'

export class ObjectStream {
  readonly isOfRange: boolean
  readonly #body: Readable
  readonly #chunks: AsyncIterator<Uint8Array>
  /** Of a chunk that was not taken whole. */
  #rest: Uint8Array | undefined
  #at: number

  private constructor(body: Readable, range: ByteRange | undefined) {
    this.#body = body
    // Destroyed while nobody reads it: nobody has to hear of that.
    body.on('error', () => undefined)
    this.#chunks = body[Symbol.asyncIterator]() as AsyncIterator<Uint8Array>
    this.isOfRange = range !== undefined
    this.#at = range?.start ?? 0
  }

  /** All of the object, or a range; rejects with the code ENOENT when it is not there. */
  static async open(
    bucket: BucketClient,
    key: string,
    range?: ByteRange,
  ): Promise<{ readonly stream: ObjectStream; readonly bytes: number }> {
    const { Body, ContentLength = 0 } = await bucket.ask((s3, { GetObjectCommand }) =>
      s3.send(
        new GetObjectCommand({
          ...{ Bucket: bucket.bucket, Key: key },
          ...(range && { Range: `bytes=${range.start}-${range.end - 1}` }),
        }),
      ),
    )
    // INVARIANT: under Node the SDK gives a stream of Node's.
    return { stream: new ObjectStream(Body as Readable, range), bytes: ContentLength }
  }

  /** Of the next byte. */
  get at(): number {
    return this.#at
  }

  /** At most so many of the next bytes; undefined: there are none left. */
  async take(bytesMax: number): Promise<Uint8Array | undefined> {
    const chunk = this.#rest ?? (await this.#chunks.next()).value
    if (!chunk) return undefined
    const taken = chunk.subarray(0, bytesMax)
    this.#rest = taken.length < chunk.length ? chunk.subarray(taken.length) : undefined
    this.#at += taken.length
    return taken
  }

  destroy(): void {
    this.#body.destroy()
  }
}
