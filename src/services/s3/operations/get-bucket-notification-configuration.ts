import type { Operation } from '../../operation.ts'
import type {
  GetBucketNotificationConfigurationInput,
  GetBucketNotificationConfigurationOutput,
} from '../model.ts'
import { onBucket } from '../questions.ts'
import type { S3Scope } from '../scope.ts'

/**
 * Answers an empty configuration: notifications are not built.
 *
 * https://docs.aws.amazon.com/AmazonS3/latest/API/API_GetBucketNotificationConfiguration.html
 */
export const GetBucketNotificationConfiguration: Operation<
  S3Scope,
  GetBucketNotificationConfigurationInput,
  GetBucketNotificationConfigurationOutput
> = {
  readOnly: true,
  questions: (input, scope) => [onBucket('s3:GetBucketNotification', input, scope)],
  perform: () => ({ output: {} }),
}
