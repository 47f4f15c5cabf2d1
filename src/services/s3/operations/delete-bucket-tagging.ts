import type { Operation } from '../../operation.ts'
import type { DeleteBucketTaggingInput } from '../model.ts'
import { onBucket } from '../questions.ts'
import type { S3Scope } from '../scope.ts'

/**
 * Takes every tag of a bucket away, whether or not it has one.
 *
 * https://docs.aws.amazon.com/AmazonS3/latest/API/API_DeleteBucketTagging.html
 */
export const DeleteBucketTagging: Operation<S3Scope, DeleteBucketTaggingInput, undefined> = {
  readOnly: false,
  questions: (input, scope) => [onBucket('s3:PutBucketTagging', input, scope)],
  perform: ({ Bucket }, { buckets }) => ({
    changes: buckets.withSetting(Bucket, 'tagging', undefined),
  }),
}
