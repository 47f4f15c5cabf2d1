// The object that a copy is made of.

import type { Question } from '../../operation.ts'
import { InvalidRequest, NoSuchKey } from '../errors.ts'
import { limits } from '../limits.ts'
import type { ObjectInput } from '../questions.ts'
import type { S3Scope } from '../scope.ts'
import type { ReadConditions } from './conditions.ts'
import { requireCopyable } from './conditions.ts'
import { parseCopySource } from './copy-source.ts'
import { onReadObject } from './object-questions.ts'
import type { OpenedObject } from './object-reader.ts'
import { openObject } from './object-reader.ts'

/** What the two operations that copy say of their source. */
export interface SourceInput {
  readonly CopySource: string
  readonly CopySourceIfMatch?: string | undefined
  readonly CopySourceIfNoneMatch?: string | undefined
  readonly CopySourceIfModifiedSince?: Date | undefined
  readonly CopySourceIfUnmodifiedSince?: Date | undefined
  readonly ExpectedSourceBucketOwner?: string | undefined
}

/** The source by the names that GetObject has for it. */
export function sourceOf({ CopySource, ExpectedSourceBucketOwner }: SourceInput): ObjectInput {
  const { bucket, key } = parseCopySource(CopySource)
  return { Bucket: bucket, Key: key, ExpectedBucketOwner: ExpectedSourceBucketOwner }
}

/** Whoever copies reads. */
export const onSource = (input: SourceInput, scope: S3Scope): readonly Question[] =>
  onReadObject(['s3:GetObject'], sourceOf(input), scope)

export async function openSource(input: SourceInput, scope: S3Scope): Promise<OpenedObject> {
  const source = sourceOf(input)
  const object = scope.objects.find(source)?.value
  if (!object) throw NoSuchKey({ Key: source.Key })
  requireCopyable(object, conditionsOf(input))
  return openObject(object, scope.buckets.require(source.Bucket).value, scope)
}

export function requireCopyableSize(size: number): void {
  if (size <= limits.uploadBytesMax) return
  throw InvalidRequest(
    {},
    'The specified copy source is larger than the maximum allowable size for a copy source: ' +
      limits.uploadBytesMax,
  )
}

const conditionsOf = (input: SourceInput): ReadConditions => ({
  IfMatch: input.CopySourceIfMatch,
  IfNoneMatch: input.CopySourceIfNoneMatch,
  IfModifiedSince: input.CopySourceIfModifiedSince,
  IfUnmodifiedSince: input.CopySourceIfUnmodifiedSince,
})
