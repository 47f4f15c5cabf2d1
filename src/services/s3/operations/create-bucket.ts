import { change } from '../../../store/store.ts'
import type { Change } from '../../../store/store.ts'
import { GLOBAL_REGION } from '../../../base/region.ts'
import type { Operation, Question } from '../../operation.ts'
import { aclContext, requestTagContext } from '../context-keys.ts'
import {
  BucketAlreadyExists,
  BucketAlreadyOwnedByYou,
  NotImplemented,
  TooManyBuckets,
} from '../errors.ts'
import { limits } from '../limits.ts'
import type { CreateBucketInput, CreateBucketOutput } from '../model.ts'
import { bucketArn, onNewBucket } from '../questions.ts'
import { namesAcl, requireNewBucketAcl } from '../resources/acl.ts'
import { requireBucketName } from '../resources/bucket-name.ts'
import { requireBucketRegion } from '../resources/bucket-region.ts'
import { requireBucketTags } from '../resources/tag-set.ts'
import type { S3Scope } from '../scope.ts'
import type { BucketRow } from '../tables.ts'
import { buckets as bucketTable } from '../tables.ts'

/**
 * Makes a bucket, which is nobody's but the caller's account's: without ACLs, and with all public
 * access blocked.
 *
 * In `us-east-1` whoever makes a bucket again that is theirs is told that it went well.
 *
 * https://docs.aws.amazon.com/AmazonS3/latest/API/API_CreateBucket.html
 */
export const CreateBucket: Operation<S3Scope, CreateBucketInput, CreateBucketOutput> = {
  readOnly: false,
  questions,
  perform(input, scope) {
    requireBucketName(input.Bucket)
    const { LocationConstraint, Tags = [] } = input.CreateBucketConfiguration ?? {}
    const region = requireBucketRegion(LocationConstraint, scope.region)
    if (input.ObjectLockEnabledForBucket) throw NotImplemented()
    requireNewBucketAcl(input, input.ObjectOwnership ?? 'BucketOwnerEnforced')
    requireBucketTags(Tags)
    const bucket: BucketRow = {
      name: input.Bucket,
      account: scope.account,
      region,
      createdAt: scope.now.toISOString(),
    }
    return {
      output: { Location: locationOf(bucket), BucketArn: bucketArn(bucket.name) },
      changes: isMadeAgain(bucket, scope) ? [] : changesFor(bucket, input, scope),
      event: { responseElements: null },
    }
  },
}

function questions(input: CreateBucketInput, scope: S3Scope): readonly Question[] {
  const { Bucket, ObjectOwnership } = input
  const { LocationConstraint, Tags = [] } = input.CreateBucketConfiguration ?? {}
  const context = {
    ...aclContext(input),
    ...requestTagContext(Tags),
    ...(LocationConstraint !== undefined && { 's3:locationconstraint': LocationConstraint }),
    ...(ObjectOwnership !== undefined && { 's3:x-amz-object-ownership': ObjectOwnership }),
  }
  const also = [
    ...(namesAcl(input) ? ['s3:PutBucketAcl'] : []),
    ...(ObjectOwnership === undefined ? [] : ['s3:PutBucketOwnershipControls']),
    ...(Tags.length > 0 ? ['s3:TagResource'] : []),
  ]
  return ['s3:CreateBucket', ...also].map((action) => onNewBucket(action, Bucket, scope, context))
}

/** The global endpoint's form has the name alone. */
const locationOf = ({ name, region }: BucketRow): string =>
  region === GLOBAL_REGION ? `/${name}` : `http://${name}.s3.amazonaws.com/`

function isMadeAgain({ name, account, region }: BucketRow, { buckets }: S3Scope): boolean {
  const there = buckets.find(name)?.value
  if (!there) return false
  if (there.account !== account) throw BucketAlreadyExists({ BucketName: name })
  if (region === GLOBAL_REGION && there.region === region) return true
  throw BucketAlreadyOwnedByYou({ BucketName: name })
}

const EVERYTHING_BLOCKED = {
  BlockPublicAcls: true,
  IgnorePublicAcls: true,
  BlockPublicPolicy: true,
  RestrictPublicBuckets: true,
}

function changesFor(
  bucket: BucketRow,
  { ObjectOwnership = 'BucketOwnerEnforced', CreateBucketConfiguration }: CreateBucketInput,
  { buckets, store }: S3Scope,
): readonly Change[] {
  const { name, account } = bucket
  const max = limits.bucketsPerAccountMax
  const owned = store.find(bucketTable, 'account', account, { limit: max })
  if (owned.length >= max) throw TooManyBuckets()
  const { Tags = [] } = CreateBucketConfiguration ?? {}
  return [
    change(bucketTable, name, undefined, bucket),
    ...buckets.withSetting(name, 'publicAccessBlock', EVERYTHING_BLOCKED),
    ...buckets.withSetting(name, 'ownershipControls', { Rules: [{ ObjectOwnership }] }),
    ...(Tags.length > 0 ? buckets.withSetting(name, 'tagging', { TagSet: Tags }) : []),
  ]
}
