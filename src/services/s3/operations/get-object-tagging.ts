import type { Operation } from '../../operation.ts'
import type { GetObjectTaggingInput, GetObjectTaggingOutput } from '../model.ts'
import { onReadObject } from '../resources/object-questions.ts'
import type { S3Scope } from '../scope.ts'

/** https://docs.aws.amazon.com/AmazonS3/latest/API/API_GetObjectTagging.html */
export const GetObjectTagging: Operation<S3Scope, GetObjectTaggingInput, GetObjectTaggingOutput> = {
  readOnly: true,
  isDataEvent: true,
  questions: (input, scope) => onReadObject(['s3:GetObjectTagging'], input, scope),
  perform: (input, { objects }) => ({ output: { TagSet: objects.require(input).value.tags } }),
}
