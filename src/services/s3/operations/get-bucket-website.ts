import type { Operation } from '../../operation.ts'
import { NoSuchWebsiteConfiguration } from '../errors.ts'
import type { GetBucketWebsiteInput } from '../model.ts'
import { onBucket } from '../questions.ts'
import type { S3Scope } from '../scope.ts'

/**
 * Answers that there is none: websites are not built.
 *
 * https://docs.aws.amazon.com/AmazonS3/latest/API/API_GetBucketWebsite.html
 */
export const GetBucketWebsite: Operation<S3Scope, GetBucketWebsiteInput, undefined> = {
  readOnly: true,
  questions: (input, scope) => [onBucket('s3:GetBucketWebsite', input, scope)],
  perform({ Bucket }) {
    throw NoSuchWebsiteConfiguration({ BucketName: Bucket })
  },
}
