import { GiB, KiB, MiB, TiB } from '../../base/sizes.ts'

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
  objectBytesMax: 5 * TiB,
  /** Of one request, of one copy, and of one part. */
  uploadBytesMax: 5 * GiB,
  /** Of every part but the last. */
  partBytesMin: 5 * MiB,
  partsPerUploadMax: 10_000,
  partsPerPageMax: 1000,
  uploadsPerPageMax: 1000,
  deletedKeysMax: 1000,
  rowsPerRead: 1000,
} as const
