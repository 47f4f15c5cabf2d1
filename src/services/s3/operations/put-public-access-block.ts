import type { Operation } from '../../operation.ts'
import type { PublicAccessBlockConfiguration, PutPublicAccessBlockInput } from '../model.ts'
import { onBucket } from '../questions.ts'
import type { S3Scope } from '../scope.ts'

/**
 * Sets what a bucket blocks of public access; what is not said is not blocked.
 *
 * https://docs.aws.amazon.com/AmazonS3/latest/API/API_PutPublicAccessBlock.html
 */
export const PutPublicAccessBlock: Operation<S3Scope, PutPublicAccessBlockInput, undefined> = {
  readOnly: false,
  questions: (input, scope) => [onBucket('s3:PutBucketPublicAccessBlock', input, scope)],
  perform: ({ Bucket, PublicAccessBlockConfiguration }, { buckets }) => ({
    changes: buckets.withSetting(
      Bucket,
      'publicAccessBlock',
      allSaid(PublicAccessBlockConfiguration),
    ),
  }),
}

const allSaid = (said: PublicAccessBlockConfiguration): PublicAccessBlockConfiguration => ({
  BlockPublicAcls: said.BlockPublicAcls ?? false,
  IgnorePublicAcls: said.IgnorePublicAcls ?? false,
  BlockPublicPolicy: said.BlockPublicPolicy ?? false,
  RestrictPublicBuckets: said.RestrictPublicBuckets ?? false,
})
