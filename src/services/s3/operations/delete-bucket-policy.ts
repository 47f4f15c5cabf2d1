import type { Operation } from '../../operation.ts'
import type { DeleteBucketPolicyInput } from '../model.ts'
import { requireOwnersOwn } from '../policies/owners-own.ts'
import { onBucket } from '../questions.ts'
import type { S3Scope } from '../scope.ts'

/**
 * Takes the bucket policy away, whether or not there is one.
 *
 * https://docs.aws.amazon.com/AmazonS3/latest/API/API_DeleteBucketPolicy.html
 */
export const DeleteBucketPolicy: Operation<S3Scope, DeleteBucketPolicyInput, undefined> = {
  readOnly: false,
  questions: (input, scope) => [onBucket('s3:DeleteBucketPolicy', input, scope)],
  perform({ Bucket }, scope) {
    requireOwnersOwn(Bucket, scope)
    return { changes: scope.buckets.withPolicy(Bucket, undefined) }
  },
}
