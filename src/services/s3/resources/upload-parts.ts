import type { Question } from '../../operation.ts'
import { onObject } from '../questions.ts'
import type { S3Scope } from '../scope.ts'
import type { PartRow } from '../tables.ts'
import type { WrittenContent } from './content-writer.ts'
import { requireObjectKey } from './object-key.ts'
import type { UploadName } from './uploads.ts'

interface UploadInput extends UploadName {
  readonly ExpectedBucketOwner?: string | undefined
}

/** May the caller do this with the object that is uploaded? Throws when there is no such upload. */
export function onUpload(action: string, input: UploadInput, scope: S3Scope): Question {
  requireObjectKey(input.Key)
  const question = onObject(action, input, scope)
  const isOwn = scope.buckets.require(input.Bucket).value.account === scope.account
  // Of another account's bucket nothing is told before the answer is yes; `perform` looks again.
  if (isOwn) scope.uploads.require(input)
  return question
}

export const newPart = ({ file, size, etag, checksum }: WrittenContent, now: Date): PartRow => ({
  ...(file && { file }),
  size,
  etag,
  lastModified: now.toISOString(),
  checksum: { ...checksum, type: 'FULL_OBJECT' },
})
