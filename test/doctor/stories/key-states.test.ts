// The key itself stands in the way: every policy allows it.

import assert from 'node:assert/strict'
import {
  CreateKeyCommand,
  DisableKeyCommand,
  EncryptCommand,
  KMSClient,
  ScheduleKeyDeletionCommand,
  UpdateKeyDescriptionCommand,
} from '@aws-sdk/client-kms'
import type { FindingId } from '../../../src/doctor/index.ts'
import type { TestWorld } from '../../fixtures/world.ts'
import { administrator } from '../scenarios/locked-key.ts'
import { tellStory, type Broken } from './harness/story.ts'

/** Whoever may administer keys has one that cannot be used. */
async function unusable(
  world: TestWorld,
  stop: (kms: KMSClient, KeyId: string) => Promise<unknown>,
): Promise<Broken> {
  const person = await world.user('admin', administrator)
  const kms = world.client(KMSClient)
  const { KeyMetadata } = await kms.send(new CreateKeyCommand({}))
  const key = KeyMetadata?.Arn
  assert.ok(key)
  await stop(kms, key)
  return {
    key,
    person,
    actions: ['kms:Encrypt'],
    wants: (as) =>
      new KMSClient(as).send(new EncryptCommand({ KeyId: key, Plaintext: Buffer.from('pay') })),
  }
}

const story = (title: string, cause: FindingId, breaks: (world: TestWorld) => Promise<Broken>) =>
  tellStory({ title, breaks, causes: [cause], outcome: 'allow' })

story('a disabled key encrypts nothing', 'key/disabled', (world) =>
  unusable(world, (kms, KeyId) => kms.send(new DisableKeyCommand({ KeyId }))),
)

story('a key that waits for its deletion encrypts nothing', 'key/pending-deletion', (world) =>
  unusable(world, (kms, KeyId) =>
    kms.send(new ScheduleKeyDeletionCommand({ KeyId, PendingWindowInDays: 7 })),
  ),
)

story('a key that waits for its deletion is not described anew', 'key/pending-deletion', (world) =>
  unusable(world, (kms, KeyId) =>
    kms.send(new ScheduleKeyDeletionCommand({ KeyId, PendingWindowInDays: 7 })),
  ).then((broken) => ({
    ...broken,
    actions: ['kms:UpdateKeyDescription'],
    wants: (as) =>
      new KMSClient(as).send(
        new UpdateKeyDescriptionCommand({ KeyId: broken.key, Description: 'pay' }),
      ),
  })),
)
