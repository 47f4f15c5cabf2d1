import type { Operation } from '../../operation.ts'
import type { DeleteObjectTaggingInput, DeleteObjectTaggingOutput } from '../model.ts'
import { onExistingObject } from '../resources/object-questions.ts'
import type { S3Scope } from '../scope.ts'

/**
 * Takes all tags from an object.
 *
 * https://docs.aws.amazon.com/AmazonS3/latest/API/API_DeleteObjectTagging.html
 */
export const DeleteObjectTagging: Operation<
  S3Scope,
  DeleteObjectTaggingInput,
  DeleteObjectTaggingOutput
> = {
  readOnly: false,
  isDataEvent: true,
  questions: (input, scope) => [onExistingObject('s3:DeleteObjectTagging', input, scope)],
  perform(input, { objects }) {
    const { value } = objects.require(input)
    return { output: {}, ...objects.put(input, { ...value, tags: [] }) }
  },
}
