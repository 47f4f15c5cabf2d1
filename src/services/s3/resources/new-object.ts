import type { Tag } from '../model.ts'
import type { ObjectEncryption, ObjectHeaders, ObjectRow } from '../tables.ts'
import type { WrittenContent } from './content-writer.ts'

export interface NewObject {
  readonly headers: ObjectHeaders
  readonly storageClass: string
  readonly tags: readonly Tag[]
  readonly written: WrittenContent
  readonly encryption: ObjectEncryption | undefined
}

/** The row of an object whose content came in one piece. */
export const newObject = (
  { headers, storageClass, tags, written, encryption }: NewObject,
  now: Date,
): ObjectRow => ({
  ...headers,
  ...(written.file && { file: written.file }),
  size: written.size,
  etag: written.etag,
  lastModified: now.toISOString(),
  storageClass,
  checksum: { ...written.checksum, type: 'FULL_OBJECT' },
  ...(encryption && { encryption }),
  tags,
})
