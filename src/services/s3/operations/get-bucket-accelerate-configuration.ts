import type { Operation } from '../../operation.ts'
import type {
  GetBucketAccelerateConfigurationInput,
  GetBucketAccelerateConfigurationOutput,
} from '../model.ts'
import { onBucket } from '../questions.ts'
import type { S3Scope } from '../scope.ts'

/**
 * Answers an empty configuration: there is nothing to accelerate.
 *
 * https://docs.aws.amazon.com/AmazonS3/latest/API/API_GetBucketAccelerateConfiguration.html
 */
export const GetBucketAccelerateConfiguration: Operation<
  S3Scope,
  GetBucketAccelerateConfigurationInput,
  GetBucketAccelerateConfigurationOutput
> = {
  readOnly: true,
  questions: (input, scope) => [onBucket('s3:GetAccelerateConfiguration', input, scope)],
  perform: () => ({ output: {} }),
}
