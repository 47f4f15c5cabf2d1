// Several nodes on one PostgreSQL: any of them answers any request.

import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { CloudTrailClient, LookupEventsCommand } from '@aws-sdk/client-cloudtrail'
import { CreateAccessKeyCommand, CreateUserCommand, IAMClient } from '@aws-sdk/client-iam'
import {
  CreateGrantCommand,
  CreateKeyCommand,
  DecryptCommand,
  EncryptCommand,
  GetKeyPolicyCommand,
  KMSClient,
  PutKeyPolicyCommand,
  TagResourceCommand,
} from '@aws-sdk/client-kms'
import {
  PutObjectCommand,
  CreateBucketCommand,
  GetObjectCommand,
  S3Client,
} from '@aws-sdk/client-s3'
import type { ChildStack } from '../fixtures/child-stack.ts'
import type { Credentials } from '../fixtures/credentials-file.ts'
import { findPostgres } from '../store/postgres-place.ts'
import { nodesFor } from './node-world.ts'

const postgres = findPostgres()
const skip = 'skip' in postgres && postgres.skip
const boundMs = 1000

const policyFor = (...principals: readonly string[]): string =>
  JSON.stringify({
    Version: '2012-10-17',
    Statement: principals.map((principal) => ({
      Effect: 'Allow',
      Principal: { AWS: principal },
      Action: 'kms:*',
      Resource: '*',
    })),
  })

const rootArn = 'arn:aws:iam::111122223333:root'

interface Ending {
  after(close: () => Promise<void>): void
}

async function startNodes(context: Ending, ...flags: readonly string[]) {
  if ('skip' in postgres) throw new Error(postgres.skip)
  const world = nodesFor(context, postgres)
  // At once: one of them founds what all share.
  const nodes = await Promise.all([1, 2, 3].map(() => world.start(...flags)))
  return { world, nodes, root: await world.root() }
}

const clientOf =
  (credentials: Credentials) =>
  <Client>(
    Type: new (config: {
      endpoint: string
      region: string
      credentials: Credentials
      forcePathStyle: boolean
    }) => Client,
    { endpoint }: ChildStack,
  ): Client =>
    new Type({ endpoint, region: 'us-east-1', credentials, forcePathStyle: true })

let nodes: readonly ChildStack[]
let root: Credentials
const closers: (() => Promise<void>)[] = []
before(async () => {
  if (skip) return
  const started = await startNodes({ after: (close) => void closers.push(close) })
  ;({ nodes, root } = started)
})
after(async () => {
  for (const close of closers) await close()
})
const node = (index: number): ChildStack => nodes[index] as ChildStack

test('what one has made, another uses, and the third has its event', { skip }, async () => {
  const kms = (index: number) => clientOf(root)(KMSClient, node(index))
  const { KeyMetadata } = await kms(0).send(new CreateKeyCommand({}))
  const KeyId = KeyMetadata?.Arn
  await untilSeen(() => kms(1).send(new GetKeyPolicyCommand({ KeyId })))
  const sealed = await kms(1).send(new EncryptCommand({ KeyId, Plaintext: Buffer.from('hello') }))
  await untilSeen(() => kms(2).send(new GetKeyPolicyCommand({ KeyId })))
  const opened = await kms(2).send(new DecryptCommand({ CiphertextBlob: sealed.CiphertextBlob }))
  assert.equal(Buffer.from(opened.Plaintext ?? []).toString(), 'hello')
  const trail = clientOf(root)(CloudTrailClient, node(0))
  const { Events = [] } = await trail.send(
    new LookupEventsCommand({
      LookupAttributes: [{ AttributeKey: 'ResourceName', AttributeValue: KeyId }],
    }),
  )
  const names = Events.map(({ EventName }) => EventName)
  assert.deepEqual(names.slice(0, 3), ['Decrypt', 'GetKeyPolicy', 'Encrypt'])
  assert.equal(names.at(-1), 'CreateKey')
})

test('a policy is in force on every node within the bound', { skip }, async () => {
  const { userKms, KeyId, as } = await keyAndUser(nodes, root)
  const { AWS: alice } = as
  const admin = clientOf(root)(KMSClient, node(0))
  await admin.send(
    new PutKeyPolicyCommand({ KeyId, PolicyName: 'default', Policy: policyFor(rootArn, alice) }),
  )
  await wait(boundMs)
  for (const kms of userKms) await kms.send(new GetKeyPolicyCommand({ KeyId }))
  await admin.send(
    new PutKeyPolicyCommand({ KeyId, PolicyName: 'default', Policy: policyFor(rootArn) }),
  )
  const puttedAt = performance.now()
  // Whoever asks later than the bound is refused, everywhere; before it either is right.
  const delays = await Promise.all(userKms.map((kms) => delayUntilDenied(kms, KeyId, puttedAt)))
  for (const delay of delays) assert.ok(delay < boundMs + 500, `${delay} ms`)
})

