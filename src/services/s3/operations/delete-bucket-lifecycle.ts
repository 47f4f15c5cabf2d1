import type { Operation } from '../../operation.ts'
import type { DeleteBucketLifecycleInput } from '../model.ts'
import { onBucket } from '../questions.ts'
import type { S3Scope } from '../scope.ts'

/**
 * Takes the lifecycle rules away, whether or not there are any.
 *
 * https://docs.aws.amazon.com/AmazonS3/latest/API/API_DeleteBucketLifecycle.html
 */
export const DeleteBucketLifecycle: Operation<S3Scope, DeleteBucketLifecycleInput, undefined> = {
  readOnly: false,
  questions: (input, scope) => [onBucket('s3:PutLifecycleConfiguration', input, scope)],
  perform: ({ Bucket }, { buckets }) => ({
    changes: buckets.withSetting(Bucket, 'lifecycle', undefined),
  }),
}
