// Content on its way into a file: measured while it passes, and never held as a whole.

import { createHash } from 'node:crypto'
import type { SecretBytes } from '../../../base/secret-bytes.ts'
import { createChecksum } from '../../../aws/checksums/checksum.ts'
import { encryptContent } from '../../../crypto/content-cipher.ts'
import type { FileId } from '../../../store/object-file.ts'
import type { S3Scope } from '../scope.ts'
import type { ChecksumAlgorithm } from '../tables.ts'

export interface IncomingContent {
  readonly chunks: AsyncIterable<Uint8Array>
  /** In bytes, as it was announced. */
  readonly length: number
  readonly checksumAlgorithm: ChecksumAlgorithm
  /** Throws when what came is not what was promised; nothing is left of it then. */
  readonly verify?: (measured: MeasuredContent) => void
  /** Absent: the file is not encrypted. */
  readonly dataKey?: SecretBytes | undefined
}

export interface MeasuredContent {
  readonly size: number
  /** Base64, like the checksum. */
  readonly md5: string
  readonly checksum: string
}

export interface WrittenContent {
  /** Absent: there was nothing to write. */
  readonly file?: FileId
  readonly size: number
  readonly etag: string
  readonly checksum: string
}

/** Resolves when the content is on the disk, in a file that the answer's entry is to adopt. */
export async function writeContent(
  incoming: IncomingContent,
  { files, world }: Pick<S3Scope, 'files' | 'world'>,
): Promise<WrittenContent> {
  const { dataKey } = incoming
  const passing = new PassingContent(incoming)
  const written = await (async () => {
    // What is announced as empty is read too: its signature and checksums are to be verified.
    if (incoming.length === 0) return void (await Array.fromAsync(passing.chunks()))
    const chunks = passing.chunks()
    return files.write(dataKey ? encryptContent(chunks, dataKey, world) : chunks)
  })()
  const { size, md5, checksum } = passing.measured()
  // Of what KMS encrypts, S3's entity tag is not the MD5 of the content.
  const tag = dataKey ? world.randomBytes(16) : Buffer.from(md5, 'base64')
  return {
    ...(written && { file: written.id }),
    size,
    etag: Buffer.from(tag).toString('hex'),
    checksum,
  }
}

class PassingContent {
  readonly #incoming: IncomingContent
  readonly #md5 = createHash('md5')
  readonly #checksum
  #size = 0
  #measured: MeasuredContent | undefined

  constructor(incoming: IncomingContent) {
    this.#incoming = incoming
    this.#checksum = createChecksum(incoming.checksumAlgorithm)
  }

  async *chunks(): AsyncGenerator<Uint8Array, undefined> {
    for await (const chunk of this.#incoming.chunks) {
      this.#size += chunk.length
      this.#md5.update(chunk)
      this.#checksum.update(chunk)
      yield chunk
    }
    this.#measured = {
      size: this.#size,
      md5: this.#md5.digest('base64'),
      checksum: this.#checksum.digest(),
    }
    this.#incoming.verify?.(this.#measured)
    return undefined
  }

  measured(): MeasuredContent {
    if (!this.#measured) throw new Error('the content was not read to its end')
    return this.#measured
  }
}
