import type { Operation } from '../../operation.ts'
import { aclContext } from '../context-keys.ts'
import type { PutBucketAclInput } from '../model.ts'
import { onBucket } from '../questions.ts'
import { requireSettableAcl } from '../resources/acl.ts'
import type { S3Scope } from '../scope.ts'

/**
 * Refuses every ACL of a bucket whose owner owns everything in it, as all are made.
 *
 * https://docs.aws.amazon.com/AmazonS3/latest/API/API_PutBucketAcl.html
 */
export const PutBucketAcl: Operation<S3Scope, PutBucketAclInput, undefined> = {
  readOnly: false,
  questions: (input, scope) => [onBucket('s3:PutBucketAcl', input, scope, aclContext(input))],
  perform(input, { buckets }) {
    const blocks = buckets.publicAccessBlockOf(input.Bucket)?.BlockPublicAcls === true
    requireSettableAcl(input, buckets.ownershipOf(input.Bucket), blocks)
    return {}
  },
}
