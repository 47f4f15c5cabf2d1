import type { Operation } from '../../operation.ts'
import { MalformedXML } from '../errors.ts'
import type { OwnershipControls, PutBucketOwnershipControlsInput } from '../model.ts'
import { onBucket } from '../questions.ts'
import type { S3Scope } from '../scope.ts'

/**
 * Sets who owns what others upload, and whether there are ACLs.
 *
 * https://docs.aws.amazon.com/AmazonS3/latest/API/API_PutBucketOwnershipControls.html
 */
export const PutBucketOwnershipControls: Operation<
  S3Scope,
  PutBucketOwnershipControlsInput,
  undefined
> = {
  readOnly: false,
  questions: (input, scope) => [onBucket('s3:PutBucketOwnershipControls', input, scope)],
  perform: ({ Bucket, OwnershipControls: controls }, { buckets }) => ({
    changes: buckets.withSetting(Bucket, 'ownershipControls', requireOneRule(controls)),
  }),
}

function requireOneRule(controls: OwnershipControls): OwnershipControls {
  if (controls.Rules.length === 1) return controls
  throw MalformedXML()
}
