import type { Operation } from '../../operation.ts'
import type { GetBucketVersioningInput, GetBucketVersioningOutput } from '../model.ts'
import { onBucket } from '../questions.ts'
import type { S3Scope } from '../scope.ts'

/**
 * Tells that versions are not kept: nothing of a bucket that never kept any.
 *
 * https://docs.aws.amazon.com/AmazonS3/latest/API/API_GetBucketVersioning.html
 */
export const GetBucketVersioning: Operation<
  S3Scope,
  GetBucketVersioningInput,
  GetBucketVersioningOutput
> = {
  readOnly: true,
  questions: (input, scope) => [onBucket('s3:GetBucketVersioning', input, scope)],
  perform({ Bucket }, { buckets }) {
    const setting = buckets.settingOf(Bucket, 'versioning')?.value
    return { output: (setting ?? {}) as GetBucketVersioningOutput }
  },
}
