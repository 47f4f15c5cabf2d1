// What the operations on objects ask authorization.

import type { Question } from '../../operation.ts'
import type { Context } from '../context-keys.ts'
import { existingTagContext, requestObjectTagContext, writeContext } from '../context-keys.ts'
import type { ObjectInput } from '../questions.ts'
import { onBucket, onObject } from '../questions.ts'
import type { S3Scope } from '../scope.ts'
import { requireObjectAcl } from './acl.ts'
import { requireObjectKey } from './object-key.ts'
import { parseTagsHeader } from './object-tags.ts'
import { requireNoVersion } from './objects.ts'

interface VersionedInput extends ObjectInput {
  readonly VersionId?: string | undefined
}

/** May the caller do this with an object? Conditions see the tags that it has. */
export function onExistingObject(
  action: string,
  input: VersionedInput,
  scope: S3Scope,
  context: Context = {},
): Question {
  requireObjectKey(input.Key)
  requireNoVersion(input)
  const tags = scope.objects.find(input)?.value.tags ?? []
  // Whoever names a version needs a permission of its own, also for the one that is called `null`.
  const name = input.VersionId === undefined ? action : `${action}Version`
  return onObject(name, input, scope, { ...existingTagContext(tags), ...context })
}

/**
 * May the caller read an object? That there is none is told to those only who may list the bucket.
 * https://docs.aws.amazon.com/AmazonS3/latest/API/API_GetObject.html
 */
export function onReadObject(
  actions: readonly string[],
  input: VersionedInput,
  scope: S3Scope,
): readonly Question[] {
  const questions = actions.map((action) => onExistingObject(action, input, scope))
  const isMissing = scope.objects.find(input) === undefined
  return isMissing ? [...questions, onBucket('s3:ListBucket', input, scope)] : questions
}

interface WriteInput extends ObjectInput {
  readonly ACL?: string | undefined
  readonly ServerSideEncryption?: string | undefined
  readonly SSEKMSKeyId?: string | undefined
  readonly StorageClass?: string | undefined
  readonly Tagging?: string | undefined
}

/** May the caller write an object, and tag it, where the request does? */
export function onNewObject(input: WriteInput, scope: S3Scope): readonly Question[] {
  requireObjectKey(input.Key)
  requireObjectAcl(input)
  const tags = parseTagsHeader(input.Tagging)
  const context = { ...writeContext(input), ...requestObjectTagContext(tags) }
  const put = onObject('s3:PutObject', input, scope, context)
  return tags.length === 0 ? [put] : [put, onObject('s3:PutObjectTagging', input, scope, context)]
}
