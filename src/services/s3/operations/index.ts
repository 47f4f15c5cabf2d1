import type { AnyOperation } from '../../operation.ts'
import type { S3Scope } from '../scope.ts'
import { AbortMultipartUpload } from './abort-multipart-upload.ts'
import { CompleteMultipartUpload } from './complete-multipart-upload.ts'
import { CopyObject } from './copy-object.ts'
import { CreateBucket } from './create-bucket.ts'
import { CreateMultipartUpload } from './create-multipart-upload.ts'
import { DeleteBucket } from './delete-bucket.ts'
import { DeleteBucketEncryption } from './delete-bucket-encryption.ts'
import { DeleteBucketLifecycle } from './delete-bucket-lifecycle.ts'
import { DeleteBucketOwnershipControls } from './delete-bucket-ownership-controls.ts'
import { DeleteBucketPolicy } from './delete-bucket-policy.ts'
import { DeleteBucketTagging } from './delete-bucket-tagging.ts'
import { DeleteObject } from './delete-object.ts'
import { DeleteObjectTagging } from './delete-object-tagging.ts'
import { DeleteObjects } from './delete-objects.ts'
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
import { GetBucketPolicy } from './get-bucket-policy.ts'
import { GetBucketPolicyStatus } from './get-bucket-policy-status.ts'
import { GetBucketReplication } from './get-bucket-replication.ts'
import { GetBucketRequestPayment } from './get-bucket-request-payment.ts'
import { GetBucketTagging } from './get-bucket-tagging.ts'
import { GetBucketVersioning } from './get-bucket-versioning.ts'
import { GetBucketWebsite } from './get-bucket-website.ts'
import { GetObject } from './get-object.ts'
import { GetObjectAcl } from './get-object-acl.ts'
import { GetObjectAttributes } from './get-object-attributes.ts'
import { GetObjectLockConfiguration } from './get-object-lock-configuration.ts'
import { GetObjectTagging } from './get-object-tagging.ts'
import { GetPublicAccessBlock } from './get-public-access-block.ts'
import { HeadBucket } from './head-bucket.ts'
import { HeadObject } from './head-object.ts'
import { ListBuckets } from './list-buckets.ts'
import { ListMultipartUploads } from './list-multipart-uploads.ts'
import { ListObjectVersions } from './list-object-versions.ts'
import { ListObjects } from './list-objects.ts'
import { ListObjectsV2 } from './list-objects-v2.ts'
import { ListParts } from './list-parts.ts'
import { PutBucketAcl } from './put-bucket-acl.ts'
import { PutBucketEncryption } from './put-bucket-encryption.ts'
import { PutBucketLifecycleConfiguration } from './put-bucket-lifecycle-configuration.ts'
import { PutBucketOwnershipControls } from './put-bucket-ownership-controls.ts'
import { PutBucketPolicy } from './put-bucket-policy.ts'
import { PutBucketTagging } from './put-bucket-tagging.ts'
import { PutBucketVersioning } from './put-bucket-versioning.ts'
import { PutObject } from './put-object.ts'
import { PutObjectAcl } from './put-object-acl.ts'
import { PutObjectTagging } from './put-object-tagging.ts'
import { PutPublicAccessBlock } from './put-public-access-block.ts'
import { UploadPart } from './upload-part.ts'
import { UploadPartCopy } from './upload-part-copy.ts'

export const operations: Readonly<Record<string, AnyOperation<S3Scope>>> = {
  AbortMultipartUpload,
  CompleteMultipartUpload,
  CopyObject,
  CreateBucket,
  CreateMultipartUpload,
  DeleteBucket,
  DeleteBucketEncryption,
  DeleteBucketLifecycle,
  DeleteBucketOwnershipControls,
  DeleteBucketPolicy,
  DeleteBucketTagging,
  DeleteObject,
  DeleteObjectTagging,
  DeleteObjects,
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
  GetObject,
  GetObjectAcl,
  GetObjectAttributes,
  GetObjectLockConfiguration,
  GetObjectTagging,
  GetPublicAccessBlock,
  HeadBucket,
  HeadObject,
  ListBuckets,
  ListMultipartUploads,
  ListObjectVersions,
  ListObjects,
  ListObjectsV2,
  ListParts,
  PutBucketAcl,
  PutBucketEncryption,
  PutBucketLifecycleConfiguration,
  PutBucketOwnershipControls,
  PutBucketPolicy,
  PutBucketTagging,
  PutBucketVersioning,
  PutObject,
  PutObjectAcl,
  PutObjectTagging,
  PutPublicAccessBlock,
  UploadPart,
  UploadPartCopy,
}
