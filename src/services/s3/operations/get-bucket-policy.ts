import type { Operation } from '../../operation.ts'
import { NoSuchBucketPolicy } from '../errors.ts'
import type { GetBucketPolicyInput, GetBucketPolicyOutput } from '../model.ts'
import { readableBucketPolicy } from '../policies/bucket-policy.ts'
import { requireOwnersOwn } from '../policies/owners-own.ts'
import { onBucket } from '../questions.ts'
import type { S3Scope } from '../scope.ts'

/**
 * Shows the bucket policy. Principals that are gone are shown as the ids they were bound to.
 *
 * https://docs.aws.amazon.com/AmazonS3/latest/API/API_GetBucketPolicy.html
 */
export const GetBucketPolicy: Operation<S3Scope, GetBucketPolicyInput, GetBucketPolicyOutput> = {
  readOnly: true,
  questions: (input, scope) => [onBucket('s3:GetBucketPolicy', input, scope)],
  perform({ Bucket }, scope) {
    requireOwnersOwn(Bucket, scope)
    const policy = scope.buckets.policyOf(Bucket)?.value
    if (!policy) throw NoSuchBucketPolicy({ BucketName: Bucket })
    return { output: { Policy: readableBucketPolicy(policy, scope.store) } }
  },
}
