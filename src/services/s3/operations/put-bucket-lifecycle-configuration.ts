import type { Operation } from '../../operation.ts'
import type {
  PutBucketLifecycleConfigurationInput,
  PutBucketLifecycleConfigurationOutput,
} from '../model.ts'
import { onBucket } from '../questions.ts'
import { requireLifecycle } from '../resources/lifecycle.ts'
import type { S3Scope } from '../scope.ts'

/**
 * Replaces the lifecycle rules of a bucket.
 *
 * UNLIKE AWS: rules are checked, kept and listed, and nothing is done about them: no object
 * expires, none changes its storage class, no upload is given up.
 *
 * https://docs.aws.amazon.com/AmazonS3/latest/API/API_PutBucketLifecycleConfiguration.html
 */
export const PutBucketLifecycleConfiguration: Operation<
  S3Scope,
  PutBucketLifecycleConfigurationInput,
  PutBucketLifecycleConfigurationOutput
> = {
  readOnly: false,
  questions: (input, scope) => [onBucket('s3:PutLifecycleConfiguration', input, scope)],
  perform(input, { buckets, world }) {
    const lifecycle = requireLifecycle(input, world)
    const { TransitionDefaultMinimumObjectSize } = lifecycle
    return {
      output: { TransitionDefaultMinimumObjectSize },
      changes: buckets.withSetting(input.Bucket, 'lifecycle', lifecycle),
    }
  },
}
