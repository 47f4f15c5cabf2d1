import type { Operation } from '../../operation.ts'
import type { DeletePublicAccessBlockInput } from '../model.ts'
import { onBucket } from '../questions.ts'
import type { S3Scope } from '../scope.ts'

/**
 * Blocks nothing of public access any longer, whether or not something was blocked.
 *
 * https://docs.aws.amazon.com/AmazonS3/latest/API/API_DeletePublicAccessBlock.html
 */
export const DeletePublicAccessBlock: Operation<S3Scope, DeletePublicAccessBlockInput, undefined> =
  {
    readOnly: false,
    questions: (input, scope) => [onBucket('s3:PutBucketPublicAccessBlock', input, scope)],
    perform: ({ Bucket }, { buckets }) => ({
      changes: buckets.withSetting(Bucket, 'publicAccessBlock', undefined),
    }),
  }
