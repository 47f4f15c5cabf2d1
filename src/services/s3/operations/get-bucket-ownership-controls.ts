import type { Operation } from '../../operation.ts'
import { OwnershipControlsNotFoundError } from '../errors.ts'
import type {
  GetBucketOwnershipControlsInput,
  GetBucketOwnershipControlsOutput,
  OwnershipControls,
} from '../model.ts'
import { onBucket } from '../questions.ts'
import type { S3Scope } from '../scope.ts'

/**
 * Shows who owns what others upload, and whether there are ACLs.
 *
 * https://docs.aws.amazon.com/AmazonS3/latest/API/API_GetBucketOwnershipControls.html
 */
export const GetBucketOwnershipControls: Operation<
  S3Scope,
  GetBucketOwnershipControlsInput,
  GetBucketOwnershipControlsOutput
> = {
  readOnly: true,
  questions: (input, scope) => [onBucket('s3:GetBucketOwnershipControls', input, scope)],
  perform({ Bucket }, { buckets }) {
    const setting = buckets.settingOf(Bucket, 'ownershipControls')?.value
    if (!setting) throw OwnershipControlsNotFoundError({ BucketName: Bucket })
    return { output: { OwnershipControls: setting as unknown as OwnershipControls } }
  },
}
