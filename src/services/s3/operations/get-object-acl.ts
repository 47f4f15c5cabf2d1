import type { Operation } from '../../operation.ts'
import type { GetObjectAclInput, GetObjectAclOutput } from '../model.ts'
import { ownerOf } from '../resources/listing.ts'
import { onReadObject } from '../resources/object-questions.ts'
import type { S3Scope } from '../scope.ts'

/**
 * Answers what every object's ACL says where ACLs are disabled: the bucket's owner may do all.
 *
 * https://docs.aws.amazon.com/AmazonS3/latest/API/API_GetObjectAcl.html
 */
export const GetObjectAcl: Operation<S3Scope, GetObjectAclInput, GetObjectAclOutput> = {
  readOnly: true,
  isDataEvent: true,
  questions: (input, scope) => onReadObject(['s3:GetObjectAcl'], input, scope),
  perform(input, { objects, buckets }) {
    objects.require(input)
    const owner = ownerOf(buckets.require(input.Bucket).value.account)
    const grant = {
      Grantee: { ...owner, Type: 'CanonicalUser' as const },
      Permission: 'FULL_CONTROL' as const,
    }
    return { output: { Owner: owner, Grants: [grant] } }
  },
}
