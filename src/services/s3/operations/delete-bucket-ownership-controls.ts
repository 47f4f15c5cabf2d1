import type { Operation } from '../../operation.ts'
import type { DeleteBucketOwnershipControlsInput } from '../model.ts'
import { onBucket } from '../questions.ts'
import type { S3Scope } from '../scope.ts'

/**
 * Takes the ownership controls away, whether or not there are any.
 *
 * https://docs.aws.amazon.com/AmazonS3/latest/API/API_DeleteBucketOwnershipControls.html
 */
export const DeleteBucketOwnershipControls: Operation<
  S3Scope,
  DeleteBucketOwnershipControlsInput,
  undefined
> = {
  readOnly: false,
  questions: (input, scope) => [onBucket('s3:PutBucketOwnershipControls', input, scope)],
  perform: ({ Bucket }, { buckets }) => ({
    changes: buckets.withSetting(Bucket, 'ownershipControls', undefined),
  }),
}
