// What a stack holds after it was started with a seed.

import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { CloudTrailClient, LookupEventsCommand } from '@aws-sdk/client-cloudtrail'
import {
  AttachUserPolicyCommand,
  GetGroupCommand,
  GetPolicyCommand,
  GetRoleCommand,
  GetUserCommand,
  IAMClient,
  ListPolicyVersionsCommand,
  ListUsersCommand,
} from '@aws-sdk/client-iam'
import {
  DecryptCommand,
  DescribeKeyCommand,
  EncryptCommand,
  GetKeyPolicyCommand,
  KMSClient,
  ListGrantsCommand,
} from '@aws-sdk/client-kms'
import { AssumeRoleCommand, GetCallerIdentityCommand, STSClient } from '@aws-sdk/client-sts'
import { writeProfiles } from '../../src/server/credentials-file.ts'
import { scratch } from '../cli/sparekey.ts'
import { readCredentialsFile } from '../fixtures/credentials-file.ts'
import { type Credentials, startWorld, type TestWorld } from '../fixtures/world.ts'
import { HOUSEHOLD, KEY_ID, LOCKED_KEY_ID, seedOf } from './seeds.ts'

const ADMINISTRATOR = 'arn:aws:iam::aws:policy/AdministratorAccess'
const AUDITOR = 'arn:aws:iam::111122223333:role/audit/Auditor'

let world: TestWorld
let profiles: ReadonlyMap<string, Credentials>
before(async () => {
  world = await startWorld({ seed: seedOf(HOUSEHOLD) })
  profiles = await readCredentialsFile(`${world.data}/credentials`)
})
after(() => world.close())

test('access keys sign: fixed ones, and random ones by their profile', async () => {
  assert.deepEqual(profiles.get('alice'), {
    accessKeyId: 'AKIAIOSFODNN7EXAMPLE',
    secretAccessKey: 'wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY',
  })
  const alice = world.client(STSClient, profiles.get('alice'))
  const bob = world.client(STSClient, profiles.get('bob'))
  const arns = await Promise.all(
    [alice, bob].map(async (sts) => (await sts.send(new GetCallerIdentityCommand({}))).Arn),
  )
  assert.deepEqual(arns, [
    'arn:aws:iam::111122223333:user/staff/alice',
    'arn:aws:iam::111122223333:user/bob',
  ])
})

test('identities are as the seed has them', async () => {
  const iam = world.client(IAMClient)
  const { User } = await iam.send(new GetUserCommand({ UserName: 'alice' }))
  assert.equal(User?.UserId, 'AIDAAAAAAAAAAAAAAAAAA')
  assert.equal(User?.PermissionsBoundary?.PermissionsBoundaryArn, `${POLICY}/Fence`)
  assert.deepEqual(User?.Tags, [{ Key: 'team', Value: 'payroll' }])
  const { Users } = await iam.send(new GetGroupCommand({ GroupName: 'Keepers' }))
  assert.deepEqual(
    Users?.map(({ UserName }) => UserName),
    ['alice'],
  )
  const { Role } = await iam.send(new GetRoleCommand({ RoleName: 'Auditor' }))
  assert.equal(Role?.MaxSessionDuration, 7200)
  assert.equal(Role?.Description, 'reads')
})

const POLICY = 'arn:aws:iam::111122223333:policy'

test('a managed policy’s document is its default version, and the others are older', async () => {
  const iam = world.client(IAMClient)
  const named = { PolicyArn: `${POLICY}/keys/UseKeys` }
  const { Policy } = await iam.send(new GetPolicyCommand(named))
  assert.equal(Policy?.DefaultVersionId, 'v2')
  const { Versions } = await iam.send(new ListPolicyVersionsCommand(named))
  assert.equal(Versions?.length, 2)
})

