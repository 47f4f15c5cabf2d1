// A stack with buckets to deliver to. The rows are put there before it starts.

import assert from 'node:assert/strict'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import type { CreateTrailCommandInput } from '@aws-sdk/client-cloudtrail'
import {
  CloudTrailClient,
  CreateTrailCommand,
  LookupEventsCommand,
} from '@aws-sdk/client-cloudtrail'
import { parseAccountId } from '../../../src/base/account-id.ts'
import { parseRegion } from '../../../src/base/region.ts'
import { bucketPolicies, buckets } from '../../../src/services/s3/tables.ts'
import { openSqliteStore } from '../../../src/store/sqlite-store.ts'
import type { Store } from '../../../src/store/store.ts'
import { change } from '../../../src/store/store.ts'
import type { TestWorld } from '../../fixtures/world.ts'
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
  const data = join(await mkdtemp(join(tmpdir(), 'sparekey-trails-')), 'data')
  await (await startWorld({ data })).close() // Makes the directory and its root key.
  await putBuckets(data, { logs: trailBucketPolicy('logs'), ...more })
  const world = await startWorld({ data })
  return {
    ...world,
    close: async () => {
      await world.close()
      await rm(dirname(data), { recursive: true, force: true })
    },
  }
}

/** The stack stopped, its rows worked on, and started again. */
export async function restarted(
  world: TestWorld,
  work: (store: Store) => Promise<void>,
): Promise<TestWorld> {
  await world.server.close()
  const store = await openSqliteStore({ directory: world.data })
  await work(store)
  await store.close()
  const again = await startWorld({ data: world.data })
  return {
    ...again,
    close: async () => {
      await again.close()
      await rm(dirname(world.data), { recursive: true, force: true })
    },
  }
}

async function putBuckets(directory: string, policies: Buckets): Promise<void> {
  const account = parseAccountId(ACCOUNT)
  const region = parseRegion('us-east-1')
  assert.ok(account && region)
  const store = await openSqliteStore({ directory })
  const createdAt = '2026-11-01T00:00:00.000Z'
  const changes = Object.entries(policies).flatMap(([name, policy]) => [
    change(buckets, name, undefined, { name, account, region, createdAt }),
    ...(policy
      ? [change(bucketPolicies, name, undefined, { boundDocument: JSON.stringify(policy) })]
      : []),
  ])
  await store.append({ changes, events: [] })
  await store.close()
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
