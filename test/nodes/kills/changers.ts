// Clients that change what can be changed, each around keys of its own and one that all share, and
// remember what was acknowledged: it must be there at every node.

import assert from 'node:assert/strict'
import { randomBytes, randomInt } from 'node:crypto'
import { paginateListUsers, CreateUserCommand } from '@aws-sdk/client-iam'
import {
  CreateGrantCommand,
  CreateKeyCommand,
  DecryptCommand,
  DescribeKeyCommand,
  EncryptCommand,
  GetKeyPolicyCommand,
  ListGrantsCommand,
  ListResourceTagsCommand,
  PutKeyPolicyCommand,
  ScheduleKeyDeletionCommand,
  TagResourceCommand,
} from '@aws-sdk/client-kms'
import { GetObjectCommand, PutObjectCommand } from '@aws-sdk/client-s3'
import { ACCOUNT, type Credentials } from '../../fixtures/credentials-file.ts'
import { Unknown, type Calls } from './calls.ts'
import type { Clients, Fleet } from './fleet.ts'

export interface Surroundings {
  readonly fleet: Fleet
  readonly calls: Calls
  readonly root: Credentials
  readonly sharedKey: string
  readonly bucket: string
  readonly boundMs: number
}

/** What one has acknowledged of a key of its own. */
interface OwnKey {
  readonly KeyId: string
  readonly madeAt: number
  readonly tags: string[]
  readonly grants: string[]
  readonly ciphertexts: { readonly blob: Uint8Array; readonly plaintext: string }[]
  /** The Sids that its policy may have: the last acknowledged, and any that was tried since. */
  policies: string[]
  /** Undefined: it was tried, and nobody knows. */
  isScheduled: boolean | undefined
}

const tagsOfSharedMax = 40
/** The policy that a key has until somebody gives it another one. */
const DEFAULT = 'default'

export class Changers {
  readonly #around: Surroundings
  readonly #keys: OwnKey[] = []
  readonly #users: string[] = []
  readonly #objects: { readonly Key: string; readonly body: Buffer }[] = []
  readonly #sharedTags: string[] = []
  readonly #sharedGrants: string[] = []

  constructor(around: Surroundings) {
    this.#around = around
  }

