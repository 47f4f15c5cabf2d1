// What a stack holds after it was started with a seed.

import assert from 'node:assert/strict'
import test, { type TestContext } from 'node:test'
import { LookupEventsCommand, CloudTrailClient } from '@aws-sdk/client-cloudtrail'
import {
  IAMClient,
  GetPolicyVersionCommand,
  GetRoleCommand,
  GetUserCommand,
} from '@aws-sdk/client-iam'
import {
  DecryptCommand,
  DescribeKeyCommand,
  EncryptCommand,
  KMSClient,
  ListGrantsCommand,
} from '@aws-sdk/client-kms'
import { GetCallerIdentityCommand, STSClient } from '@aws-sdk/client-sts'
import { readCredentialsFile } from '../fixtures/credentials-file.ts'
import { OTHER_ACCOUNT, startWorld, type WorldOptions } from '../fixtures/world.ts'
import { scratch } from '../cli/sparekey.ts'
import { HOUSEHOLD, KEY_ID, LOCKED_KEY_ID, seedOf } from './seeds.ts'

async function seeded(t: TestContext, text: string, options: WorldOptions = {}) {
  const world = await startWorld({ ...options, seed: seedOf(text) })
  t.after(() => world.close())
  return world
}

test('a seed is there', async (t) => {
  const world = await seeded(t, HOUSEHOLD)
  console.log(world.server.seeded?.map((s) => `${s.operation} ${s.on}`).join('\n'))
  const profiles = await readCredentialsFile(`${world.data}/credentials`)
  const alice = profiles.get('alice')
  const who = await world.client(STSClient, alice).send(new GetCallerIdentityCommand({}))
  assert.equal(who.Arn, 'arn:aws:iam::111122223333:user/staff/alice')
})

test('applied twice changes nothing', async (t) => {
  const data = `${scratch(t)}/data`
  const first = await startWorld({ data, seed: seedOf(HOUSEHOLD) })
  await first.close()
  const second = await startWorld({ data, seed: seedOf(HOUSEHOLD) })
  t.after(() => second.close())
  assert.deepEqual(second.server.seeded, [])
})
