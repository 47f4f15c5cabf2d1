import { KiB } from '../../base/sizes.ts'

// https://docs.aws.amazon.com/AmazonS3/latest/userguide/BucketRestrictions.html
export const limits = {
  bucketPolicyBytesMax: 20 * KiB,
  bucketsPerAccountMax: 10_000,
  bucketsPerPageMax: 10_000,
  bucketTagsMax: 50,
  keyBytesMax: 1024,
  keysPerPageMax: 1000,
  lifecycleRulesMax: 1000,
  lifecycleRuleIdCharsMax: 255,
  tagKeyCharsMax: 128,
  tagValueCharsMax: 256,
  rowsPerRead: 1000,
} as const
