// Requests beyond AWS's quotas, where they are held, and beyond what the stack takes at once.

import assert from 'node:assert/strict'
import { after, before, test, type TestContext } from 'node:test'
import { setTimeout as wait } from 'node:timers/promises'
import { CloudTrailClient, LookupEventsCommand } from '@aws-sdk/client-cloudtrail'
import { CreateKeyCommand, KMSClient, ListKeysCommand } from '@aws-sdk/client-kms'
import { IAMClient, ListUsersCommand } from '@aws-sdk/client-iam'
import { ListRootsCommand, OrganizationsClient } from '@aws-sdk/client-organizations'
import { ListBucketsCommand, S3Client } from '@aws-sdk/client-s3'
import type { TestWorld } from '../fixtures/world.ts'
import { OTHER_ACCOUNT, startWorld } from '../fixtures/world.ts'

const CREATE_KEYS_PER_SECOND = 5

let held: TestWorld
before(async () => {
  held = await startWorld({ throttle: true })
})
after(() => held.close())

interface Failed {
  readonly name: string
  readonly message: string
  readonly $metadata: { readonly httpStatusCode: number }
}

/** So many at once: how many were done, and what became of the others. */
async function atOnce(count: number, send: () => Promise<unknown>) {
  const outcomes = await Promise.allSettled(Array.from({ length: count }, send))
  const failed = outcomes.flatMap((one) =>
    one.status === 'rejected' ? [one.reason as Failed] : [],
  )
  return { done: count - failed.length, failed }
}

test('beyond the quota of a second KMS throttles, in its own words', async () => {
  const kms = held.client(KMSClient)
  const { done, failed } = await atOnce(20, () => kms.send(new CreateKeyCommand({})))
  // They may have come in two seconds.
  assert.ok(done >= CREATE_KEYS_PER_SECOND && done <= 2 * CREATE_KEYS_PER_SECOND, String(done))
  for (const { name, message, $metadata } of failed) {
    assert.equal(name, 'ThrottlingException')
    assert.equal($metadata.httpStatusCode, 400)
    assert.equal(
      message,
      'You have exceeded the rate at which you may call KMS. Reduce the frequency of your calls.',
    )
  }
  const { Events = [] } = await held.client(CloudTrailClient).send(new LookupEventsCommand({}))
  const codes = Events.map(({ CloudTrailEvent = '{}' }) => JSON.parse(CloudTrailEvent).errorCode)
  assert.equal(codes.filter((code) => code === 'ThrottlingException').length, failed.length)
})

test('another account, and another operation, have quotas of their own', async () => {
  await atOnce(10, () => held.client(KMSClient).send(new CreateKeyCommand({})))
  await held.client(KMSClient).send(new ListKeysCommand({}))
  await held.client(KMSClient, held.root(OTHER_ACCOUNT)).send(new CreateKeyCommand({}))
})

test('work that is slow is not begun beyond its quota', async () => {
  const kms = held.client(KMSClient, held.root(OTHER_ACCOUNT), 'eu-west-1')
  const spec = { KeySpec: 'RSA_3072', KeyUsage: 'SIGN_VERIFY' } as const
  const { done, failed } = await atOnce(12, () => kms.send(new CreateKeyCommand(spec)))
  assert.ok(failed.length > 0 && done >= CREATE_KEYS_PER_SECOND)
  // It counts once, though resolve and authorize run twice.
  assert.ok(done <= 2 * CREATE_KEYS_PER_SECOND)
})

test('unless told to, the stack holds no quota', async (t) => {
  const free = await startWorld()
  t.after(() => free.close())
  const { failed } = await atOnce(20, () => free.client(KMSClient).send(new CreateKeyCommand({})))
  assert.deepEqual(failed, [])
})

const AT_ONCE = 2

/** A stack that is busy with as much as it takes, for a second or so. */
async function busyStack(t: TestContext) {
  const busy = await startWorld({ requestsInFlightMax: AT_ONCE })
  t.after(() => busy.close())
  const kms = busy.client(KMSClient)
  const slow = { KeySpec: 'RSA_4096', KeyUsage: 'SIGN_VERIFY' } as const
  const begun = Array.from({ length: AT_ONCE }, () => kms.send(new CreateKeyCommand(slow)))
  const inFlight = async () =>
    (await (await fetch(`${busy.endpoint}/_sparekey/metrics`)).text()).includes(
      `\nsparekey_requests_in_flight ${AT_ONCE}\n`,
    )
  while (!(await inFlight())) await wait(5)
  return { busy, kms, begun: Promise.all(begun) }
}

test('what comes on top of that is told to come again, by every service', async (t) => {
  const { busy, kms, begun } = await busyStack(t)
  const answers = await Promise.all([
    atOnce(3, () => kms.send(new ListKeysCommand({}))),
    atOnce(3, () => busy.client(IAMClient).send(new ListUsersCommand({}))),
    atOnce(3, () => busy.client(S3Client).send(new ListBucketsCommand({}))),
    atOnce(3, () => busy.client(OrganizationsClient).send(new ListRootsCommand({}))),
  ])
  const told = answers.map(({ failed }) =>
    failed.map(({ name, $metadata }) => `${$metadata.httpStatusCode} ${name}`),
  )
  assert.deepEqual(told, [
    Array.from({ length: 3 }, () => '400 ThrottlingException'),
    Array.from({ length: 3 }, () => '400 Throttling'),
    Array.from({ length: 3 }, () => '503 SlowDown'),
    Array.from({ length: 3 }, () => '400 TooManyRequestsException'),
  ])
  await begun
  await kms.send(new ListKeysCommand({}))
})

test('a client that tries again gets everything done', async (t) => {
  const { busy, begun } = await busyStack(t)
  const at = { endpoint: busy.endpoint, region: 'us-east-1', credentials: busy.root() }
  const patient = new KMSClient({ ...at, maxAttempts: 20 })
  const { failed } = await atOnce(AT_ONCE, () => patient.send(new ListKeysCommand({})))
  assert.deepEqual(failed, [])
  await begun
})
