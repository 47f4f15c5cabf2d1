import type { Operation } from '../../operation.ts'
import { requestTagContext } from '../context-keys.ts'
import type { PutBucketTaggingInput } from '../model.ts'
import { onBucket } from '../questions.ts'
import { requireBucketTags } from '../resources/tag-set.ts'
import type { S3Scope } from '../scope.ts'

/**
 * Replaces the tags of a bucket.
 *
 * https://docs.aws.amazon.com/AmazonS3/latest/API/API_PutBucketTagging.html
 */
export const PutBucketTagging: Operation<S3Scope, PutBucketTaggingInput, undefined> = {
  readOnly: false,
  questions(input, scope) {
    const context = requestTagContext(input.Tagging.TagSet)
    return [onBucket('s3:PutBucketTagging', input, scope, context)]
  },
  perform: ({ Bucket, Tagging }, { buckets }) => ({
    changes: buckets.withSetting(Bucket, 'tagging', { TagSet: requireBucketTags(Tagging.TagSet) }),
  }),
}
