// Content on its way into a file: measured while it passes, and never held as a whole.

import { createHash } from 'node:crypto'
import { createChecksum } from '../../../aws/checksums/checksum.ts'
import { gather } from '../../../base/gather.ts'
import type { SecretBytes } from '../../../base/secret-bytes.ts'
import { encryptContent } from '../../../crypto/content-cipher.ts'
import type { FileId } from '../../../store/object-file.ts'
import type { S3Scope } from '../scope.ts'
import type { ChecksumAlgorithm, ObjectChecksum } from '../tables.ts'

/** Of one stretch of content; base64. */
export type Checksum = Pick<ObjectChecksum, 'algorithm' | 'value'>

export interface IncomingContent {
  readonly chunks: AsyncIterable<Uint8Array>
  /** In bytes, as it was announced. */
  readonly length: number
  /** What is worked out while the content passes; absent: nothing. */
  readonly algorithm?: ChecksumAlgorithm | undefined
  /**
   * Says at the end which checksum is kept. Throws when what came is not what was promised; nothing
   * is left of it then.
   */
  readonly conclude: (measured: MeasuredContent) => Checksum
  /** Absent: the file is not encrypted. */
  readonly dataKey?: SecretBytes | undefined
  /** Absent: it comes of the content's MD5. */
  readonly etag?: string
}

export interface MeasuredContent {
  readonly size: number
  /** Base64, like the checksum; undefined: the entity tag was known, and it was not made. */
  readonly md5: string | undefined
  readonly checksum: string | undefined
}

export interface WrittenContent {
  /** Absent: there was nothing to write. */
  readonly file?: FileId
  readonly size: number
  readonly etag: string
  readonly checksum: Checksum
}

/** Resolves when the content is on the disk, in a file that the answer's entry is to adopt. */
export async function writeContent(
  incoming: IncomingContent,
  scope: Pick<S3Scope, 'files' | 'world'>,
): Promise<WrittenContent> {
  const { dataKey } = incoming
  const passing = new PassingContent(incoming)
  const file = await writePassing(passing, incoming, scope)
  const { measured, checksum } = passing.result()
  // Of what KMS encrypts, S3's entity tag is not the MD5 of the content.
  const tag = dataKey ? scope.world.randomBytes(16) : Buffer.from(measured.md5 ?? '', 'base64')
  const etag = incoming.etag ?? Buffer.from(tag).toString('hex')
  return { ...(file && { file }), size: measured.size, etag, checksum }
}

async function writePassing(
  passing: PassingContent,
  { length, dataKey }: IncomingContent,
  { files, world }: Pick<S3Scope, 'files' | 'world'>,
): Promise<FileId | undefined> {
  const chunks = passing.chunks()
  if (length > 0) {
    const { id } = await files.write(dataKey ? encryptContent(chunks, dataKey, world) : chunks)
    return id
  }
  // What is announced as empty is read too: its signature and checksums are to be verified.
  await gather(chunks)
  return undefined
}

class PassingContent {
  readonly #incoming: IncomingContent
  #result: { readonly measured: MeasuredContent; readonly checksum: Checksum } | undefined

  constructor(incoming: IncomingContent) {
    this.#incoming = incoming
  }

  async *chunks(): AsyncGenerator<Uint8Array, undefined> {
    const { chunks, algorithm, conclude, etag } = this.#incoming
    const making = algorithm && createChecksum(algorithm)
    const md5 = etag === undefined ? createHash('md5') : undefined
    let size = 0
    for await (const chunk of chunks) {
      size += chunk.length
      md5?.update(chunk)
      making?.update(chunk)
      yield chunk
    }
    const checksum = making?.digest().toString('base64')
    const measured = { size, md5: md5?.digest('base64'), checksum }
    this.#result = { measured, checksum: conclude(measured) }
    return undefined
  }

  result() {
    if (!this.#result) throw new Error('the content was not read to its end')
    return this.#result
  }
}
