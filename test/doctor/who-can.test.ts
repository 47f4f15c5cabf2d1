// What `who-can` says is held against the stack: every principal really asks.

import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import {
  AddUserToGroupCommand,
  CreateGroupCommand,
  CreatePolicyCommand,
  DeleteRoleCommand,
  IAMClient,
  PutGroupPolicyCommand,
  PutRolePolicyCommand,
  PutUserPermissionsBoundaryCommand,
} from '@aws-sdk/client-iam'
import {
  CreateGrantCommand,
  DescribeKeyCommand,
  EncryptCommand,
  GetKeyPolicyCommand,
  KMSClient,
  ListGrantsCommand,
  PutKeyPolicyCommand,
} from '@aws-sdk/client-kms'
import {
  askWhoCan,
  disconnect,
  DoctorFailure,
  renderWhoCanJson,
  renderWhoCanText,
  whoCanExitCode,
  type WhoCan,
  type WhoCanOptions,
} from '../../src/doctor/index.ts'
import {
  allow,
  OTHER_ACCOUNT,
  startWorld,
  type Credentials,
  type TestWorld,
} from '../fixtures/world.ts'
import {
  accountArn,
  accountStatement,
  assumeRole,
  createKey,
  createRole,
  keyPolicy,
  putKeyPolicy,
  roleArn,
  userArn,
  type Statement,
} from './scenarios/locked-key.ts'
import { connect } from './hurried.ts'

let world: TestWorld
/** By ARN as policies name them. */
const people = new Map<string, Credentials>()
const keys: Record<string, string> = {}

const statement = (Principal: object | string, Action: readonly string[], more: object = {}) => ({
  ...{ Effect: 'Allow', Principal, Action, Resource: '*' },
  ...more,
})
const foreignRoot = `arn:aws:iam::${OTHER_ACCOUNT}:root`
const like = { ArnLike: { 'aws:PrincipalArn': userArn('b*') } }
const POLICIES: Readonly<Record<string, readonly Statement[]>> = {
  delegated: [accountStatement],
  named: [
    statement({ AWS: [roleArn('Keeper'), userArn('bob'), accountArn] }, ['kms:*KeyPolicy']),
    statement({ AWS: accountArn }, ['kms:ListGrants']),
  ],
  undelegated: [statement({ AWS: roleArn('Keeper') }, ['kms:*'])],
  denied: [
    accountStatement,
    { ...statement({ AWS: userArn('alice') }, ['kms:Encrypt', 'kms:Get*']), Effect: 'Deny' },
  ],
  everybody: [accountStatement, statement('*', ['kms:Encrypt'], { Condition: like })],
  foreign: [accountStatement, statement({ AWS: foreignRoot }, ['kms:Encrypt', 'kms:DescribeKey'])],
  restricted: [
    accountStatement,
    {
      ...statement('*', ['kms:Encrypt'], {
        Condition: { StringNotEquals: { 'aws:PrincipalTag/team': 'payroll' } },
      }),
      Effect: 'Deny',
    },
  ],
}

before(async () => {
  world = await startWorld()
  const iam = world.client(IAMClient)
  people.set(accountArn, world.root())
  const users: Readonly<Record<string, object | undefined>> = {
    alice: allow('kms:*'),
    bob: allow(['kms:Encrypt', 'kms:DescribeKey']),
    carol: {
      Version: '2012-10-17',
      Statement: [
        { Effect: 'Allow', Action: '*', Resource: '*' },
        { Effect: 'Deny', Action: 'kms:Encrypt', Resource: '*' },
      ],
    },
    dave: allow('kms:*'),
    eve: undefined,
    mallory: undefined,
  }
  for (const [name, policy] of Object.entries(users)) {
    people.set(userArn(name), await world.user(name, policy))
  }
  const boundary = await iam.send(
    new CreatePolicyCommand({
      PolicyName: 'Boundary',
      PolicyDocument: JSON.stringify(allow(['kms:Describe*', 'kms:List*'])),
    }),
  )
  const PermissionsBoundary = boundary.Policy?.Arn
  await iam.send(new PutUserPermissionsBoundaryCommand({ UserName: 'dave', PermissionsBoundary }))
  await iam.send(new CreateGroupCommand({ GroupName: 'Readers' }))
  const PolicyDocument = JSON.stringify(allow(['kms:Get*', 'kms:List*']))
  const inline = { GroupName: 'Readers', PolicyName: 'inline', PolicyDocument }
  await iam.send(new PutGroupPolicyCommand(inline))
  await iam.send(new AddUserToGroupCommand({ GroupName: 'Readers', UserName: 'eve' }))
  for (const [role, policy] of [
    ['Keeper', undefined],
    ['Worker', allow('kms:Put*')],
  ] as const) {
    await createRole(world, role, { AWS: userArn('carol') }, policy)
    const asker = people.get(userArn('carol')) ?? world.root()
    people.set(roleArn(role), await assumeRole(world, asker, role))
  }
  for (const [name, statements] of Object.entries(POLICIES)) {
    keys[name] = await createKey(world, keyPolicy(accountStatement))
    await grant(keys[name], 'Worker', {})
    await putKeyPolicy(world, keys[name], keyPolicy(...statements))
  }
})
after(() => world.close())

