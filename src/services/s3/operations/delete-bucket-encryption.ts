import type { Operation } from '../../operation.ts'
import type { DeleteBucketEncryptionInput } from '../model.ts'
import { onBucket } from '../questions.ts'
import type { S3Scope } from '../scope.ts'

/**
 * Goes back to what every bucket does by default: SSE-S3.
 *
 * https://docs.aws.amazon.com/AmazonS3/latest/API/API_DeleteBucketEncryption.html
 */
export const DeleteBucketEncryption: Operation<S3Scope, DeleteBucketEncryptionInput, undefined> = {
  readOnly: false,
  questions: (input, scope) => [onBucket('s3:PutEncryptionConfiguration', input, scope)],
  perform: ({ Bucket }, { buckets }) => ({
    changes: buckets.withSetting(Bucket, 'encryption', undefined),
  }),
}
