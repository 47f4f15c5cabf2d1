import type { Operation } from '../../operation.ts'
import { ObjectLockConfigurationNotFoundError } from '../errors.ts'
import type { GetObjectLockConfigurationInput } from '../model.ts'
import { onBucket } from '../questions.ts'
import type { S3Scope } from '../scope.ts'

/**
 * Answers that there is none: object lock is not built.
 *
 * https://docs.aws.amazon.com/AmazonS3/latest/API/API_GetObjectLockConfiguration.html
 */
export const GetObjectLockConfiguration: Operation<
  S3Scope,
  GetObjectLockConfigurationInput,
  undefined
> = {
  readOnly: true,
  questions: (input, scope) => [onBucket('s3:GetBucketObjectLockConfiguration', input, scope)],
  perform({ Bucket }) {
    throw ObjectLockConfigurationNotFoundError({ BucketName: Bucket })
  },
}
