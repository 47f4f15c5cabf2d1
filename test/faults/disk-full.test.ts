// The disk is full: what cannot be recorded is not done, the stack says why, and when there is
// room it goes on by itself.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import {
  CloudTrailClient,
  CloudTrailServiceException,
  LookupEventsCommand,
} from '@aws-sdk/client-cloudtrail'
import { CreateUserCommand, IAMClient, ListUsersCommand } from '@aws-sdk/client-iam'
import {
  CreateAliasCommand,
  CreateKeyCommand,
  EncryptCommand,
  GetKeyPolicyCommand,
  KMSClient,
  ListAliasesCommand,
  ListKeysCommand,
  PutKeyPolicyCommand,
} from '@aws-sdk/client-kms'
import { GetCallerIdentityCommand, STSClient } from '@aws-sdk/client-sts'
import { ACCOUNT, readCredentialsFile } from '../fixtures/credentials-file.ts'
import { noSmallDisk, stackOnSmallDisk, startOnFullDisk } from '../fixtures/small-disk.ts'

const noticedMsMax = 5000

interface Health {
  readonly status: number
  readonly message: string | undefined
}

async function health(endpoint: string, asked = 'health'): Promise<Health> {
  const answer = await fetch(`${endpoint}/_sparekey/${asked}`)
  const { message } = (await answer.json()) as { message?: string }
  return { status: answer.status, message }
}

async function untilHealthy(endpoint: string): Promise<void> {
  for (let waitedMs = 0; waitedMs < noticedMsMax; waitedMs += 100) {
    if ((await health(endpoint)).status === 200) return
    await sleep(100)
  }
  assert.fail('the stack has not noticed that there is room')
}

async function assertServiceFails(call: Promise<unknown>, code: string): Promise<void> {
  const failure = await call.then(
    () => assert.fail(`it was done, and not recorded: ${code} was due`),
    (error: { name: string; $metadata: { httpStatusCode: number } }) => error,
  )
  assert.equal(failure.$metadata.httpStatusCode, 500, failure.name)
  assert.equal(failure.name, code)
}

const skip = noSmallDisk() ?? false

test('on a full disk nothing is done unrecorded, and with room it goes on', { skip }, async (t) => {
  const disk = await stackOnSmallDisk(t)
  const { endpoint } = disk
  const credentials = (await readCredentialsFile(disk.path('data/credentials'))).get(ACCOUNT)
  assert.ok(credentials)
  const configuration = { endpoint, region: 'us-east-1', credentials, maxAttempts: 1 }
  const [kms, iam] = [new KMSClient(configuration), new IAMClient(configuration)]
  const [sts, trail] = [new STSClient(configuration), new CloudTrailClient(configuration)]
  const { KeyMetadata } = await kms.send(new CreateKeyCommand({}))
  const KeyId = KeyMetadata?.KeyId ?? ''
  const { Policy = '' } = await kms.send(new GetKeyPolicyCommand({ KeyId }))
  assert.deepEqual(await health(endpoint), { status: 200, message: undefined })

  disk.fill()
  // What is left in the log's last block may still take a request or two.
  const untilRefused = async (): Promise<void> => {
    for (let count = 0; count < 200; count += 1) await iam.send(new ListUsersCommand({}))
  }
  await assert.rejects(untilRefused())

  await t.test('every call that owes an event answers the 500 of its service', async () => {
    const alias = { AliasName: 'alias/refused', TargetKeyId: KeyId }
    const other = Policy.replace('Enable IAM User Permissions', 'Refused')
    const internal = 'KMSInternalException'
    await assertServiceFails(kms.send(new CreateKeyCommand({})), internal)
    await assertServiceFails(kms.send(new CreateAliasCommand(alias)), internal)
    await assertServiceFails(kms.send(new PutKeyPolicyCommand({ KeyId, Policy: other })), internal)
    const Plaintext = Buffer.from('x')
    await assertServiceFails(kms.send(new EncryptCommand({ KeyId, Plaintext })), internal)
    await assertServiceFails(kms.send(new GetKeyPolicyCommand({ KeyId })), internal)
    const user = new CreateUserCommand({ UserName: 'refused' })
    await assertServiceFails(iam.send(user), 'ServiceFailureException')
    await assert.rejects(
      trail.send(new LookupEventsCommand({})),
      (error) =>
        error instanceof CloudTrailServiceException && error.$metadata.httpStatusCode === 500,
    )
    await assert.rejects(sts.send(new GetCallerIdentityCommand({})))
  })

  await t.test('health says why, with 503, and it is not ready', async () => {
    const { status, message } = await health(endpoint)
    assert.equal(status, 503)
    assert.match(message ?? '', /^nothing can be written to `.*data`: the disk is full$/)
    assert.deepEqual(await health(endpoint, 'ready'), { status, message })
  })

  disk.makeRoom()
  await untilHealthy(endpoint)

  await t.test('nothing of what was refused is there', async () => {
    const { Keys = [] } = await kms.send(new ListKeysCommand({}))
    assert.deepEqual(
      Keys.map((key) => key.KeyId),
      [KeyId],
    )
    const { Aliases = [] } = await kms.send(new ListAliasesCommand({ KeyId }))
    assert.deepEqual(Aliases, [])
    assert.equal((await kms.send(new GetKeyPolicyCommand({ KeyId }))).Policy, Policy)
    assert.deepEqual((await iam.send(new ListUsersCommand({}))).Users, [])
  })

  await t.test('it goes on, and what it did before is recorded', async () => {
    await iam.send(new CreateUserCommand({ UserName: 'afterwards' }))
    const events = (await trail.send(new LookupEventsCommand({ MaxResults: 50 }))).Events ?? []
    const names = events.map(({ EventName }) => EventName)
    assert.equal(names.filter((name) => name === 'CreateUser').length, 1)
    assert.ok(names.includes('ListAliases'))
  })
})

test(
  'a stack does not start on a full disk, says so, and leaves no half key',
  { skip },
  async (t) => {
    const { code, stdout, stderr } = await startOnFullDisk(t)
    assert.equal(code, 1)
    assert.match(stderr, /^sparekey: .*the disk is full/)
    assert.match(stderr, /hint: .*make room/)
    assert.doesNotMatch(stdout, /root-key/)
  },
)
