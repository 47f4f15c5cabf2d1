// Content on its way out of a file.

import { Readable } from 'node:stream'
import type { ByteRange } from '../../../base/byte-range.ts'
import type { SecretBytes } from '../../../base/secret-bytes.ts'
import { decryptContent } from '../../../crypto/content-cipher.ts'
import type { OpenFile } from '../../../store/object-file.ts'
import type { Content } from '../../operation.ts'
import type { S3Scope } from '../scope.ts'
import type { BucketRow, ObjectEncryption, ObjectRow } from '../tables.ts'
import { openContentKey } from './object-encryption.ts'

/** An object as it is now, with its file held: it can be read though it is replaced meanwhile. */
export interface OpenedObject {
  readonly object: ObjectRow
  readonly read: (range?: ByteRange) => Content
}

/** Opens the file at once; whether the caller may decrypt it is KMS's to say. */
export async function openObject(
  object: ObjectRow,
  bucket: BucketRow,
  scope: S3Scope,
): Promise<OpenedObject> {
  const file = object.file && (await scope.files.open(object.file))
  const dataKey = await dataKeyOf(object.encryption, bucket, scope)
  return { object, read: (range) => readContent(file, object.size, dataKey, range) }
}

export const dataKeyOf = async (
  encryption: ObjectEncryption | undefined,
  bucket: BucketRow,
  scope: S3Scope,
): Promise<SecretBytes | undefined> =>
  encryption && (await openContentKey(encryption, bucket, scope))

/** All of it, or the range. The file is closed when the reading ends. */
export function readContent(
  file: OpenFile | undefined,
  size: number,
  dataKey: SecretBytes | undefined,
  range: ByteRange = { start: 0, end: size },
): Content {
  const length = range.end - range.start
  if (!file || length === 0) {
    return { length, chunks: closing(Readable.from([]), () => file?.close()) }
  }
  const read = (stretch: ByteRange) => file.read(stretch)
  const chunks = dataKey ? decryptContent(read, dataKey, size, range) : read(range)
  return { length, chunks: closing(chunks, () => file.close()) }
}

/**
 * The same chunks. A generator that was never asked for its first value does not run its `finally`:
 * this calls `close` then too.
 */
function closing(
  chunks: AsyncIterable<Uint8Array>,
  close: () => void,
): AsyncIterable<Uint8Array, undefined> {
  const reading = chunks[Symbol.asyncIterator]()
  const iterator: AsyncIterator<Uint8Array, undefined> = {
    next: async () => {
      try {
        const result = await reading.next()
        if (!result.done) return result
      } catch (cause) {
        close()
        throw cause
      }
      close()
      return { done: true, value: undefined }
    },
    return: async () => {
      close()
      await reading.return?.()
      return { done: true, value: undefined }
    },
  }
  return { [Symbol.asyncIterator]: () => iterator }
}
