import type { Operation } from '../../operation.ts'
import type { AbortMultipartUploadInput, AbortMultipartUploadOutput } from '../model.ts'
import { onUpload } from '../resources/upload-parts.ts'
import type { S3Scope } from '../scope.ts'

/**
 * Gives up a multipart upload, and the room that its parts take.
 *
 * https://docs.aws.amazon.com/AmazonS3/latest/API/API_AbortMultipartUpload.html
 */
export const AbortMultipartUpload: Operation<
  S3Scope,
  AbortMultipartUploadInput,
  AbortMultipartUploadOutput
> = {
  readOnly: false,
  isDataEvent: true,
  questions: (input, scope) => [onUpload('s3:AbortMultipartUpload', input, scope)],
  perform: (input, { uploads }) => ({ output: {}, ...uploads.remove(input) }),
}