  async change(name: string, goesOn: () => boolean): Promise<void> {
    for (let turn = 0; goesOn(); turn += 1) {
      await this.#useNewKey(`${name}-${turn}`, goesOn).catch((fault: unknown) => {
        if (!(fault instanceof Unknown)) throw fault
      })
    }
  }

  /** All that was acknowledged is at this node. */
  async requireThere({ kms, iam, s3 }: Clients): Promise<void> {
    for (const key of this.#keys) await requireKey(kms, key)
    const tags = await tagsOf(kms, this.#around.sharedKey)
    for (const tag of this.#sharedTags) assert.ok(tags.includes(tag), `the shared tag ${tag}`)
    const grants = await grantsOf(kms, this.#around.sharedKey)
    for (const grant of this.#sharedGrants) assert.ok(grants.includes(grant), 'a shared grant')
    const users: string[] = []
    for await (const { Users = [] } of paginateListUsers({ client: iam }, { MaxItems: 1000 })) {
      users.push(...Users.map(({ UserName = '' }) => UserName))
    }
    for (const user of this.#users) assert.ok(users.includes(user), `the user ${user}`)
    for (const { Key, body } of this.#objects) {
      const got = await s3.send(new GetObjectCommand({ Bucket: this.#around.bucket, Key }))
      assert.deepEqual(Buffer.from((await got.Body?.transformToByteArray()) ?? []), body, Key)
    }
  }

  /** What was looked at in depth once need not be again: only kinds that nothing touches go. */
  forgetSettled(): void {
    this.#keys.splice(0, Math.max(0, this.#keys.length - 30))
    this.#objects.splice(0, Math.max(0, this.#objects.length - 30))
  }

  async #useNewKey(name: string, goesOn: () => boolean): Promise<void> {
    const { calls } = this.#around
    const { kms } = await this.#anyNode()
    const { KeyMetadata } = await calls.make('CreateKey', () => kms.send(new CreateKeyCommand({})))
    const key: OwnKey = {
      ...{ KeyId: KeyMetadata?.KeyId ?? '', madeAt: performance.now() },
      ...{ tags: [], grants: [], ciphertexts: [], policies: [DEFAULT], isScheduled: false },
    }
    this.#keys.push(key)
    const acts = [
      () => this.#encrypt(key, name),
      () => this.#tag(key, name),
      () => this.#grant(key),
      () => this.#putPolicy(key, `${name}-1`),
      () => this.#putPolicy(key, `${name}-2`),
      () => this.#createUser(name),
      () => this.#putObject(name),
      () => this.#changeShared(name),
    ]
    while (acts.length > 0 && goesOn()) {
      // Nobody knows what became of one: the others go on.
      const [act] = acts.splice(randomInt(acts.length), 1)
      await act?.().catch((fault: unknown) => {
        if (!(fault instanceof Unknown)) throw fault
      })
    }
    if (randomInt(2) === 0) await this.#schedule(key)
  }

  async #encrypt(key: OwnKey, plaintext: string): Promise<void> {
    const { KeyId } = key
    const sealed = await this.#onceSeen('Encrypt', key, ({ kms }) =>
      kms.send(new EncryptCommand({ KeyId, Plaintext: Buffer.from(plaintext) })),
    )
    const blob = sealed.CiphertextBlob ?? new Uint8Array()
    key.ciphertexts.push({ blob, plaintext })
    const opened = await this.#onceSeen('Decrypt', key, ({ kms }) =>
      kms.send(new DecryptCommand({ CiphertextBlob: blob })),
    )
    assert.equal(Buffer.from(opened.Plaintext ?? []).toString(), plaintext)
  }

  async #tag(key: OwnKey, TagKey: string): Promise<void> {
    const Tags = [{ TagKey, TagValue: 'x' }]
    await this.#onceSeen('TagResource', key, ({ kms }) =>
      kms.send(new TagResourceCommand({ KeyId: key.KeyId, Tags })),
    )
    key.tags.push(TagKey)
  }

  async #grant(key: OwnKey): Promise<void> {
    const made = await this.#onceSeen('CreateGrant', key, ({ kms }) => kms.send(grantOn(key.KeyId)))
    key.grants.push(made.GrantId ?? '')
  }

  async #putPolicy(key: OwnKey, sid: string): Promise<void> {
    key.policies.push(sid)
    const Policy = policyNamed(sid)
    await this.#onceSeen('PutKeyPolicy', key, ({ kms }) =>
      kms.send(new PutKeyPolicyCommand({ KeyId: key.KeyId, Policy })),
    )
    key.policies = [sid]
  }

  async #createUser(UserName: string): Promise<void> {
    const { iam } = await this.#anyNode()
    await this.#around.calls.make('CreateUser', () => iam.send(new CreateUserCommand({ UserName })))
    this.#users.push(UserName)
  }

  /** A data event, which no lookup finds: it is not counted. */
  async #putObject(Key: string): Promise<void> {
    const { s3 } = await this.#anyNode()
    const body = randomBytes(randomInt(200_000))
    const put = new PutObjectCommand({ Bucket: this.#around.bucket, Key, Body: body })
    const isThere = await s3.send(put).then(
      () => true,
      (fault: { $metadata?: { httpStatusCode?: number } }) => {
        const { httpStatusCode = 500 } = fault.$metadata ?? {}
        if (httpStatusCode < 500) throw fault
        return false
      },
    )
    if (isThere) this.#objects.push({ Key, body })
  }

  async #changeShared(TagKey: string): Promise<void> {
    const { calls, sharedKey: KeyId } = this.#around
    const { kms } = await this.#anyNode()
    if (this.#sharedTags.length < tagsOfSharedMax) {
      const Tags = [{ TagKey, TagValue: 'x' }]
      await calls.make('TagResource', () => kms.send(new TagResourceCommand({ KeyId, Tags })))
      this.#sharedTags.push(TagKey)
    } else {
      const made = await calls.make('CreateGrant', () => kms.send(grantOn(KeyId)))
      this.#sharedGrants.push(made.GrantId ?? '')
    }
  }

  async #schedule(key: OwnKey): Promise<void> {
    key.isScheduled = undefined
    await this.#onceSeen('ScheduleKeyDeletion', key, ({ kms }) =>
      kms.send(new ScheduleKeyDeletionCommand({ KeyId: key.KeyId, PendingWindowInDays: 7 })),
    )
    key.isScheduled = true
  }

  /** At any node: it may not know the key yet, but no longer than the bound. */
  async #onceSeen<Answer extends { readonly $metadata: { readonly requestId?: string } }>(
    name: string,
    { madeAt }: OwnKey,
    ask: (clients: Clients) => Promise<Answer>,
  ): Promise<Answer> {
    for (;;) {
      const clients = await this.#anyNode()
      const askedAt = performance.now()
      try {
        return await this.#around.calls.make(name, () => ask(clients))
      } catch (fault) {
        const isUnseen = fault instanceof Error && fault.name === 'NotFoundException'
        if (!isUnseen || askedAt > madeAt + this.#around.boundMs) throw fault
      }
    }
  }

  async #anyNode(): Promise<Clients> {
    return (await this.#around.fleet.at(randomInt(3))).clients(this.#around.root)
  }
}

