import { AwsError } from '../../../aws/errors.ts'
import type { Operation } from '../../operation.ts'
import { AccessDenied, MalformedXML } from '../errors.ts'
import { limits } from '../limits.ts'
import type {
  DeletedObject,
  DeleteObjectsInput,
  DeleteObjectsOutput,
  Error as DeletionError,
  ObjectIdentifier,
} from '../model.ts'
import { requireDeletable } from '../resources/conditions.ts'
import { onExistingObject } from '../resources/object-questions.ts'
import type { ObjectChange } from '../resources/objects.ts'
import type { S3Scope } from '../scope.ts'

/**
 * Removes up to a thousand objects. Each is asked about by itself, so that one may be removed and
 * the next refused; the answer says which.
 *
 * https://docs.aws.amazon.com/AmazonS3/latest/API/API_DeleteObjects.html
 */
export const DeleteObjects: Operation<S3Scope, DeleteObjectsInput, DeleteObjectsOutput> = {
  readOnly: false,
  isDataEvent: true,
  questions(input, scope) {
    requireObjects(input)
    // Whoever asks about a bucket that is not there, or not whose it should be, hears of it here.
    onExistingObject('s3:DeleteObject', nameOf(input, { Key: '' }), scope)
    return []
  },
  perform(input, scope) {
    const outcomes = requireObjects(input).map((object) => deletion(input, object, scope))
    const Errors = outcomes.flatMap(({ error }) => error ?? [])
    const Deleted = outcomes.flatMap(({ deleted }) => deleted ?? [])
    const done = outcomes.flatMap(({ change }) => change ?? [])
    return {
      output: {
        ...(!input.Delete.Quiet && { Deleted }),
        ...(Errors.length > 0 && { Errors }),
      },
      changes: done.flatMap(({ changes }) => changes),
      files: { release: done.flatMap(({ files }) => files.release ?? []) },
    }
  },
}

interface Outcome {
  readonly deleted?: DeletedObject
  readonly change?: ObjectChange
  readonly error?: DeletionError
}

function deletion(input: DeleteObjectsInput, object: ObjectIdentifier, scope: S3Scope): Outcome {
  const { Key, VersionId } = object
  const name = nameOf(input, object)
  const version = VersionId === undefined ? {} : { VersionId }
  try {
    const { outcome } = scope.decide(onExistingObject('s3:DeleteObject', name, scope))
    if (outcome !== 'allow') throw AccessDenied()
    const { ETag: IfMatch, Size: IfMatchSize, LastModifiedTime } = object
    const conditions = { IfMatch, IfMatchSize, IfMatchLastModifiedTime: LastModifiedTime }
    requireDeletable(scope.objects.find(name)?.value, conditions)
    return { deleted: { Key, ...version }, change: scope.objects.put(name, undefined) }
  } catch (cause) {
    if (!(cause instanceof AwsError)) throw cause
    return { error: { Key, ...version, Code: cause.code, Message: cause.message } }
  }
}

const nameOf = (
  { Bucket, ExpectedBucketOwner }: DeleteObjectsInput,
  { Key, VersionId }: ObjectIdentifier,
) => ({ Bucket, ExpectedBucketOwner, Key, VersionId })

/** A key that is named twice is removed once. */
function requireObjects({ Delete }: DeleteObjectsInput): readonly ObjectIdentifier[] {
  const { Objects } = Delete
  if (Objects.length === 0 || Objects.length > limits.deletedKeysMax) throw MalformedXML()
  const byName = new Map(
    Objects.map((object) => [`${object.VersionId ?? ''}/${object.Key}`, object]),
  )
  return [...byName.values()]
}
