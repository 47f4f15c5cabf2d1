import type { Operation } from '../../operation.ts'
import type { HeadBucketInput, HeadBucketOutput } from '../model.ts'
import { bucketArn, onBucket } from '../questions.ts'
import type { S3Scope } from '../scope.ts'

/**
 * Tells whether there is such a bucket and the caller may list it, and where it is.
 *
 * UNLIKE AWS: a bucket is served to requests signed for any Region, where AWS sends the client on
 * to the bucket's own; one endpoint stands for all.
 *
 * https://docs.aws.amazon.com/AmazonS3/latest/API/API_HeadBucket.html
 */
export const HeadBucket: Operation<S3Scope, HeadBucketInput, HeadBucketOutput> = {
  readOnly: true,
  isDataEvent: true,
  questions: (input, scope) => [onBucket('s3:ListBucket', input, scope)],
  perform({ Bucket }, { buckets }) {
    const { region } = buckets.require(Bucket).value
    const BucketArn = bucketArn(Bucket)
    return { output: { BucketArn, BucketRegion: region, AccessPointAlias: false } }
  },
}
