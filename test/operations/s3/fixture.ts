// What the tests of S3's operations share: buckets, bucket policies, refusals and events.

import assert from 'node:assert/strict'
import { CloudTrailClient, LookupEventsCommand } from '@aws-sdk/client-cloudtrail'
import { CreateBucketCommand, PutBucketPolicyCommand, S3Client } from '@aws-sdk/client-s3'
import type { TestWorld } from '../../fixtures/world.ts'
import { ACCOUNT } from '../../fixtures/world.ts'

export const bucketArn = (bucket: string): string => `arn:aws:s3:::${bucket}`
export const userArn = (name: string, account = ACCOUNT): string =>
  `arn:aws:iam::${account}:user/${name}`
export const rootArn = (account = ACCOUNT): string => `arn:aws:iam::${account}:root`

let made = 0

/** A bucket of the root user's under a name of its own. */
export async function newBucket(world: TestWorld): Promise<string> {
  made += 1
  const Bucket = `bucket-${made}`
  await world.client(S3Client).send(new CreateBucketCommand({ Bucket }))
  return Bucket
}

export interface Statement {
  readonly Effect?: 'Allow' | 'Deny'
  readonly Principal?: unknown
  readonly Action?: string | readonly string[]
  readonly Resource?: string | readonly string[]
  readonly Condition?: object
}

export const policyText = (...statements: readonly object[]): string =>
  JSON.stringify({ Version: '2012-10-17', Statement: statements })

/** Puts a policy of one statement, by default about the bucket itself. */
export async function putStatement(
  world: TestWorld,
  Bucket: string,
  statement: Statement,
): Promise<void> {
  const about = { Effect: 'Allow', Resource: bucketArn(Bucket), ...statement }
  const put = new PutBucketPolicyCommand({ Bucket, Policy: policyText(about) })
  await world.client(S3Client).send(put)
}

export interface Refusal {
  readonly code: string
  readonly status: number | undefined
  readonly message: string
}

/** Waits for a call that must fail. */
export async function refusal(call: Promise<unknown>): Promise<Refusal> {
  try {
    await call
  } catch (thrown) {
    const { name, message, $metadata } = thrown as {
      name: string
      message: string
      $metadata?: { httpStatusCode?: number }
    }
    return { code: name, status: $metadata?.httpStatusCode, message }
  }
  assert.fail('the call was not refused')
}

export const notAuthorized = (name: string, action: string, resource?: string): string =>
  `User: ${userArn(name)} is not authorized to perform: ${action}` +
  (resource === undefined ? '' : ` on resource: "${resource}"`) +
  ` because no identity-based policy allows the ${action} action`

export type EventRecord = Readonly<Record<string, unknown>>

/** The newest event of this name in the first account's history. */
export async function eventOf(world: TestWorld, name: string): Promise<EventRecord | undefined> {
  const LookupAttributes = [{ AttributeKey: 'EventName' as const, AttributeValue: name }]
  const lookup = new LookupEventsCommand({ LookupAttributes })
  const { Events = [] } = await world.client(CloudTrailClient).send(lookup)
  const [newest] = Events
  return newest && (JSON.parse(newest.CloudTrailEvent ?? '{}') as EventRecord)
}
