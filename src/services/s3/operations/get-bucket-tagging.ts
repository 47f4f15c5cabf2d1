import type { Operation } from '../../operation.ts'
import { NoSuchTagSet } from '../errors.ts'
import type { GetBucketTaggingInput, GetBucketTaggingOutput, Tagging } from '../model.ts'
import { onBucket } from '../questions.ts'
import type { S3Scope } from '../scope.ts'

/**
 * Lists the tags of a bucket.
 *
 * https://docs.aws.amazon.com/AmazonS3/latest/API/API_GetBucketTagging.html
 */
export const GetBucketTagging: Operation<S3Scope, GetBucketTaggingInput, GetBucketTaggingOutput> = {
  readOnly: true,
  questions: (input, scope) => [onBucket('s3:GetBucketTagging', input, scope)],
  perform({ Bucket }, { buckets }) {
    const setting = buckets.settingOf(Bucket, 'tagging')?.value
    if (!setting) throw NoSuchTagSet({ BucketName: Bucket })
    return { output: { TagSet: (setting as unknown as Tagging).TagSet } }
  },
}