test('roles whose trust policies name each other let each other in', async () => {
  const alice = world.client(STSClient, profiles.get('alice'))
  // The boundary holds kms alone, and a role in the own account asks for no more than its trust.
  const assume = new AssumeRoleCommand({ RoleArn: AUDITOR, RoleSessionName: 'day' })
  const { Credentials: session } = await alice.send(assume)
  assert.ok(session)
  const trusts = await Promise.all(
    ['Auditor', 'Partner'].map(async (RoleName) => {
      const account = RoleName === 'Partner' ? '444455556666' : '111122223333'
      const iam = world.client(IAMClient, world.root(account))
      const { Role } = await iam.send(new GetRoleCommand({ RoleName }))
      return decodeURIComponent(Role?.AssumeRolePolicyDocument ?? '')
    }),
  )
  assert.match(trusts[0] ?? '', /role\/Partner/)
  assert.match(trusts[1] ?? '', /role\/audit\/Auditor.*role\/Partner/)
})

test('a key has its id, its policy, its alias and its grants', async () => {
  const kms = world.client(KMSClient)
  const { KeyMetadata } = await kms.send(new DescribeKeyCommand({ KeyId: 'alias/payroll' }))
  assert.equal(KeyMetadata?.KeyId, KEY_ID)
  assert.equal(KeyMetadata?.Description, 'payroll')
  const { Policy } = await kms.send(new GetKeyPolicyCommand({ KeyId: KEY_ID }))
  assert.match(Policy ?? '', /role\/audit\/Auditor/)
  const { Grants } = await kms.send(new ListGrantsCommand({ KeyId: KEY_ID }))
  assert.equal(Grants?.length, 1)
  assert.equal(Grants?.[0]?.GranteePrincipal, 'arn:aws:iam::444455556666:role/Partner')
})

test('a key can be locked to everybody: its policy may name one who is gone', async () => {
  const kms = world.client(KMSClient)
  const read = kms.send(new GetKeyPolicyCommand({ KeyId: LOCKED_KEY_ID }))
  await assert.rejects(read, { name: 'AccessDeniedException' })
})

test('a key state is the seed’s, pending deletion among them', async () => {
  const kms = world.client(KMSClient, world.root(), 'eu-central-1')
  const KeyId = 'aaaaaaaa-bbbb-cccc-dddd-eeeeeeeeeeee'
  const { KeyMetadata } = await kms.send(new DescribeKeyCommand({ KeyId }))
  assert.equal(KeyMetadata?.KeyState, 'PendingDeletion')
  const days = (Number(KeyMetadata?.DeletionDate) - Date.now()) / 86_400_000
  assert.ok(days > 8.9 && days <= 9, `${days} days`)
})

test('the same key material in another stack decrypts what this one encrypted', async (t) => {
  const other = await startWorld({ seed: seedOf(HOUSEHOLD) })
  t.after(() => other.close())
  const Plaintext = Buffer.from('salaries')
  const encrypt = new EncryptCommand({ KeyId: KEY_ID, Plaintext })
  const { CiphertextBlob } = await world.client(KMSClient).send(encrypt)
  const read = await other.client(KMSClient).send(new DecryptCommand({ CiphertextBlob }))
  assert.equal(Buffer.from(read.Plaintext ?? []).toString(), 'salaries')
})

test('event history says that the seed made it, and shows no secret', async () => {
  const attribute = { AttributeKey: 'ResourceName' as const, AttributeValue: KEY_ARN }
  const lookup = new LookupEventsCommand({ LookupAttributes: [attribute] })
  const { Events = [] } = await world.client(CloudTrailClient).send(lookup)
  const records = Events.map(({ CloudTrailEvent = '' }) => JSON.parse(CloudTrailEvent))
  const seeded = records.filter(({ userAgent }) => userAgent === 'sparekey-seed')
  const names = seeded.map(({ eventName }) => eventName).toSorted()
  assert.deepEqual(names, ['CreateAlias', 'CreateGrant', 'CreateKey'])
  assert.ok(seeded.every(({ userIdentity }) => userIdentity.type === 'Root'))
  const all = JSON.stringify(records)
  assert.ok(!all.includes(Buffer.alloc(32, 7).toString('base64')))
})

