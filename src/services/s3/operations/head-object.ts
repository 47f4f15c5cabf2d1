import type { Operation } from '../../operation.ts'
import type { HeadObjectInput, HeadObjectOutput } from '../model.ts'
import { judgeRead } from '../resources/conditions.ts'
import { refuseCustomerKeys } from '../resources/object-encryption.ts'
import { objectOutput, requestedPart, validatorsOutput } from '../resources/object-output.ts'
import { onReadObject } from '../resources/object-questions.ts'
import type { S3Scope } from '../scope.ts'

/**
 * Tells of an object what GetObject would, without the content. It needs the permission for that,
 * and none of KMS.
 *
 * https://docs.aws.amazon.com/AmazonS3/latest/API/API_HeadObject.html
 */
export const HeadObject: Operation<S3Scope, HeadObjectInput, HeadObjectOutput> = {
  readOnly: true,
  isDataEvent: true,
  questions: (input, scope) => onReadObject(['s3:GetObject'], input, scope),
  perform(input, { objects }) {
    refuseCustomerKeys(input)
    const object = objects.require(input).value
    if (judgeRead(object, input) === 'notModified') {
      return { output: validatorsOutput(object), status: 304 }
    }
    return { output: objectOutput(object, input, requestedPart(object, input)) }
  },
}
