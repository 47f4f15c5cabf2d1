import type { Operation } from '../../operation.ts'
import { NoSuchLifecycleConfiguration } from '../errors.ts'
import type {
  GetBucketLifecycleConfigurationInput,
  GetBucketLifecycleConfigurationOutput,
} from '../model.ts'
import { onBucket } from '../questions.ts'
import { storedLifecycle } from '../resources/lifecycle.ts'
import type { S3Scope } from '../scope.ts'

/**
 * Lists the lifecycle rules of a bucket.
 *
 * https://docs.aws.amazon.com/AmazonS3/latest/API/API_GetBucketLifecycleConfiguration.html
 */
export const GetBucketLifecycleConfiguration: Operation<
  S3Scope,
  GetBucketLifecycleConfigurationInput,
  GetBucketLifecycleConfigurationOutput
> = {
  readOnly: true,
  questions: (input, scope) => [onBucket('s3:GetLifecycleConfiguration', input, scope)],
  perform({ Bucket }, { buckets }) {
    const setting = buckets.settingOf(Bucket, 'lifecycle')?.value
    if (!setting) throw NoSuchLifecycleConfiguration({ BucketName: Bucket })
    return { output: storedLifecycle(setting) }
  },
}
