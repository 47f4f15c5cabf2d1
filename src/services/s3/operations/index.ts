import type { AnyOperation } from '../../operation.ts'
import type { S3Scope } from '../scope.ts'
import { CreateBucket } from './create-bucket.ts'
import { DeleteBucketEncryption } from './delete-bucket-encryption.ts'
import { DeleteBucketLifecycle } from './delete-bucket-lifecycle.ts'
import { DeleteBucketOwnershipControls } from './delete-bucket-ownership-controls.ts'
import { DeleteBucketPolicy } from './delete-bucket-policy.ts'
import { DeleteBucketTagging } from './delete-bucket-tagging.ts'
import { DeleteBucket } from './delete-bucket.ts'
import { DeletePublicAccessBlock } from './delete-public-access-block.ts'
import { GetBucketAccelerateConfiguration } from './get-bucket-accelerate-configuration.ts'
import { GetBucketAcl } from './get-bucket-acl.ts'
import { GetBucketCors } from './get-bucket-cors.ts'
import { GetBucketEncryption } from './get-bucket-encryption.ts'
import { GetBucketLifecycleConfiguration } from './get-bucket-lifecycle-configuration.ts'
import { GetBucketLocation } from './get-bucket-location.ts'
import { GetBucketLogging } from './get-bucket-logging.ts'
import { GetBucketNotificationConfiguration } from './get-bucket-notification-configuration.ts'
import { GetBucketOwnershipControls } from './get-bucket-ownership-controls.ts'
import { GetBucketPolicyStatus } from './get-bucket-policy-status.ts'
import { GetBucketPolicy } from './get-bucket-policy.ts'
import { GetBucketReplication } from './get-bucket-replication.ts'
import { GetBucketRequestPayment } from './get-bucket-request-payment.ts'
import { GetBucketTagging } from './get-bucket-tagging.ts'
import { GetBucketVersioning } from './get-bucket-versioning.ts'
import { GetBucketWebsite } from './get-bucket-website.ts'
import { GetObjectLockConfiguration } from './get-object-lock-configuration.ts'
import { GetPublicAccessBlock } from './get-public-access-block.ts'
import { HeadBucket } from './head-bucket.ts'
import { ListBuckets } from './list-buckets.ts'
import { ListObjectVersions } from './list-object-versions.ts'
import { ListObjectsV2 } from './list-objects-v2.ts'
import { ListObjects } from './list-objects.ts'
import { PutBucketAcl } from './put-bucket-acl.ts'
import { PutBucketEncryption } from './put-bucket-encryption.ts'
import { PutBucketLifecycleConfiguration } from './put-bucket-lifecycle-configuration.ts'
import { PutBucketOwnershipControls } from './put-bucket-ownership-controls.ts'
import { PutBucketPolicy } from './put-bucket-policy.ts'
import { PutBucketTagging } from './put-bucket-tagging.ts'
import { PutBucketVersioning } from './put-bucket-versioning.ts'
import { PutPublicAccessBlock } from './put-public-access-block.ts'

export const operations: Readonly<Record<string, AnyOperation<S3Scope>>> = {
  CreateBucket,
  DeleteBucket,
  DeleteBucketEncryption,
  DeleteBucketLifecycle,
  DeleteBucketOwnershipControls,
  DeleteBucketPolicy,
  DeleteBucketTagging,
  DeletePublicAccessBlock,
  GetBucketAccelerateConfiguration,
  GetBucketAcl,
  GetBucketCors,
  GetBucketEncryption,
  GetBucketLifecycleConfiguration,
  GetBucketLocation,
  GetBucketLogging,
  GetBucketNotificationConfiguration,
  GetBucketOwnershipControls,
  GetBucketPolicy,
  GetBucketPolicyStatus,
  GetBucketReplication,
  GetBucketRequestPayment,
  GetBucketTagging,
  GetBucketVersioning,
  GetBucketWebsite,
  GetObjectLockConfiguration,
  GetPublicAccessBlock,
  HeadBucket,
  ListBuckets,
  ListObjectVersions,
  ListObjects,
  ListObjectsV2,
  PutBucketAcl,
  PutBucketEncryption,
  PutBucketLifecycleConfiguration,
  PutBucketOwnershipControls,
  PutBucketPolicy,
  PutBucketTagging,
  PutBucketVersioning,
  PutPublicAccessBlock,
}
