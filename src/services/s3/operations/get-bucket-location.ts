import { GLOBAL_REGION } from '../../../base/region.ts'
import type { Operation } from '../../operation.ts'
import type { GetBucketLocationInput, GetBucketLocationOutput } from '../model.ts'
import { onBucket } from '../questions.ts'
import type { S3Scope } from '../scope.ts'

/**
 * Tells the Region of a bucket; of one in `us-east-1` nothing, as before there were others.
 *
 * https://docs.aws.amazon.com/AmazonS3/latest/API/API_GetBucketLocation.html
 */
export const GetBucketLocation: Operation<
  S3Scope,
  GetBucketLocationInput,
  GetBucketLocationOutput
> = {
  readOnly: true,
  questions: (input, scope) => [onBucket('s3:GetBucketLocation', input, scope)],
  perform({ Bucket }, { buckets }) {
    const { region } = buckets.require(Bucket).value
    if (region === GLOBAL_REGION) return { output: {} }
    // The list of Regions is longer than the model's.
    type Constraint = NonNullable<GetBucketLocationOutput['LocationConstraint']>
    return { output: { LocationConstraint: region as string as Constraint } }
  },
}
