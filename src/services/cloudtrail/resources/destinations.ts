// Where a trail's log files go, and whether CloudTrail can put them there.

import { arnOf, parseArn } from '../../../base/arn.ts'
import { accountFolder } from '../../../audit/trail/place-in-bucket.ts'
import { keyFacts } from '../../kms/api.ts'
import type { KeyFacts } from '../../kms/api.ts'
import type { RequestScope } from '../../operation.ts'
import { bucketFacts } from '../../s3/api.ts'
import type { BucketFacts } from '../../s3/api.ts'
import {
  InsufficientEncryptionPolicyException,
  InsufficientS3BucketPolicyException,
  InvalidKmsKeyIdException,
  KmsException,
  KmsKeyDisabledException,
  KmsKeyNotFoundException,
  S3BucketDoesNotExistException,
} from '../errors.ts'
import type { TrailRow } from '../tables.ts'
import { cloudTrailMay } from './service-decision.ts'
import { trailArn } from './trail-name.ts'

/** Throws unless bucket and key exist and their policies let CloudTrail use them. */
export function requireDestinations(trail: TrailRow, scope: RequestScope): void {
  const bucket = bucketFacts(scope.store, trail.s3BucketName)
  if (!bucket) {
    throw S3BucketDoesNotExistException(`S3 bucket ${trail.s3BucketName} does not exist!`)
  }
  requireBucketPolicy(trail, bucket, scope)
  if (trail.kmsKeyId === undefined) return
  const key = keyFacts(scope.store, trail.kmsKeyId, scope.now)
  if (!key || key.region !== bucket.region) throw keyNotFound(trail.kmsKeyId)
  requireKeyPolicy(trail, key, scope)
}

/** https://docs.aws.amazon.com/awscloudtrail/latest/userguide/create-s3-bucket-policy-for-cloudtrail.html */
function requireBucketPolicy(trail: TrailRow, bucket: BucketFacts, scope: RequestScope): void {
  const { account, policy } = bucket
  const bucketArn = arnOf('s3', '', '', bucket.name)
  const may = (action: string, arn: string, context: Record<string, string> = {}): boolean =>
    cloudTrailMay({ action, resource: { arn, account }, policy, context }, trail, scope)
  const encryption = trail.kmsKeyId !== undefined && {
    's3:x-amz-server-side-encryption': 'aws:kms',
    's3:x-amz-server-side-encryption-aws-kms-key-id': trail.kmsKeyId,
  }
  const context = { 's3:x-amz-acl': 'bucket-owner-full-control', ...encryption }
  const folders = trail.logFileValidationEnabled
    ? ['CloudTrail', 'CloudTrail-Digest']
    : ['CloudTrail']
  const objects = folders.map((folder) => `${bucketArn}/${exampleKey(trail, folder)}`)
  const isEnough =
    may('s3:GetBucketAcl', bucketArn) &&
    objects.every((object) => may('s3:PutObject', object, context))
  if (!isEnough) {
    throw InsufficientS3BucketPolicyException(
      `Incorrect S3 bucket policy is detected for bucket: ${bucket.name}`,
    )
  }
}

/** A key like those that the trail's files get. */
const exampleKey = (trail: TrailRow, folder: string): string =>
  `${accountFolder(trail, trail.account)}${folder}/${trail.region}/`

/** https://docs.aws.amazon.com/awscloudtrail/latest/userguide/create-kms-key-policy-for-cloudtrail.html */
function requireKeyPolicy(trail: TrailRow, key: KeyFacts, scope: RequestScope): void {
  // The sentences of these two are ours: AWS's are not known.
  if (key.state === 'Disabled') throw KmsKeyDisabledException(`KMS key ${key.arn} is disabled.`)
  if (key.state !== 'Enabled') throw KmsException(`KMS key ${key.arn} is not enabled.`)
  const object = `${arnOf('s3', '', '', trail.s3BucketName)}/${exampleKey(trail, 'CloudTrail')}`
  const pairs = { 'aws:cloudtrail:arn': trailArn(trail), 'aws:s3:arn': object }
  const context = {
    ...Object.fromEntries(
      Object.entries(pairs).map(([name, value]) => [`kms:EncryptionContext:${name}`, value]),
    ),
    'kms:EncryptionContextKeys': Object.keys(pairs),
    'kms:EncryptionAlgorithm': 'SYMMETRIC_DEFAULT',
  }
  const question = { action: 'kms:GenerateDataKey', resource: key, policy: key.policy, context }
  if (cloudTrailMay(question, trail, scope)) return
  throw InsufficientEncryptionPolicyException(
    `Insufficient permissions to access S3 bucket ${trail.s3BucketName} or KMS key ${key.arn}.`,
  )
}

const KEY_ID = /^(?:mrk-[0-9a-f]{32}|[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})$/
const KMS_RESOURCE = /^(?:key\/[a-z0-9-]+|alias\/[a-zA-Z0-9/_-]+)$/

/** The ARN of the key that a request names by id, alias or ARN. */
export function requireKeyArn(text: string, { account, region, store, now }: RequestScope): string {
  const resource = KEY_ID.test(text) ? `key/${text}` : text
  const arn = text.startsWith('arn:') ? text : arnOf('kms', region, account, resource)
  const parts = parseArn(arn)
  if (parts?.service !== 'kms' || !KMS_RESOURCE.test(parts.resource)) {
    // The sentence is ours: AWS's is not known.
    throw InvalidKmsKeyIdException(`KmsKeyId ${text} is not valid.`)
  }
  const key = keyFacts(store, arn, now)
  if (!key) throw keyNotFound(text)
  return key.arn
}

/** Also of one in another Region than the bucket. The sentence is ours: AWS's is not known. */
const keyNotFound = (name: string) =>
  KmsKeyNotFoundException(`KMS key ${name} does not exist in the Region of the S3 bucket.`)
