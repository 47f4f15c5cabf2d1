// What S3 asks authorization, with the condition keys that it brings along.
// https://docs.aws.amazon.com/AmazonS3/latest/userguide/using-with-s3-policy-actions.html

import { arnOf } from '../../base/arn.ts'
import { canonicalUserId } from '../../base/canonical-user-id.ts'
import type { ResourcePolicy } from '../../policy/index.ts'
import type { Question } from '../operation.ts'
import type { Context } from './context-keys.ts'
import { signatureContext } from './context-keys.ts'
import { AccessDenied } from './errors.ts'
import { bucketPolicyInForce, readBound } from './policies/in-force.ts'
import { isPublicPolicy } from './policies/public.ts'
import type { S3Scope } from './scope.ts'
import type { BucketRow } from './tables.ts'

/** As operations name a bucket: whose it must be is the caller's to say. */
export interface BucketInput {
  readonly Bucket: string
  readonly ExpectedBucketOwner?: string | undefined
}

export interface ObjectInput extends BucketInput {
  readonly Key: string
}

export const bucketArn = (name: string): string => arnOf('s3', '', '', name)

export const objectArn = (bucket: string, key: string): string => `${bucketArn(bucket)}/${key}`

/** May the caller do this with this bucket? Throws where there is none. */
export function onBucket(
  action: string,
  input: BucketInput,
  scope: S3Scope,
  context: Context = {},
): Question {
  return onResource(action, bucketArn(input.Bucket), requireOwned(input, scope), scope, context)
}

/** May the caller do this with this object, whether or not it is there? */
export function onObject(
  action: string,
  input: ObjectInput,
  scope: S3Scope,
  context: Context = {},
): Question {
  const arn = objectArn(input.Bucket, input.Key)
  return onResource(action, arn, requireOwned(input, scope), scope, context)
}

/** For a bucket that is to be. No bucket policy has a say. */
export function onNewBucket(
  action: string,
  name: string,
  scope: S3Scope,
  context: Context = {},
): Question {
  const { account } = scope
  const arn = bucketArn(name)
  const resource = { arn, account, mention: quoted(arn), type: BUCKET_TYPE }
  return { action, resource, context: { ...signatureContext(scope), ...context } }
}

/** For operations that know no bucket. */
export const onAccount = (action: string, scope: S3Scope): Question => ({
  action,
  resource: { arn: '*', account: scope.account, mention: 'unnamed' },
  context: signatureContext(scope),
})

const BUCKET_TYPE = 'AWS::S3::Bucket'
const OBJECT_TYPE = 'AWS::S3::Object'

const quoted = (arn: string) => ({ words: `"${arn}"` })

function onResource(
  action: string,
  arn: string,
  bucket: BucketRow,
  scope: S3Scope,
  context: Context,
): Question {
  const { account, name } = bucket
  const policy = policyThatCounts(action, bucket, scope)
  return {
    action,
    resource: {
      arn,
      account,
      ...(policy && { policy }),
      type: arn === bucketArn(name) ? BUCKET_TYPE : OBJECT_TYPE,
      mention: quoted(arn),
    },
    context: { ...signatureContext(scope), 's3:ResourceAccount': account, ...context },
    canonicalUserId: canonicalUserId(scope.account),
    // Of another account's bucket nothing is told, not even whose policy says no.
    ...(account !== scope.account && { refusal: () => AccessDenied() }),
  }
}

/**
 * The bucket policy, but not where S3 looks past it. The owner's root user can always see, replace
 * and take away the policy, so that nobody is locked out of a bucket for good; and a public policy
 * lets in nobody of another account once public buckets are restricted.
 */
function policyThatCounts(
  action: string,
  { name, account }: BucketRow,
  { buckets, caller }: S3Scope,
): ResourcePolicy | undefined {
  const row = buckets.policyOf(name)?.value
  if (!row) return undefined
  const isOwn = caller.account === account
  if (isOwn && caller.principal.type === 'root' && ROOT_ALWAYS.has(action)) return undefined
  const isService = caller.principal.type === 'service'
  const restricts = buckets.publicAccessBlockOf(name)?.RestrictPublicBuckets === true
  if (restricts && !isOwn && !isService && isPublicPolicy(readBound(row))) return undefined
  return bucketPolicyInForce(row)
}

/** https://docs.aws.amazon.com/AmazonS3/latest/API/API_PutBucketPolicy.html */
const ROOT_ALWAYS = new Set(['s3:GetBucketPolicy', 's3:PutBucketPolicy', 's3:DeleteBucketPolicy'])

function requireOwned(
  { Bucket, ExpectedBucketOwner }: BucketInput,
  { buckets }: S3Scope,
): BucketRow {
  const { value } = buckets.require(Bucket)
  if (ExpectedBucketOwner !== undefined && ExpectedBucketOwner !== value.account) {
    throw AccessDenied()
  }
  return value
}
