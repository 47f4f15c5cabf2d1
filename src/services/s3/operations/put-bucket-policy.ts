import type { Operation } from '../../operation.ts'
import { AccessDenied } from '../errors.ts'
import type { PutBucketPolicyInput } from '../model.ts'
import { requireBucketPolicy } from '../policies/bucket-policy.ts'
import { readBound } from '../policies/in-force.ts'
import { requireOwnersOwn } from '../policies/owners-own.ts'
import { isPublicPolicy } from '../policies/public.ts'
import { bucketArn, onBucket } from '../questions.ts'
import type { S3Scope } from '../scope.ts'

/**
 * Replaces the bucket policy. The new document is in force for the next request, for whoever puts
 * it too: only the owner's root user keeps the way back.
 *
 * https://docs.aws.amazon.com/AmazonS3/latest/API/API_PutBucketPolicy.html
 */
export const PutBucketPolicy: Operation<S3Scope, PutBucketPolicyInput, undefined> = {
  readOnly: false,
  questions: (input, scope) => [onBucket('s3:PutBucketPolicy', input, scope)],
  perform({ Bucket, Policy }, scope) {
    const { buckets, store, caller } = scope
    requireOwnersOwn(Bucket, scope)
    const policy = requireBucketPolicy(Policy, Bucket, store)
    const blocks = buckets.publicAccessBlockOf(Bucket)?.BlockPublicPolicy === true
    if (blocks && isPublicPolicy(readBound(policy))) {
      throw AccessDenied({}, publicPolicyPrevented(caller.principal.arn, Bucket))
    }
    return { changes: buckets.withPolicy(Bucket, policy) }
  },
}

const publicPolicyPrevented = (caller: string, bucket: string): string =>
  `User: ${caller} is not authorized to perform: s3:PutBucketPolicy on resource: ` +
  `"${bucketArn(bucket)}" because public policies are prevented by the BlockPublicPolicy ` +
  'setting in S3 Block Public Access.'
