import type { Operation } from '../../operation.ts'
import type { GetBucketLoggingInput, GetBucketLoggingOutput } from '../model.ts'
import { onBucket } from '../questions.ts'
import type { S3Scope } from '../scope.ts'

/**
 * Answers an empty configuration: server access logs are not built.
 *
 * https://docs.aws.amazon.com/AmazonS3/latest/API/API_GetBucketLogging.html
 */
export const GetBucketLogging: Operation<S3Scope, GetBucketLoggingInput, GetBucketLoggingOutput> = {
  readOnly: true,
  questions: (input, scope) => [onBucket('s3:GetBucketLogging', input, scope)],
  perform: () => ({ output: {} }),
}