async function requireKey(kms: Clients['kms'], key: OwnKey): Promise<void> {
  const { KeyId } = key
  const { KeyMetadata } = await kms.send(new DescribeKeyCommand({ KeyId }))
  if (key.isScheduled !== undefined) {
    assert.equal(KeyMetadata?.KeyState, key.isScheduled ? 'PendingDeletion' : 'Enabled')
  }
  const tags = await tagsOf(kms, KeyId)
  for (const tag of key.tags) assert.ok(tags.includes(tag), `the tag ${tag}`)
  const grants = await grantsOf(kms, KeyId)
  for (const grant of key.grants) assert.ok(grants.includes(grant), `a grant of ${KeyId}`)
  const { Policy = '' } = await kms.send(new GetKeyPolicyCommand({ KeyId }))
  const sid = /"Sid"\s*:\s*"([^"]+-[12])"/.exec(Policy)?.[1] ?? DEFAULT
  const names = key.policies.join(' or ')
  assert.ok(key.policies.includes(sid), `the policy of ${KeyId} is ${sid}, not ${names}`)
  if (KeyMetadata?.KeyState !== 'Enabled') return
  for (const { blob, plaintext } of key.ciphertexts) {
    const { Plaintext } = await kms.send(new DecryptCommand({ CiphertextBlob: blob }))
    assert.equal(Buffer.from(Plaintext ?? []).toString(), plaintext)
  }
}

async function tagsOf(kms: Clients['kms'], KeyId: string): Promise<readonly string[]> {
  const { Tags = [] } = await kms.send(new ListResourceTagsCommand({ KeyId }))
  return Tags.map(({ TagKey = '' }) => TagKey)
}

async function grantsOf(kms: Clients['kms'], KeyId: string): Promise<readonly string[]> {
  const grants: string[] = []
  for (let Marker: string | undefined; ;) {
    const page = await kms.send(
      new ListGrantsCommand({ KeyId, Limit: 100, ...(Marker !== undefined && { Marker }) }),
    )
    grants.push(...(page.Grants ?? []).map(({ GrantId = '' }) => GrantId))
    if (!page.Truncated) return grants
    Marker = page.NextMarker
  }
}

const rootArn = `arn:aws:iam::${ACCOUNT}:root`

const grantOn = (KeyId: string): CreateGrantCommand =>
  new CreateGrantCommand({ KeyId, GranteePrincipal: rootArn, Operations: ['Encrypt'] })

const policyNamed = (Sid: string): string =>
  JSON.stringify({
    Version: '2012-10-17',
    Statement: [
      { Sid, Effect: 'Allow', Principal: { AWS: rootArn }, Action: 'kms:*', Resource: '*' },
    ],
  })
