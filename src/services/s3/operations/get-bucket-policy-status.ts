import type { Operation } from '../../operation.ts'
import { NoSuchBucketPolicy } from '../errors.ts'
import type { GetBucketPolicyStatusInput, GetBucketPolicyStatusOutput } from '../model.ts'
import { readBound } from '../policies/in-force.ts'
import { isPublicPolicy } from '../policies/public.ts'
import { onBucket } from '../questions.ts'
import type { S3Scope } from '../scope.ts'

/**
 * Tells whether the bucket policy is public in S3's sense.
 *
 * https://docs.aws.amazon.com/AmazonS3/latest/API/API_GetBucketPolicyStatus.html
 */
export const GetBucketPolicyStatus: Operation<
  S3Scope,
  GetBucketPolicyStatusInput,
  GetBucketPolicyStatusOutput
> = {
  readOnly: true,
  questions: (input, scope) => [onBucket('s3:GetBucketPolicyStatus', input, scope)],
  perform({ Bucket }, { buckets }) {
    const policy = buckets.policyOf(Bucket)?.value
    if (!policy) throw NoSuchBucketPolicy({ BucketName: Bucket })
    return { output: { PolicyStatus: { IsPublic: isPublicPolicy(readBound(policy)) } } }
  },
}
