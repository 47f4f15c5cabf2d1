import type { Operation } from '../../operation.ts'
import type {
  GetBucketEncryptionInput,
  GetBucketEncryptionOutput,
  ServerSideEncryptionConfiguration,
} from '../model.ts'
import { onBucket } from '../questions.ts'
import { BASE_ENCRYPTION } from '../resources/default-encryption.ts'
import type { S3Scope } from '../scope.ts'

/**
 * Shows how objects are encrypted whose upload does not say.
 *
 * https://docs.aws.amazon.com/AmazonS3/latest/API/API_GetBucketEncryption.html
 */
export const GetBucketEncryption: Operation<
  S3Scope,
  GetBucketEncryptionInput,
  GetBucketEncryptionOutput
> = {
  readOnly: true,
  questions: (input, scope) => [onBucket('s3:GetEncryptionConfiguration', input, scope)],
  perform({ Bucket }, { buckets }) {
    const setting = buckets.settingOf(Bucket, 'encryption')?.value as
      ServerSideEncryptionConfiguration | undefined
    return { output: { ServerSideEncryptionConfiguration: setting ?? BASE_ENCRYPTION } }
  },
}
