// What a snapshot of a stack says, and that another stack made from it decides the same.

import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { CreateUserCommand, DeleteUserCommand, IAMClient } from '@aws-sdk/client-iam'
import {
  CreateGrantCommand,
  CreateKeyCommand,
  DescribeKeyCommand,
  EncryptCommand,
  GetKeyPolicyCommand,
  KMSClient,
  ListAliasesCommand,
  ListGrantsCommand,
  ListKeysCommand,
  PutKeyPolicyCommand,
  ReplicateKeyCommand,
  ScheduleKeyDeletionCommand,
  SignCommand,
} from '@aws-sdk/client-kms'
import { AssumeRoleCommand, STSClient } from '@aws-sdk/client-sts'
import { printSeed, printSeedJson } from '../../src/seed/print-seed.ts'
import { type Snapshot, takeSnapshot } from '../../src/snapshot/take-snapshot.ts'
import { scratch } from '../cli/sparekey.ts'
import { readCredentialsFile } from '../fixtures/credentials-file.ts'
import {
  ACCOUNT,
  type Credentials,
  OTHER_ACCOUNT,
  startWorld,
  type TestWorld,
} from '../fixtures/world.ts'
import { DELETED_USER, HOUSEHOLD, KEY_ID, LOCKED_KEY_ID, seedOf } from './seeds.ts'

let original: TestWorld
let copy: TestWorld
let snapshot: Snapshot
before(async () => {
  original = await startWorld({ seed: seedOf(HOUSEHOLD) })
  snapshot = await snapshotOf(original)
  copy = await startWorld({ seed: seedOf(printSeed(snapshot.seed, snapshot.notes)) })
})
after(async () => {
  await original.close()
  await copy.close()
})

function snapshotOf(world: TestWorld): Promise<Snapshot> {
  const accesses = [ACCOUNT, OTHER_ACCOUNT].map((account) => ({
    account,
    credentials: world.root(account),
  }))
  return takeSnapshot(world.endpoint, accesses, new Date())
}

test('a snapshot of what was made from a snapshot is the same', async () => {
  assert.deepEqual((await snapshotOf(copy)).seed, snapshot.seed)
})

test('in JSON and in YAML it is the same seed', () => {
  assert.deepEqual(seedOf(printSeedJson(snapshot.seed)).seed, seedOf(printSeed(snapshot.seed)).seed)
})

test('applied to the stack that it was taken of, a snapshot changes nothing', async (t) => {
  const data = `${scratch(t)}/data`
  const first = await startWorld({ data, seed: seedOf(HOUSEHOLD) })
  const { seed } = await snapshotOf(first)
  await first.close()
  const second = await startWorld({ data, seed: seedOf(printSeed(seed)) })
  t.after(() => second.close())
  assert.deepEqual(second.server.seeded, [])
})

test('both stacks let the same principals do the same, and refuse the rest alike', async () => {
  const [first, second] = await Promise.all([answersOf(original, 'alice'), answersOf(copy, ALICE)])
  assert.deepEqual(second, first)
  const outcomes = Object.values(first)
  assert.ok(outcomes.some((outcome) => outcome === 'allowed'))
  assert.ok(outcomes.some((outcome) => outcome.includes('is not authorized to perform')))
})

/** The secret of a fixed access key id is a new one, under a profile of its own. */
const ALICE = `${ACCOUNT}-alice`

/** By who asks for what: `allowed`, or the refusal. */
async function answersOf(
  world: TestWorld,
  aliceProfile: string,
): Promise<Readonly<Record<string, string>>> {
  const everybody = await principalsOf(world, aliceProfile)
  const answers: [string, string][] = []
  for (const [name, credentials] of Object.entries(everybody)) {
    const kms = world.client(KMSClient, credentials)
    for (const KeyId of [KEY_ID, LOCKED_KEY_ID]) {
      const arn = `arn:aws:kms:us-east-1:${ACCOUNT}:key/${KeyId}`
      for (const [action, ask] of Object.entries(questions(kms, arn))) {
        answers.push([`${name} ${action} ${KeyId}`, await outcomeOf(ask)])
      }
    }
    answers.push([`${name} ListKeys`, await outcomeOf(() => kms.send(new ListKeysCommand({})))])
    const aliases = () => kms.send(new ListAliasesCommand({}))
    answers.push([`${name} ListAliases`, await outcomeOf(aliases)])
  }
  return Object.fromEntries(answers)
}

