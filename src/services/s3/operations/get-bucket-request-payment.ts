import type { Operation } from '../../operation.ts'
import type { GetBucketRequestPaymentInput, GetBucketRequestPaymentOutput } from '../model.ts'
import { onBucket } from '../questions.ts'
import type { S3Scope } from '../scope.ts'

/**
 * Answers that the owner pays, as of every bucket for which nothing else was set.
 *
 * https://docs.aws.amazon.com/AmazonS3/latest/API/API_GetBucketRequestPayment.html
 */
export const GetBucketRequestPayment: Operation<
  S3Scope,
  GetBucketRequestPaymentInput,
  GetBucketRequestPaymentOutput
> = {
  readOnly: true,
  questions: (input, scope) => [onBucket('s3:GetBucketRequestPayment', input, scope)],
  perform: () => ({ output: { Payer: 'BucketOwner' } }),
}
