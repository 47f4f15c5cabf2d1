import type { Operation } from '../../operation.ts'
import { aclContext } from '../context-keys.ts'
import { AccessControlListNotSupported } from '../errors.ts'
import type { PutObjectAclInput, PutObjectAclOutput } from '../model.ts'
import { requireObjectAcl } from '../resources/acl.ts'
import { onExistingObject } from '../resources/object-questions.ts'
import type { S3Scope } from '../scope.ts'

/**
 * Changes nothing: ACLs are disabled, and the only one that is accepted says what holds anyway.
 *
 * https://docs.aws.amazon.com/AmazonS3/latest/API/API_PutObjectAcl.html
 */
export const PutObjectAcl: Operation<S3Scope, PutObjectAclInput, PutObjectAclOutput> = {
  readOnly: false,
  isDataEvent: true,
  questions: (input, scope) => [
    onExistingObject('s3:PutObjectAcl', input, scope, aclContext(input)),
  ],
  perform(input, { objects }) {
    objects.require(input)
    if (input.ACL === undefined) throw AccessControlListNotSupported()
    requireObjectAcl(input)
    return { output: {} }
  },
}