test('deleted principals were never there, for lists and for event history', async () => {
  const { Users = [] } = await world.client(IAMClient).send(new ListUsersCommand({}))
  assert.deepEqual(
    Users.map(({ UserName }) => UserName),
    ['alice', 'bob'],
  )
  const attribute = { AttributeKey: 'EventSource' as const, AttributeValue: 'iam.amazonaws.com' }
  const lookup = new LookupEventsCommand({ LookupAttributes: [attribute], MaxResults: 50 })
  const { Events = [] } = await world.client(CloudTrailClient).send(lookup)
  const made = Events.filter(({ EventName = '' }) => /^(Create|Delete)User$/.test(EventName))
  assert.equal(made.length, 2)
})

test('a profile whose access key is not there gets a new one', async (t) => {
  const data = `${scratch(t)}/data`
  await (await startWorld({ data })).close()
  const stale = { accessKeyId: 'AKIASTALESTALESTALES', secretAccessKey: 'a'.repeat(40) }
  writeProfiles(`${data}/credentials`, 'us-east-1', [{ name: 'bob', ...stale }])
  const other = await startWorld({ data, seed: seedOf(HOUSEHOLD) })
  t.after(() => other.close())
  const bob = (await readCredentialsFile(`${data}/credentials`)).get('bob')
  const who = await other.client(STSClient, bob).send(new GetCallerIdentityCommand({}))
  assert.equal(who.Arn, 'arn:aws:iam::111122223333:user/bob')
})

const KEY_ARN = `arn:aws:kms:us-east-1:111122223333:key/${KEY_ID}`

test('a seed that is applied again changes nothing and leaves no event', async (t) => {
  const data = `${scratch(t)}/data`
  const first = await startWorld({ data, seed: seedOf(HOUSEHOLD) })
  await first.close()
  const second = await startWorld({ data, seed: seedOf(HOUSEHOLD) })
  t.after(() => second.close())
  assert.deepEqual(second.server.seeded, [])
  const { Events = [] } = await second
    .client(CloudTrailClient)
    .send(new LookupEventsCommand({ LookupAttributes: [NAMED_KEY] }))
  assert.equal(Events.length, 3)
})

const NAMED_KEY = { AttributeKey: 'ResourceName' as const, AttributeValue: KEY_ARN }

test('what differs is changed, and what the stack has more is left alone', async (t) => {
  const data = `${scratch(t)}/data`
  const first = await startWorld({ data, seed: seedOf(HOUSEHOLD) })
  const iam = first.client(IAMClient)
  await iam.send(new AttachUserPolicyCommand({ UserName: 'bob', PolicyArn: ADMINISTRATOR }))
  await first.close()
  const changed = HOUSEHOLD.replace('description: payroll', 'description: salaries')
    .replace('maxSessionDuration: 7200', 'maxSessionDuration: 3600')
    .replace('state: PendingDeletion', 'state: Enabled')
    .replace('operations: [Decrypt, DescribeKey]', 'operations: [Decrypt]')
  const second = await startWorld({ data, seed: seedOf(changed) })
  t.after(() => second.close())
  assert.deepEqual(
    second.server.seeded?.map(({ operation }) => operation),
    ['UpdateRole', 'UpdateKeyDescription', 'CreateGrant', 'CancelKeyDeletion', 'EnableKey'],
  )
  const { Grants } = await second.client(KMSClient).send(new ListGrantsCommand({ KeyId: KEY_ID }))
  assert.equal(Grants?.length, 2)
  const bob = await readCredentialsFile(`${data}/credentials`)
  await second.client(IAMClient, bob.get('bob')).send(new GetUserCommand({}))
})
