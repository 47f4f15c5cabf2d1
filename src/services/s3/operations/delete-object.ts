import type { Operation } from '../../operation.ts'
import type { DeleteObjectInput, DeleteObjectOutput } from '../model.ts'
import { requireDeletable } from '../resources/conditions.ts'
import { onExistingObject } from '../resources/object-questions.ts'
import type { S3Scope } from '../scope.ts'

/**
 * Removes an object. One that is not there is as good as removed.
 *
 * https://docs.aws.amazon.com/AmazonS3/latest/API/API_DeleteObject.html
 */
export const DeleteObject: Operation<S3Scope, DeleteObjectInput, DeleteObjectOutput> = {
  readOnly: false,
  isDataEvent: true,
  questions: (input, scope) => [onExistingObject('s3:DeleteObject', input, scope)],
  perform(input, { objects }) {
    requireDeletable(objects.find(input)?.value, input)
    return { output: {}, ...objects.put(input, undefined) }
  },
}