async function grant(KeyId: string, role: string, more: object): Promise<void> {
  const GranteePrincipal = roleArn(role)
  const input = { KeyId, GranteePrincipal, Operations: ['Encrypt'] as const, ...more }
  await world.client(KMSClient).send(new CreateGrantCommand({ ...input, Operations: ['Encrypt'] }))
}

async function who(
  action: string,
  key: string,
  options: Partial<WhoCanOptions> = {},
  credentials: Credentials = world.root(),
): Promise<WhoCan> {
  const connection = connect({ endpoint: world.endpoint, region: 'us-east-1', credentials })
  try {
    return await askWhoCan(connection, { action, key, ...options })
  } finally {
    disconnect(connection)
  }
}

const TRIALS: Readonly<
  Record<string, (kms: KMSClient, KeyId: string, policy: string) => Promise<unknown>>
> = {
  'kms:GetKeyPolicy': (kms, KeyId) => kms.send(new GetKeyPolicyCommand({ KeyId })),
  'kms:DescribeKey': (kms, KeyId) => kms.send(new DescribeKeyCommand({ KeyId })),
  'kms:Encrypt': (kms, KeyId) =>
    kms.send(new EncryptCommand({ KeyId, Plaintext: Buffer.from('x') })),
  'kms:ListGrants': (kms, KeyId) => kms.send(new ListGrantsCommand({ KeyId })),
  'kms:PutKeyPolicy': (kms, KeyId, Policy) =>
    kms.send(new PutKeyPolicyCommand({ KeyId, Policy, BypassPolicyLockoutSafetyCheck: true })),
}

async function mayReally(credentials: Credentials, action: string, name: string): Promise<boolean> {
  const trial = TRIALS[action]
  assert.ok(trial)
  const policy = JSON.stringify(keyPolicy(...(POLICIES[name] ?? [])))
  try {
    await trial(world.client(KMSClient, credentials), keys[name] ?? '', policy)
    return true
  } catch (thrown) {
    assert.ok(thrown instanceof Error)
    assert.equal(thrown.name, 'AccessDeniedException', thrown.message)
    return false
  }
}

function verdictIn({ principals }: WhoCan, arn: string, action: string): string {
  const found = principals.find(({ principal }) => principal === arn)
  const access = found?.actions.find((one) => one.action === action)?.access
  return access?.verdict ?? 'not'
}

for (const name of Object.keys(POLICIES)) {
  test(`who-can says what the stack does: ${name}`, async () => {
    const actions = Object.keys(TRIALS)
    // A key that its own account's root user may not read is asked about as who may.
    const asker = name === 'undelegated' ? await seeing() : world.root()
    const found = await who(actions.join(','), keys[name] ?? '', {}, asker)
    assert.equal(found.policy?.source, 'current')
    const said: Record<string, string> = {}
    const real: Record<string, string> = {}
    for (const [arn, credentials] of people) {
      for (const action of actions) {
        said[`${arn} ${action}`] = verdictIn(found, arn, action)
        real[`${arn} ${action}`] = (await mayReally(credentials, action, name)) ? 'allowed' : 'not'
      }
    }
    assert.deepEqual(said, real)
    assert.ok(Object.values(said).includes('allowed') && Object.values(said).includes('not'))
  })
}

/** Keeper may read the key, and is given the eyes for IAM. */
async function seeing(): Promise<Credentials> {
  const PolicyDocument = JSON.stringify(allow(['iam:Get*', 'iam:List*']))
  const input = { RoleName: 'Keeper', PolicyName: 'eyes', PolicyDocument }
  await world.client(IAMClient).send(new PutRolePolicyCommand(input))
  return people.get(roleArn('Keeper')) ?? world.root()
}

test('another account that is named is told of, as far as its own IAM policies allow', async () => {
  const found = await who('kms:Encrypt,kms:GetKeyPolicy', keys.foreign ?? '')
  const other = found.principals.find(({ principal }) => principal === foreignRoot)
  assert.equal(other?.kind, 'account')
  assert.deepEqual(
    other.actions.map(({ action, access }) => [action, access.verdict, access.unseen]),
    [['kms:Encrypt', 'allowed', true]],
  )
  const stranger = await world.user('frank', allow('kms:*'), OTHER_ACCOUNT)
  assert.equal(await mayReally(stranger, 'kms:Encrypt', 'foreign'), true)
  assert.equal(await mayReally(stranger, 'kms:Encrypt', 'delegated'), false)
  assert.match(renderWhoCanText(found, { lang: 'en' }), /if its own IAM policies allow it too/)
})

