// One stack in several processes: what one has answered holds for all, whichever dies.

import assert from 'node:assert/strict'
import { execFileSync } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { setTimeout as wait } from 'node:timers/promises'
import { CloudTrailClient, LookupEventsCommand } from '@aws-sdk/client-cloudtrail'
import {
  CreateKeyCommand,
  EncryptCommand,
  GetKeyPolicyCommand,
  KMSClient,
  ListResourceTagsCommand,
  PutKeyPolicyCommand,
  TagResourceCommand,
} from '@aws-sdk/client-kms'
import { startChildStack, type ChildStack } from '../fixtures/child-stack.ts'
import { readCredentialsFile, type Credentials } from '../fixtures/credentials-file.ts'

const ROOT_ARN = 'arn:aws:iam::111122223333:root'
const WORKERS = 3

const skip = process.platform !== 'linux' && 'workers are counted by `ps`'
const scratch = mkdtempSync(join(tmpdir(), 'sparekey-workers-'))
let stack: ChildStack
let root: Credentials
before(async () => {
  if (skip) return
  const flags = ['--no-console', '--workers', String(WORKERS)]
  stack = await startChildStack(join(scratch, 'data'), flags)
  const [profile] = (await readCredentialsFile(stack.credentialsFile)).values()
  root = profile as Credentials
})
after(async () => {
  await stack.kill()
  rmSync(scratch, { recursive: true, force: true })
})

/** A connection of its own, and so, in turn, a worker of its own. */
const client = <Client>(
  Type: new (config: { endpoint: string; region: string; credentials: Credentials }) => Client,
): Client => new Type({ endpoint: stack.endpoint, region: 'us-east-1', credentials: root })

const workerPids = (): number[] =>
  execFileSync('ps', ['--ppid', String(stack.pid), '-o', 'pid=,args='])
    .toString()
    .split('\n')
    .filter((line) => line.includes('--workers'))
    .map((line) => Number(line.trim().split(' ')[0]))

test('what one worker has answered, every other knows at once', { skip }, async () => {
  const clients = Array.from({ length: 2 * WORKERS }, () => client(KMSClient))
  const [first] = clients as [KMSClient]
  const { KeyMetadata } = await first.send(new CreateKeyCommand({}))
  const KeyId = KeyMetadata?.Arn
  for (let turn = 0; turn < 30; turn += 1) {
    const Policy = policyNamed(`turn ${turn}`)
    const writer = clients[turn % clients.length] as KMSClient
    await writer.send(new PutKeyPolicyCommand({ KeyId, PolicyName: 'default', Policy }))
    const read = await Promise.all(
      clients.map((reader) => reader.send(new GetKeyPolicyCommand({ KeyId }))),
    )
    for (const { Policy: found = '' } of read) {
      assert.deepEqual(JSON.parse(found), JSON.parse(Policy))
    }
  }
})

test('changes of one row through all workers at once are all made', { skip }, async () => {
  const clients = Array.from({ length: 2 * WORKERS }, () => client(KMSClient))
  const { KeyMetadata } = await (clients[0] as KMSClient).send(new CreateKeyCommand({}))
  const KeyId = KeyMetadata?.Arn
  const keys = Array.from({ length: 40 }, (_, index) => `tag${index}`)
  await Promise.all(
    keys.map((TagKey, index) =>
      (clients[index % clients.length] as KMSClient).send(
        new TagResourceCommand({ KeyId, Tags: [{ TagKey, TagValue: 'x' }] }),
      ),
    ),
  )
  const { Tags = [] } = await (clients[1] as KMSClient).send(new ListResourceTagsCommand({ KeyId }))
  assert.deepEqual(Tags.map(({ TagKey }) => TagKey).toSorted(), keys.toSorted())
})

test(
  'a worker that is killed is replaced, and nothing that was answered is lost',
  { skip },
  async () => {
    const kms = client(KMSClient)
    const { KeyMetadata } = await kms.send(new CreateKeyCommand({}))
    const KeyId = KeyMetadata?.Arn
    assert.equal(workerPids().length, WORKERS)
    const [victim = 0] = workerPids()
    const answered: string[] = []
    const encrypt = async (): Promise<void> => {
      // The SDK tries again where a connection breaks off.
      const Plaintext = Buffer.from('x')
      const { $metadata } = await kms.send(new EncryptCommand({ KeyId, Plaintext }))
      answered.push(String($metadata.requestId))
    }
    for (let turn = 0; turn < 40; turn += 1) {
      if (turn === 10) process.kill(victim, 'SIGKILL')
      await Promise.all([encrypt(), encrypt(), encrypt()])
    }
    for (let waited = 0; workerPids().length < WORKERS && waited < 200; waited += 1) await wait(100)
    assert.equal(workerPids().length, WORKERS)
    assert.ok(!workerPids().includes(victim))
    const recorded = await requestIds(client(CloudTrailClient), String(KeyId))
    for (const id of answered) assert.equal(recorded.filter((one) => one === id).length, 1)
  },
)

const policyNamed = (Sid: string): string =>
  JSON.stringify({
    Version: '2012-10-17',
    Statement: [
      {
        Sid: Sid.replaceAll(' ', ''),
        Effect: 'Allow',
        Principal: { AWS: ROOT_ARN },
        Action: 'kms:*',
        Resource: '*',
      },
    ],
  })

async function requestIds(trail: CloudTrailClient, key: string): Promise<readonly string[]> {
  const ids: string[] = []
  let NextToken: string | undefined
  do {
    const page = await trail.send(
      new LookupEventsCommand({
        LookupAttributes: [{ AttributeKey: 'ResourceName', AttributeValue: key }],
        ...(NextToken !== undefined && { NextToken }),
      }),
    )
    for (const { CloudTrailEvent = '{}' } of page.Events ?? []) {
      ids.push(String((JSON.parse(CloudTrailEvent) as { requestID?: string }).requestID))
    }
    NextToken = page.NextToken
  } while (NextToken !== undefined)
  return ids
}
