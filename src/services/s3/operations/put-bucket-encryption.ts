import type { Operation } from '../../operation.ts'
import type { PutBucketEncryptionInput } from '../model.ts'
import { onBucket } from '../questions.ts'
import { requireEncryption } from '../resources/default-encryption.ts'
import type { S3Scope } from '../scope.ts'

/**
 * Sets how objects are encrypted whose upload does not say.
 *
 * https://docs.aws.amazon.com/AmazonS3/latest/API/API_PutBucketEncryption.html
 */
export const PutBucketEncryption: Operation<S3Scope, PutBucketEncryptionInput, undefined> = {
  readOnly: false,
  questions: (input, scope) => [onBucket('s3:PutEncryptionConfiguration', input, scope)],
  perform: ({ Bucket, ServerSideEncryptionConfiguration: encryption }, { buckets }) => ({
    changes: buckets.withSetting(Bucket, 'encryption', requireEncryption(encryption)),
  }),
}