test(
  'of two changes that rest on one state, both are made, one behind the other',
  { skip },
  async () => {
    const kms = nodes.map((one) => clientOf(root)(KMSClient, one))
    const { KeyMetadata } = await (kms[0] as KMSClient).send(new CreateKeyCommand({}))
    const KeyId = KeyMetadata?.Arn
    for (const client of kms) await untilSeen(() => client.send(new GetKeyPolicyCommand({ KeyId })))
    // Tags of a key are one row: every node rests on what it last saw of it.
    const tags = Array.from({ length: 30 }, (_, index) => `tag${index}`)
    await Promise.all(
      tags.map((TagKey, index) =>
        (kms[index % 3] as KMSClient).send(
          new TagResourceCommand({ KeyId, Tags: [{ TagKey, TagValue: 'x' }] }),
        ),
      ),
    )
    const grantee = rootArn
    await Promise.all(
      kms.map((client) =>
        client.send(
          new CreateGrantCommand({ KeyId, GranteePrincipal: grantee, Operations: ['Encrypt'] }),
        ),
      ),
    )
    await wait(boundMs)
    const { ListResourceTagsCommand, ListGrantsCommand } = await import('@aws-sdk/client-kms')
    for (const client of kms) {
      const { Tags = [] } = await client.send(new ListResourceTagsCommand({ KeyId }))
      assert.deepEqual(Tags.map(({ TagKey }) => TagKey).toSorted(), tags.toSorted())
      const { Grants = [] } = await client.send(new ListGrantsCommand({ KeyId }))
      assert.equal(Grants.length, 3)
    }
  },
)

test('an object that one node has taken, another gives out', { skip }, async () => {
  const s3 = (index: number) => clientOf(root)(S3Client, node(index))
  await s3(0).send(new CreateBucketCommand({ Bucket: 'shared' }))
  await wait(boundMs)
  const Body = Buffer.alloc(3_000_000, 'x')
  await s3(1).send(new PutObjectCommand({ Bucket: 'shared', Key: 'a', Body }))
  await wait(boundMs)
  const got = await s3(2).send(new GetObjectCommand({ Bucket: 'shared', Key: 'a' }))
  assert.deepEqual(Buffer.from((await got.Body?.transformToByteArray()) ?? []), Body)
})

test(
  'with strong consistency a request sees all that was answered before it',
  { skip },
  async (t) => {
    const { nodes, root } = await startNodes(t, '--consistency', 'strong')
    const { userKms, KeyId, as } = await keyAndUser(nodes, root)
    const admins = nodes.map((one) => clientOf(root)(KMSClient, one))
    for (let turn = 0; turn < 30; turn += 1) {
      const admin = admins[turn % 3] as KMSClient
      const Policy = turn % 2 === 0 ? policyFor(rootArn, as.AWS) : policyFor(rootArn)
      await admin.send(new PutKeyPolicyCommand({ KeyId, PolicyName: 'default', Policy }))
      const asked = userKms[(turn + 1) % 3] as KMSClient
      const answered = await asked.send(new GetKeyPolicyCommand({ KeyId })).then(
        () => true,
        () => false,
      )
      assert.equal(answered, turn % 2 === 0, `turn ${turn}`)
    }
  },
)

async function keyAndUser(nodes: readonly ChildStack[], root: Credentials) {
  const [first] = nodes as [ChildStack]
  const iam = clientOf(root)(IAMClient, first)
  const UserName = 'alice'
  const { User } = await iam.send(new CreateUserCommand({ UserName }))
  const { AccessKey } = await iam.send(new CreateAccessKeyCommand({ UserName }))
  const credentials = {
    accessKeyId: AccessKey?.AccessKeyId ?? '',
    secretAccessKey: AccessKey?.SecretAccessKey ?? '',
  }
  const admin = clientOf(root)(KMSClient, first)
  const { KeyMetadata } = await admin.send(new CreateKeyCommand({}))
  const userKms = nodes.map((one) => clientOf(credentials)(KMSClient, one))
  return { userKms, KeyId: KeyMetadata?.Arn, as: { AWS: User?.Arn ?? '' } }
}

async function delayUntilDenied(
  kms: KMSClient,
  KeyId: string | undefined,
  sinceMs: number,
): Promise<number> {
  for (;;) {
    const askedAt = performance.now()
    const denied = await kms.send(new GetKeyPolicyCommand({ KeyId })).then(
      () => false,
      ({ name }: Error) => name === 'AccessDeniedException',
    )
    if (denied) return askedAt - sinceMs
  }
}

/** Until a node has heard of what another has made. */
async function untilSeen(ask: () => Promise<unknown>): Promise<void> {
  const deadline = performance.now() + boundMs + 500
  for (;;) {
    try {
      await ask()
      return
    } catch (fault) {
      if (performance.now() > deadline) throw fault
    }
  }
}

const wait = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms))
