import assert from 'node:assert/strict'
import { test } from 'node:test'
import {
  CreateAccessKeyCommand,
  CreateUserCommand,
  GetAccessKeyLastUsedCommand,
  IAMClient,
  ListUsersCommand,
} from '@aws-sdk/client-iam'
import { KMSClient, ListKeysCommand } from '@aws-sdk/client-kms'
import { allow, OTHER_ACCOUNT, startWorld } from '../../fixtures/world.ts'
import { refused } from './refused.ts'

const HOUR_MS = 60 * 60 * 1000
const DAY_MS = 24 * HOUR_MS

test('an access key tells where it was last used, allowed or not, within 90 days', async (t) => {
  const world = await startWorld()
  t.after(() => world.close())
  const iam = world.client(IAMClient)
  const lastUse = async (AccessKeyId: string) =>
    iam.send(new GetAccessKeyLastUsedCommand({ AccessKeyId }))
  const alice = await world.user('alice', allow('kms:ListKeys'))
  const never = { ServiceName: 'N/A', Region: 'N/A' }
  assert.deepEqual((await lastUse(alice.accessKeyId)).AccessKeyLastUsed, never)

  await world.client(KMSClient, alice, 'eu-west-1').send(new ListKeysCommand({}))
  const { UserName, AccessKeyLastUsed: inKms } = await lastUse(alice.accessKeyId)
  assert.equal(UserName, 'alice')
  assert.deepEqual([inKms?.ServiceName, inKms?.Region], ['kms', 'eu-west-1'])
  const ageMs = Date.now() - (inKms?.LastUsedDate?.getTime() ?? 0)
  assert.ok(ageMs < HOUR_MS, `${ageMs}`)

  world.server.clock.advance(2 * DAY_MS)
  await refused(world.client(IAMClient, alice).send(new ListUsersCommand({})))
  const { AccessKeyLastUsed: inIam } = await lastUse(alice.accessKeyId)
  assert.deepEqual([inIam?.ServiceName, inIam?.Region], ['iam', 'us-east-1'])
  const laterMs = (inIam?.LastUsedDate?.getTime() ?? 0) - Date.now()
  assert.ok(laterMs > 2 * DAY_MS - HOUR_MS, `${laterMs}`)

  world.server.clock.advance(91 * DAY_MS)
  assert.deepEqual((await lastUse(alice.accessKeyId)).AccessKeyLastUsed, never)
})

test('the keys of another account cannot be found', async (t) => {
  const world = await startWorld()
  t.after(() => world.close())
  const theirs = world.client(IAMClient, world.root(OTHER_ACCOUNT))
  await theirs.send(new CreateUserCommand({ UserName: 'bob' }))
  const { AccessKey } = await theirs.send(new CreateAccessKeyCommand({ UserName: 'bob' }))
  const ask = new GetAccessKeyLastUsedCommand({ AccessKeyId: AccessKey?.AccessKeyId })
  assert.ok(await theirs.send(ask))
  const [code] = await refused(world.client(IAMClient).send(ask))
  assert.equal(code, 'NoSuchEntityException')
})
