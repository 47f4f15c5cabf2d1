// A stack with buckets to deliver to.

import assert from 'node:assert/strict'
import { rm } from 'node:fs/promises'
import { dirname } from 'node:path'
import type { CreateTrailCommandInput } from '@aws-sdk/client-cloudtrail'
import {
  CloudTrailClient,
  CreateTrailCommand,
  LookupEventsCommand,
} from '@aws-sdk/client-cloudtrail'
import { CreateBucketCommand, PutBucketPolicyCommand, S3Client } from '@aws-sdk/client-s3'
import { systemWorld } from '../../../src/server/system-world.ts'
import { openSqliteStore } from '../../../src/store/sqlite-store.ts'
import type { Store } from '../../../src/store/store.ts'
import type { TestWorld, WorldOptions } from '../../fixtures/world.ts'
import { ACCOUNT, startWorld } from '../../fixtures/world.ts'

export const trailArn = (name: string, region = 'us-east-1', account = ACCOUNT): string =>
  `arn:aws:cloudtrail:${region}:${account}:trail/${name}`

interface Access {
  readonly prefix?: string
  readonly sourceArn?: string
  readonly actions?: readonly string[]
  readonly acl?: string
  readonly folder?: string
}

/** The bucket policy of AWS's user guide, or one that differs from it. */
export function trailBucketPolicy(bucket: string, access: Access = {}): object {
  const {
    prefix = '',
    sourceArn = `arn:aws:cloudtrail:*:${ACCOUNT}:trail/*`,
    actions = ['s3:GetBucketAcl', 's3:PutObject'],
    acl = 'bucket-owner-full-control',
    folder = '',
  } = access
  const source = { ArnLike: { 'aws:SourceArn': sourceArn } }
  const Statement = [
    { Action: 's3:GetBucketAcl', Resource: `arn:aws:s3:::${bucket}`, Condition: source },
    {
      Action: 's3:PutObject',
      Resource: `arn:aws:s3:::${bucket}/${prefix}AWSLogs/${ACCOUNT}/${folder}*`,
      Condition: { ...source, StringEquals: { 's3:x-amz-acl': acl } },
    },
  ]
    .filter(({ Action }) => actions.includes(Action))
    .map((one) => ({
      Effect: 'Allow',
      Principal: { Service: 'cloudtrail.amazonaws.com' },
      ...one,
    }))
  return { Version: '2012-10-17', Statement }
}

/** Policies by bucket; undefined: a bucket without one. All are in us-east-1. */
type Buckets = Readonly<Record<string, object | undefined>>

/** Besides those that a test names there is `logs`, which lets CloudTrail in. */
export async function startTrailWorld(more: Buckets = {}): Promise<TestWorld> {
  const world = await startWorld()
  const policies = { logs: trailBucketPolicy('logs'), ...more }
  try {
    for (const [name, policy] of Object.entries(policies)) await putBucket(world, name, policy)
  } catch (cause) {
    await world.close() // A stack that listens would keep the test from ending.
    throw cause
  }
  return world
}

/** In us-east-1, of the root user. */
export async function putBucket(world: TestWorld, Bucket: string, policy?: object): Promise<void> {
  const s3 = world.client(S3Client)
  await s3.send(new CreateBucketCommand({ Bucket }))
  if (!policy) return
  await s3.send(new PutBucketPolicyCommand({ Bucket, Policy: JSON.stringify(policy) }))
}

/** The stack stopped, its rows worked on, and started again. */
export async function restarted(
  world: TestWorld,
  work: (store: Store) => Promise<void>,
  options: WorldOptions = {},
): Promise<TestWorld> {
  await world.server.close()
  const store = await openSqliteStore({ directory: world.data, world: systemWorld() })
  await work(store)
  await store.close()
  const again = await startWorld({ ...options, data: world.data })
  return {
    ...again,
    close: async () => {
      await again.close()
      await rm(dirname(world.data), { recursive: true, force: true })
    },
  }
}

/** A trail of the root user's that delivers to `logs`. */
export const createTrail = (
  world: TestWorld,
  Name: string,
  settings: Partial<CreateTrailCommandInput> = {},
  region = 'us-east-1',
) =>
  world
    .client(CloudTrailClient, undefined, region)
    .send(new CreateTrailCommand({ Name, S3BucketName: 'logs', ...settings }))

/** The record of the newest call of this name. */
export async function recordOf(world: TestWorld, name: string): Promise<Record<string, unknown>> {
  const LookupAttributes = [{ AttributeKey: 'EventName' as const, AttributeValue: name }]
  const command = new LookupEventsCommand({ LookupAttributes, MaxResults: 1 })
  const { Events: [event] = [] } = await world.client(CloudTrailClient).send(command)
  assert.ok(event?.CloudTrailEvent, `no event of ${name}`)
  return JSON.parse(event.CloudTrailEvent) as Record<string, unknown>
}