async function principalsOf(world: TestWorld, aliceProfile: string) {
  const profiles = await readCredentialsFile(`${world.data}/credentials`)
  const alice = profiles.get(aliceProfile)
  const auditor = await sessionOf(world, 'audit/Auditor', ACCOUNT, alice)
  const partner = await sessionOf(world, 'Partner', OTHER_ACCOUNT, auditor)
  const roots = { root: world.root(), foreignRoot: world.root(OTHER_ACCOUNT) }
  return { ...roots, ...(alice && { alice }), auditor, partner }
}

async function sessionOf(
  world: TestWorld,
  role: string,
  account: string,
  by: Credentials | undefined,
): Promise<Credentials> {
  const RoleArn = `arn:aws:iam::${account}:role/${role}`
  const assume = new AssumeRoleCommand({ RoleArn, RoleSessionName: 'same' })
  const { Credentials: session } = await world.client(STSClient, by).send(assume)
  assert.ok(session?.AccessKeyId && session.SecretAccessKey && session.SessionToken)
  return {
    accessKeyId: session.AccessKeyId,
    secretAccessKey: session.SecretAccessKey,
    sessionToken: session.SessionToken,
  }
}

function questions(kms: KMSClient, KeyId: string): Record<string, () => Promise<unknown>> {
  const Plaintext = Buffer.from('salaries')
  const grant = { GranteePrincipal: `arn:aws:iam::${ACCOUNT}:root`, Operations: ['Decrypt'] }
  return {
    DescribeKey: () => kms.send(new DescribeKeyCommand({ KeyId })),
    GetKeyPolicy: () => kms.send(new GetKeyPolicyCommand({ KeyId })),
    Encrypt: () => kms.send(new EncryptCommand({ KeyId, Plaintext, DryRun: true })),
    ListGrants: () => kms.send(new ListGrantsCommand({ KeyId })),
    CreateGrant: () =>
      kms.send(new CreateGrantCommand({ KeyId, ...grant, Operations: ['Decrypt'], DryRun: true })),
  }
}

async function outcomeOf(ask: () => Promise<unknown>): Promise<string> {
  try {
    await ask()
    return 'allowed'
  } catch (thrown) {
    assert.ok(thrown instanceof Error)
    // A dry run that would have gone well.
    return thrown.name === 'DryRunOperationException'
      ? 'allowed'
      : `${thrown.name}: ${thrown.message}`
  }
}

test('no secret of the stack is in it', async () => {
  const text = printSeed(snapshot.seed)
  for (const { secretAccessKey } of (
    await readCredentialsFile(`${original.data}/credentials`)
  ).values()) {
    assert.ok(!text.includes(secretAccessKey))
  }
  assert.ok(!/insecure/.test(text))
})

test('a key that its root user may not read is told of by its events, with a note', () => {
  const locked = snapshot.seed.accounts[ACCOUNT]?.regions?.['us-east-1']?.keys?.[LOCKED_KEY_ID]
  assert.match(locked?.policy ?? '', new RegExp(DELETED_USER))
  assert.equal(locked?.state, 'Disabled')
  assert.match(snapshot.notes.join('\n'), /may not be read; its key policy is that of event/)
  assert.match(snapshot.notes.join('\n'), /its grants may not be listed/)
})

test('a key of another spec is one of that spec in the copy too, with its grants', async (t) => {
  const world = await startWorld()
  t.after(() => world.close())
  const kms = world.client(KMSClient)
  const spec = { KeySpec: 'ECC_NIST_P384', KeyUsage: 'SIGN_VERIFY' } as const
  const { KeyMetadata } = await kms.send(new CreateKeyCommand(spec))
  const KeyId = KeyMetadata?.KeyId ?? ''
  const GranteePrincipal = `arn:aws:iam::${ACCOUNT}:root`
  await kms.send(new CreateGrantCommand({ KeyId, GranteePrincipal, Operations: ['Sign'] }))
  // A snapshot reads what KMS says, and events where it may not.
  const locked = await kms.send(new CreateKeyCommand(spec))
  const lockedId = locked.KeyMetadata?.KeyId ?? ''
  const Principal = { AWS: `arn:aws:iam::${OTHER_ACCOUNT}:root` }
  const Statement = { Effect: 'Allow', Principal, Action: 'kms:*', Resource: '*' }
  const Policy = JSON.stringify({ Version: '2012-10-17', Statement })
  const bypass = { BypassPolicyLockoutSafetyCheck: true }
  await kms.send(new PutKeyPolicyCommand({ KeyId: lockedId, Policy, ...bypass }))
  const { seed } = await snapshotOf(world)
  const keys = seed.accounts[ACCOUNT]?.regions?.['us-east-1']?.keys ?? {}
  const kinds = [KeyId, lockedId].map((id) => [keys[id]?.keySpec, keys[id]?.keyUsage])
  assert.deepEqual(kinds, [Object.values(spec), Object.values(spec)])
  const other = await startWorld({ seed: seedOf(printSeed(seed)) })
  t.after(() => other.close())
  const client = other.client(KMSClient)
  const sign = { KeyId, SigningAlgorithm: 'ECDSA_SHA_384', Message: Buffer.of(1) } as const
  const { Signature } = await client.send(new SignCommand(sign))
  assert.ok(Signature)
  const { Grants = [] } = await client.send(new ListGrantsCommand({ KeyId }))
  assert.deepEqual(
    Grants.map(({ Operations }) => Operations),
    [['Sign']],
  )
})

