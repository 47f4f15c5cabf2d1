import type { Operation } from '../../operation.ts'
import { NoSuchCORSConfiguration } from '../errors.ts'
import type { GetBucketCorsInput } from '../model.ts'
import { onBucket } from '../questions.ts'
import type { S3Scope } from '../scope.ts'

/**
 * Answers that there is none: cross-origin rules are not built.
 *
 * https://docs.aws.amazon.com/AmazonS3/latest/API/API_GetBucketCors.html
 */
export const GetBucketCors: Operation<S3Scope, GetBucketCorsInput, undefined> = {
  readOnly: true,
  questions: (input, scope) => [onBucket('s3:GetBucketCORS', input, scope)],
  perform({ Bucket }) {
    throw NoSuchCORSConfiguration({ BucketName: Bucket })
  },
}
