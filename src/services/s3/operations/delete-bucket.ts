import type { Operation } from '../../operation.ts'
import { BucketNotEmpty } from '../errors.ts'
import type { DeleteBucketInput } from '../model.ts'
import { onBucket } from '../questions.ts'
import type { S3Scope } from '../scope.ts'

/**
 * Takes an empty bucket away, with its policy and its settings. The name is free at once.
 *
 * UNLIKE AWS: a multipart upload under way counts as content, so that none is lost unseen.
 *
 * https://docs.aws.amazon.com/AmazonS3/latest/API/API_DeleteBucket.html
 */
export const DeleteBucket: Operation<S3Scope, DeleteBucketInput, undefined> = {
  readOnly: false,
  questions: (input, scope) => [onBucket('s3:DeleteBucket', input, scope)],
  perform({ Bucket }, { buckets }) {
    if (!buckets.isEmpty(Bucket)) throw BucketNotEmpty({ BucketName: Bucket })
    return { changes: buckets.removed(Bucket) }
  },
}