test('a user who is gone stays gone, even to a key that nobody can read', async (t) => {
  const world = await startWorld()
  t.after(() => world.close())
  const iam = world.client(IAMClient)
  const kms = world.client(KMSClient)
  await iam.send(new CreateUserCommand({ UserName: 'carol' }))
  const { KeyMetadata } = await kms.send(new CreateKeyCommand({}))
  const KeyId = KeyMetadata?.KeyId ?? ''
  const Principal = { AWS: `arn:aws:iam::${ACCOUNT}:user/carol` }
  const Statement = { Effect: 'Allow', Principal, Action: 'kms:*', Resource: '*' }
  const Policy = JSON.stringify({ Version: '2012-10-17', Statement })
  const bypass = { BypassPolicyLockoutSafetyCheck: true }
  await kms.send(new PutKeyPolicyCommand({ KeyId, Policy, ...bypass }))
  await iam.send(new DeleteUserCommand({ UserName: 'carol' }))
  const { seed } = await snapshotOf(world)
  const [gone = ''] = seed.accounts[ACCOUNT]?.deletedPrincipals ?? []
  assert.match(gone, /^AIDA[A-Z2-7]{17}$/)
  const withCarol = printSeed(seed).replace(
    '    regions:',
    '    users: {carol: {accessKeys: [{profile: carol}]}}\n    regions:',
  )
  const other = await startWorld({ seed: seedOf(withCarol) })
  t.after(() => other.close())
  const carol = (await readCredentialsFile(`${other.data}/credentials`)).get('carol')
  const describe = other.client(KMSClient, carol).send(new DescribeKeyCommand({ KeyId }))
  await assert.rejects(describe, { name: 'AccessDeniedException' })
})

test('what a seed cannot say of a key is said in notes, and the copy starts', async (t) => {
  const world = await startWorld()
  t.after(() => world.close())
  const kms = world.client(KMSClient)
  const made = async (input: object) =>
    (await kms.send(new CreateKeyCommand(input))).KeyMetadata?.KeyId ?? ''
  const waiting = await made({ Origin: 'EXTERNAL', Description: 'waits' })
  const related = await made({ MultiRegion: true })
  await kms.send(new ReplicateKeyCommand({ KeyId: related, ReplicaRegion: 'eu-west-1' }))
  await kms.send(new ScheduleKeyDeletionCommand({ KeyId: related, PendingWindowInDays: 9 }))
  const { seed, notes } = await snapshotOf(world)
  const ofKey = (id: string) => notes.filter((note) => note.includes(id)).join('\n')
  assert.match(ofKey(waiting), /its origin is EXTERNAL; here its key material is KMS's own/)
  assert.match(ofKey(waiting), /it is PendingImport; here it is Enabled/)
  assert.match(ofKey(related), /eu-west-1.*: it is a replica, which a seed does not make/)
  const keys = seed.accounts[ACCOUNT]?.regions?.['us-east-1']?.keys
  assert.equal(keys?.[related]?.state, 'PendingDeletion')
  assert.equal(keys?.[related]?.pendingWindowInDays, 9)
  const again = await startWorld({ seed: seedOf(printSeed(seed, notes)) })
  t.after(() => again.close())
  const describe = async (KeyId: string) =>
    (await again.client(KMSClient).send(new DescribeKeyCommand({ KeyId }))).KeyMetadata
  assert.equal((await describe(waiting))?.Description, 'waits')
  const copied = await describe(related)
  assert.equal(copied?.KeyState, 'PendingDeletion')
  assert.equal(copied?.MultiRegionConfiguration?.MultiRegionKeyType, 'PRIMARY')
})