test('a grant with constraints lets its grantee only under conditions', async () => {
  const key = await createKey(world, keyPolicy(accountStatement))
  await grant(key, 'Keeper', { Constraints: { EncryptionContextEquals: { team: 'payroll' } } })
  const found = await who('use', key)
  const keeper = found.principals.find(({ principal }) => principal === roleArn('Keeper'))
  assert.deepEqual(
    keeper?.actions.map(({ action, access }) => [action, access.verdict]),
    [['kms:Encrypt', 'conditional']],
  )
  const text = renderWhoCanText(found, { lang: 'en', verbose: true })
  const line = /when grant [0-9a-f]{64} is met: encryptionContextEquals \{"team":"payroll"\}/
  assert.match(text.replaceAll(/\s+/g, ' '), line)
})

test('conditions stay open until the context is given', async () => {
  const fromOffice = { IpAddress: { 'aws:SourceIp': '10.0.0.0/8' } }
  const key = await createKey(world, keyPolicy({ ...accountStatement, Condition: fromOffice }))
  const verdicts = async (context: Record<string, string>) =>
    verdictIn(await who('kms:Encrypt', key, { context }), userArn('bob'), 'kms:Encrypt')
  assert.equal(await verdicts({}), 'conditional')
  assert.equal(await verdicts({ 'aws:SourceIp': '10.1.2.3' }), 'allowed')
  assert.equal(await verdicts({ 'aws:SourceIp': '192.0.2.1' }), 'not')
})

test('a role is told with those who may assume it', async () => {
  const found = await who('change-policy', keys.named ?? '', { viaRoles: true })
  const keeper = found.principals.find(({ principal }) => principal === roleArn('Keeper'))
  assert.deepEqual(keeper?.assumedBy, [{ principal: userArn('carol'), verdict: 'allowed' }])
  const text = renderWhoCanText(found, { lang: 'en' })
  assert.match(text, /role\/Keeper\n {6}may be assumed by: user\/carol/)
})

test('a policy that may not be read is told as the last known one', async () => {
  await createRole(world, 'Leaver', { AWS: userArn('carol') })
  const only = statement({ AWS: [roleArn('Leaver'), roleArn('Keeper')] }, ['kms:*'])
  const key = await createKey(world, keyPolicy(accountStatement), keyPolicy(only))
  await world.client(IAMClient).send(new DeleteRoleCommand({ RoleName: 'Leaver' }))
  const found = await who('change-policy', key)
  assert.equal(found.policy?.source, 'rebuilt')
  assert.deepEqual(
    found.principals.map(({ principal }) => principal),
    [roleArn('Keeper')],
  )
  assert.equal(whoCanExitCode(found), 0)
  for (const lang of ['en', 'ja'] as const) {
    const text = renderWhoCanText(found, { lang })
    assert.match(text.replaceAll(/\s+/g, ''), /PutKeyPolicy\d{4}-\d\d-\d\d\d\d:\d\d:\d\dUTC/)
    assert.match(text, /kms:GetKeyPolicy/)
    assert.doesNotMatch(text, /\{\w+\}/)
  }
  const json: unknown = JSON.parse(renderWhoCanJson(found))
  assert.match(JSON.stringify(json), /"source":"rebuilt".*"complete":false/)
})

test('nobody, and nobody can tell, are two answers', async () => {
  const key = keys.delegated ?? ''
  const ungranted = await createKey(
    world,
    keyPolicy(statement({ AWS: accountArn }, ['kms:*Policy', 'kms:Describe*'])),
  )
  const unsure = await who('kms:Encrypt', ungranted)
  assert.equal(whoCanExitCode(unsure), 3)
  assert.match(renderWhoCanText(unsure, { lang: 'en' }), /The grants could not be listed/)
  const locked = keyPolicy(statement({ AWS: userArn('alice') }, ['kms:GetKeyPolicy', 'kms:List*']))
  const lost = await createKey(world, keyPolicy(accountStatement), locked)
  const nothing = await world.user('nothing')
  const blind = await who('change-policy', key, {}, nothing)
  assert.equal(whoCanExitCode(blind), 3)
  assert.match(renderWhoCanText(blind, { lang: 'en' }), /could not be read/)
  // By the last known policy nobody can; whether that one is in force is not certain.
  assert.equal(whoCanExitCode(await who('change-policy', lost)), 3)
})

test('what is no action on a key, and what is no key, is said with what to type', async () => {
  await assert.rejects(who('s3:GetObject', keys.named ?? ''), DoctorFailure)
  await assert.rejects(who('kms:Nothing', keys.named ?? ''), /no action on a key/)
  await assert.rejects(who('use', 'alias/none'), /there is no key/)
})
