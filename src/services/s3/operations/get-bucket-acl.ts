import type { Operation } from '../../operation.ts'
import type { GetBucketAclInput, GetBucketAclOutput } from '../model.ts'
import { onBucket } from '../questions.ts'
import { ownersAcl } from '../resources/acl.ts'
import type { S3Scope } from '../scope.ts'

/**
 * Shows the ACL that a bucket without ACLs has: full control for its owner.
 *
 * https://docs.aws.amazon.com/AmazonS3/latest/API/API_GetBucketAcl.html
 */
export const GetBucketAcl: Operation<S3Scope, GetBucketAclInput, GetBucketAclOutput> = {
  readOnly: true,
  questions: (input, scope) => [onBucket('s3:GetBucketAcl', input, scope)],
  perform: ({ Bucket }, { buckets }) => ({
    output: ownersAcl(buckets.require(Bucket).value.account),
  }),
}
