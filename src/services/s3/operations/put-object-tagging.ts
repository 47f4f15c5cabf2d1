import type { Operation } from '../../operation.ts'
import { requestObjectTagContext } from '../context-keys.ts'
import type { PutObjectTaggingInput, PutObjectTaggingOutput } from '../model.ts'
import { onExistingObject } from '../resources/object-questions.ts'
import { requireObjectTags } from '../resources/object-tags.ts'
import type { S3Scope } from '../scope.ts'

/**
 * Replaces the tags of an object.
 *
 * https://docs.aws.amazon.com/AmazonS3/latest/API/API_PutObjectTagging.html
 */
export const PutObjectTagging: Operation<S3Scope, PutObjectTaggingInput, PutObjectTaggingOutput> = {
  readOnly: false,
  isDataEvent: true,
  questions(input, scope) {
    const context = requestObjectTagContext(requireObjectTags(input.Tagging.TagSet))
    return [onExistingObject('s3:PutObjectTagging', input, scope, context)]
  },
  perform(input, { objects }) {
    const tags = requireObjectTags(input.Tagging.TagSet)
    const { value } = objects.require(input)
    return { output: {}, ...objects.put(input, { ...value, tags }) }
  },
}
