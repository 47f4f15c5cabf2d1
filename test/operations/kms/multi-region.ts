// Multi-Region keys for tests: a primary key in us-east-1 and what is made of it elsewhere.

import assert from 'node:assert/strict'
import { CloudTrailClient, LookupEventsCommand } from '@aws-sdk/client-cloudtrail'
import type { KeyMetadata, ReplicateKeyCommandInput } from '@aws-sdk/client-kms'
import { DescribeKeyCommand, ReplicateKeyCommand } from '@aws-sdk/client-kms'
import { advance } from '../../fixtures/clock.ts'
import type { Credentials, TestWorld } from '../../fixtures/world.ts'
import { ACCOUNT } from '../../fixtures/world.ts'
import type { RecordedEvent } from './fixture.ts'
import { kmsAs } from './fixture.ts'

export const HOME = 'us-east-1'
export const AWAY = 'eu-west-1'

export const keyArnIn = (region: string, keyId: string): string =>
  `arn:aws:kms:${region}:${ACCOUNT}:key/${keyId}`

export const replicate = (
  world: TestWorld,
  input: Partial<ReplicateKeyCommandInput> & { KeyId: string },
  credentials?: Credentials,
  region = HOME,
) =>
  kmsAs(world, credentials, region).send(new ReplicateKeyCommand({ ReplicaRegion: AWAY, ...input }))

/** The same, and waits until it is enabled. */
export async function enabledReplica(
  world: TestWorld,
  input: Partial<ReplicateKeyCommandInput> & { KeyId: string },
): Promise<string> {
  const { ReplicaKeyMetadata } = await replicate(world, input)
  await settle(world)
  return ReplicaKeyMetadata?.Arn ?? ''
}

/** A replica that is being made is made, and keys that are changing roles have done so. */
export const settle = (world: TestWorld): Promise<void> => advance(world, '4s')

export async function describe(
  world: TestWorld,
  KeyId: string,
  region: string,
): Promise<KeyMetadata> {
  const { KeyMetadata } = await kmsAs(world, undefined, region).send(
    new DescribeKeyCommand({ KeyId }),
  )
  assert.ok(KeyMetadata)
  return KeyMetadata
}

type Told = RecordedEvent & {
  readonly awsRegion: string
  readonly requestID: string
  readonly userIdentity: { readonly invokedBy?: string }
}

/** What the history of a Region holds of a key, newest first. */
export async function eventsIn(
  world: TestWorld,
  region: string,
  eventName: string,
): Promise<readonly Told[]> {
  const cloudtrail = world.client(CloudTrailClient, world.root(), region)
  const LookupAttributes = [{ AttributeKey: 'EventName' as const, AttributeValue: eventName }]
  const { Events = [] } = await cloudtrail.send(new LookupEventsCommand({ LookupAttributes }))
  return Events.map(({ CloudTrailEvent = '{}' }) => JSON.parse(CloudTrailEvent) as Told)
}
