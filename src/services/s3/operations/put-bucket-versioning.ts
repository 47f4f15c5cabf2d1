import type { Operation } from '../../operation.ts'
import { MalformedXML, NotImplemented } from '../errors.ts'
import type { PutBucketVersioningInput } from '../model.ts'
import { onBucket } from '../questions.ts'
import type { S3Scope } from '../scope.ts'

/**
 * Suspends versioning, which changes nothing here but what GetBucketVersioning tells.
 *
 * UNLIKE AWS: versions cannot be kept; enabling them answers NotImplemented.
 *
 * https://docs.aws.amazon.com/AmazonS3/latest/API/API_PutBucketVersioning.html
 */
export const PutBucketVersioning: Operation<S3Scope, PutBucketVersioningInput, undefined> = {
  readOnly: false,
  questions: (input, scope) => [onBucket('s3:PutBucketVersioning', input, scope)],
  perform({ Bucket, VersioningConfiguration: { Status, MFADelete } }, { buckets }) {
    if (Status === undefined) throw MalformedXML()
    if (Status === 'Enabled' || MFADelete === 'Enabled') throw NotImplemented()
    return { changes: buckets.withSetting(Bucket, 'versioning', { Status }) }
  },
}
