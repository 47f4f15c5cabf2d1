import assert from 'node:assert/strict'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import { CloudTrailClient, paginateLookupEvents } from '@aws-sdk/client-cloudtrail'
import { CreateUserCommand, GetUserCommand, IAMClient } from '@aws-sdk/client-iam'
import {
  CreateAliasCommand,
  CreateKeyCommand,
  DecryptCommand,
  EncryptCommand,
  GetKeyPolicyCommand,
  KMSClient,
  PutKeyPolicyCommand,
} from '@aws-sdk/client-kms'
import { ACCOUNT, readCredentialsFile } from '../fixtures/credentials-file.ts'
import { startChildStack } from '../fixtures/child-stack.ts'

const policy = (sid: string) => ({
  Version: '2012-10-17',
  Statement: [
    {
      Sid: sid,
      Effect: 'Allow',
      Principal: { AWS: `arn:aws:iam::${ACCOUNT}:root` },
      Action: 'kms:*',
      Resource: '*',
    },
  ],
})

/** What the stack has acknowledged, as checks to make after a restart. */
interface Acknowledged {
  readonly requestIds: string[]
  readonly checks: ((clients: Clients) => Promise<void>)[]
}

interface Clients {
  readonly kms: KMSClient
  readonly iam: IAMClient
  readonly trail: CloudTrailClient
}

async function clientsOf(stack: { endpoint: string; credentialsFile: string }): Promise<Clients> {
  const credentials = (await readCredentialsFile(stack.credentialsFile)).get(ACCOUNT)
  assert.ok(credentials)
  const configuration = {
    endpoint: stack.endpoint,
    region: 'us-east-1',
    credentials,
    maxAttempts: 1,
  }
  return {
    kms: new KMSClient(configuration),
    iam: new IAMClient(configuration),
    trail: new CloudTrailClient(configuration),
  }
}

/** One turn of the story; whatever it acknowledges is written down at once. */
async function turn({ kms, iam }: Clients, name: string, seen: Acknowledged): Promise<void> {
  const note = (answer: { $metadata: { requestId?: string | undefined } }) => {
    assert.ok(answer.$metadata.requestId)
    seen.requestIds.push(answer.$metadata.requestId)
  }
  note(await iam.send(new CreateUserCommand({ UserName: name })))
  seen.checks.push(async (after) => {
    await after.iam.send(new GetUserCommand({ UserName: name }))
  })
  const created = await kms.send(new CreateKeyCommand({}))
  note(created)
  const KeyId = created.KeyMetadata?.Arn
  assert.ok(KeyId)
  note(await kms.send(new PutKeyPolicyCommand({ KeyId, Policy: JSON.stringify(policy(name)) })))
  seen.checks.push(async (after) => {
    const { Policy = '' } = await after.kms.send(new GetKeyPolicyCommand({ KeyId }))
    assert.deepEqual(JSON.parse(Policy), policy(name))
  })
  note(await kms.send(new CreateAliasCommand({ AliasName: `alias/${name}`, TargetKeyId: KeyId })))
  const Plaintext = Buffer.from(name)
  const sealed = await kms.send(new EncryptCommand({ KeyId: `alias/${name}`, Plaintext }))
  note(sealed)
  seen.checks.push(async (after) => {
    const { CiphertextBlob } = sealed
    const opened = await after.kms.send(new DecryptCommand({ CiphertextBlob }))
    assert.deepEqual(Buffer.from(opened.Plaintext ?? []), Plaintext)
  })
}

async function recordedRequestIds({ trail: client }: Clients): Promise<ReadonlySet<string>> {
  const ids = new Set<string>()
  for await (const { Events = [] } of paginateLookupEvents({ client }, {})) {
    for (const { CloudTrailEvent = '{}' } of Events) {
      ids.add((JSON.parse(CloudTrailEvent) as { requestID: string }).requestID)
    }
  }
  return ids
}

test('kill -9 at any moment loses nothing that was acknowledged, nor its event', async () => {
  const scratch = await mkdtemp(join(tmpdir(), 'sparekey-kill-'))
  const data = join(scratch, 'data')
  const seen: Acknowledged = { requestIds: [], checks: [] }
  for (const [round, killAfterMs] of [40, 130, 260].entries()) {
    const stack = await startChildStack(data)
    const clients = await clientsOf(stack)
    await turn(clients, `settled${round}`, seen)
    // Three writers at once, cut off in the middle of whatever they do.
    const writers = [0, 1, 2].map(async (writer) => {
      for (let count = 0; ; count += 1) await turn(clients, `w${round}x${writer}x${count}`, seen)
    })
    const cut = Promise.allSettled(writers)
    await new Promise((resolve) => setTimeout(resolve, killAfterMs))
    await stack.kill()
    await cut
  }
  const stack = await startChildStack(data)
  const clients = await clientsOf(stack)
  for (const check of seen.checks) await check(clients)
  const recorded = await recordedRequestIds(clients)
  const lost = seen.requestIds.filter((id) => !recorded.has(id))
  assert.deepEqual(lost, [])
  await stack.kill()
  await rm(scratch, { recursive: true, force: true })
})
