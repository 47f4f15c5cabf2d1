import type { Operation } from '../../operation.ts'
import { NoSuchPublicAccessBlockConfiguration } from '../errors.ts'
import type { GetPublicAccessBlockInput, GetPublicAccessBlockOutput } from '../model.ts'
import { onBucket } from '../questions.ts'
import type { S3Scope } from '../scope.ts'

/**
 * Shows what a bucket blocks of public access.
 *
 * https://docs.aws.amazon.com/AmazonS3/latest/API/API_GetPublicAccessBlock.html
 */
export const GetPublicAccessBlock: Operation<
  S3Scope,
  GetPublicAccessBlockInput,
  GetPublicAccessBlockOutput
> = {
  readOnly: true,
  questions: (input, scope) => [onBucket('s3:GetBucketPublicAccessBlock', input, scope)],
  perform({ Bucket }, { buckets }) {
    const setting = buckets.settingOf(Bucket, 'publicAccessBlock')?.value
    if (!setting) throw NoSuchPublicAccessBlockConfiguration({ BucketName: Bucket })
    return { output: { PublicAccessBlockConfiguration: setting } }
  },
}
