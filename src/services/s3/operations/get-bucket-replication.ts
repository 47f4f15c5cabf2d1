import type { Operation } from '../../operation.ts'
import { ReplicationConfigurationNotFoundError } from '../errors.ts'
import type { GetBucketReplicationInput } from '../model.ts'
import { onBucket } from '../questions.ts'
import type { S3Scope } from '../scope.ts'

/**
 * Answers that there is none: replication is not built.
 *
 * https://docs.aws.amazon.com/AmazonS3/latest/API/API_GetBucketReplication.html
 */
export const GetBucketReplication: Operation<S3Scope, GetBucketReplicationInput, undefined> = {
  readOnly: true,
  questions: (input, scope) => [onBucket('s3:GetReplicationConfiguration', input, scope)],
  perform({ Bucket }) {
    throw ReplicationConfigurationNotFoundError({ BucketName: Bucket })
  },
}
