import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { CreateGroupCommand, CreateRoleCommand, IAMClient } from '@aws-sdk/client-iam'
import type { PutKeyPolicyCommandInput } from '@aws-sdk/client-kms'
import {
  CreateAliasCommand,
  DescribeKeyCommand,
  GetKeyPolicyCommand,
  PutKeyPolicyCommand,
} from '@aws-sdk/client-kms'
import { AssumeRoleCommand, STSClient } from '@aws-sdk/client-sts'
import type { Credentials, TestWorld } from '../../fixtures/world.ts'
import { ACCOUNT, OTHER_ACCOUNT, allow, startWorld } from '../../fixtures/world.ts'
import type { TestKey } from './fixture.ts'
import {
  accountStatement,
  assertRefused,
  keyPolicy,
  kmsAs,
  lastEvent,
  newKey,
  rootArn,
  statement,
  userArn,
} from './fixture.ts'

let world: TestWorld
let key: TestKey
let roleSession: Credentials

const DEFAULT = keyPolicy(accountStatement())
const LOCKED_OUT = 'The new key policy will not allow you to update the key policy in the future.'
const INVALID_PRINCIPALS = 'Policy contains a statement with one or more invalid principals.'
const INVALID_ARN = 'An ARN in the specified key policy is invalid.'

before(async () => {
  world = await startWorld()
  key = await newKey(world)
  roleSession = await sessionOfNewRole('Auditor')
})
after(() => world.close())

const put = (
  Policy: string,
  credentials?: Credentials,
  more: Partial<PutKeyPolicyCommandInput> = {},
) => kmsAs(world, credentials).send(new PutKeyPolicyCommand({ KeyId: key.keyId, Policy, ...more }))

const putFor = (principal: unknown) => put(keyPolicy(accountStatement(), statement(principal)))

async function read(credentials?: Credentials): Promise<string> {
  const command = new GetKeyPolicyCommand({ KeyId: key.keyId })
  return (await kmsAs(world, credentials).send(command)).Policy ?? ''
}

async function sessionOfNewRole(RoleName: string): Promise<Credentials> {
  const trust = statement({ AWS: rootArn() }, 'sts:AssumeRole')
  const { Resource: _, ...trustStatement } = trust
  const AssumeRolePolicyDocument = JSON.stringify({
    Version: '2012-10-17',
    Statement: [trustStatement],
  })
  const role = new CreateRoleCommand({ RoleName, AssumeRolePolicyDocument })
  const RoleArn = (await world.client(IAMClient).send(role)).Role?.Arn
  const assumer = await world.user(`assumer-of-${RoleName}`, allow('sts:AssumeRole'))
  const assume = new AssumeRoleCommand({ RoleArn, RoleSessionName: 'night-shift' })
  const { Credentials: given } = await world.client(STSClient, assumer).send(assume)
  assert.ok(given?.AccessKeyId && given.SecretAccessKey && given.SessionToken)
  return {
    accessKeyId: given.AccessKeyId,
    secretAccessKey: given.SecretAccessKey,
    sessionToken: given.SessionToken,
  }
}

// Validation

test('a policy of more than 32 KiB exceeds the quota', async () => {
  const wide = statement({ AWS: rootArn() }, `kms:${'x'.repeat(32 * 1024)}`)
  await assertRefused(put(keyPolicy(accountStatement(), wide)), 'LimitExceededException')
})

test('what is no policy is refused, with the reason and the place', async () => {
  const policies: readonly [string, RegExp][] = [
    ['{ "Version": "2012-10-17", }', /line 1, column/],
    ['[]', /JSON object/],
    [keyPolicy(), /at least one statement/],
    [keyPolicy(statement(undefined)), /at least one principal \(Statement\[0\].*, line 1\)$/],
    [keyPolicy({ ...statement('*'), Resource: undefined } as never), /`Resource`/],
    [keyPolicy({ ...statement('*'), Action: undefined } as never), /`Action`/],
  ]
  for (const [policy, words] of policies) {
    await assertRefused(put(policy), 'MalformedPolicyDocumentException', words)
  }
})

test('every principal must exist', async () => {
  const principals: readonly unknown[] = [
    { AWS: userArn('nobody') },
    { AWS: `arn:aws:iam::${ACCOUNT}:role/Nothing` },
    { AWS: `arn:aws:iam::${ACCOUNT}:role/*` },
    { AWS: `arn:aws:sts::${ACCOUNT}:assumed-role/Nothing/session` },
    { AWS: '999999999999' },
    { AWS: 'arn:aws:iam::999999999999:root' },
    { AWS: `arn:aws::${ACCOUNT}:role/X` },
    { AWS: 'AIDAQQQQQQQQQQQQQQQQQ' },
    { AWS: '{{AdminArn}}' },
    { Service: 'cloudtrail' },
    { CanonicalUser: 'abc' },
    { AWS: [rootArn(), userArn('nobody')] },
  ]
  for (const principal of principals) {
    await assertRefused(putFor(principal), 'MalformedPolicyDocumentException', INVALID_PRINCIPALS)
  }
})

test('a group is no principal, nor is any other resource', async () => {
  await world.client(IAMClient).send(new CreateGroupCommand({ GroupName: 'admins' }))
  for (const AWS of [`arn:aws:iam::${ACCOUNT}:group/admins`, 'arn:aws:s3:::bucket', key.arn]) {
    await assertRefused(putFor({ AWS }), 'InvalidArnException', INVALID_ARN)
  }
})

test('a policy of any name but default is not supported', async () => {
  await assertRefused(
    put(DEFAULT, world.root(), { PolicyName: 'other' }),
    'UnsupportedOperationException',
    'Only default policy is supported',
  )
  await put(DEFAULT, world.root(), { PolicyName: 'default' })
})

test('an alias does not name a key here', async () => {
  const alias = new CreateAliasCommand({ AliasName: 'alias/known', TargetKeyId: key.keyId })
  await kmsAs(world).send(alias)
  await assertRefused(
    put(DEFAULT, world.root(), { KeyId: 'alias/known' }),
    'InvalidArnException',
    'Key Aliases are not supported for this operation.',
  )
})

test('a refused policy leaves the old one in force', async () => {
  const before = await read()
  await assertRefused(putFor({ AWS: '999999999999' }), 'MalformedPolicyDocumentException')
  assert.equal(await read(), before)
})

// Authorization

test('an administrator whom the key policy leaves out cannot change it', async () => {
  const Policy = keyPolicy(statement({ AWS: rootArn() }, 'kms:Describe*'))
  const locked = await newKey(world, { Policy, BypassPolicyLockoutSafetyCheck: true })
  const admin = await world.user('admin', allow('*'))
  await assertRefused(
    put(DEFAULT, admin, { KeyId: locked.keyId }),
    'AccessDeniedException',
    `User: ${userArn('admin')} is not authorized to perform: kms:PutKeyPolicy on resource: ` +
      `${locked.arn} because no resource-based policy allows the kms:PutKeyPolicy action`,
  )
})

test('an explicit deny in the key policy wins', async () => {
  const denied = await world.user('denied', allow('kms:*'))
  await put(
    keyPolicy(
      accountStatement(),
      statement({ AWS: userArn('denied') }, 'kms:*', { Effect: 'Deny' }),
    ),
  )
  await assertRefused(
    put(DEFAULT, denied),
    'AccessDeniedException',
    /with an explicit deny in a resource-based policy$/,
  )
  await put(DEFAULT)
})

test('bypassing can be forbidden, and only a request that says so bypasses', async () => {
  const Condition = { Bool: { 'kms:BypassPolicyLockoutSafetyCheck': 'true' } }
  const careful = await world.user('careful', {
    Version: '2012-10-17',
    Statement: [
      { Effect: 'Allow', Action: 'kms:*', Resource: '*' },
      { Effect: 'Deny', Action: 'kms:PutKeyPolicy', Resource: '*', Condition },
    ],
  })
  await put(DEFAULT, careful)
  await put(DEFAULT, careful, { BypassPolicyLockoutSafetyCheck: false })
  await assertRefused(
    put(DEFAULT, careful, { BypassPolicyLockoutSafetyCheck: true }),
    'AccessDeniedException',
    /with an explicit deny in an identity-based policy/,
  )
})

test('another account never changes a key policy, even if the key policy allows it', async () => {
  const open = statement({ AWS: rootArn(OTHER_ACCOUNT) })
  const shared = await newKey(world, { Policy: keyPolicy(accountStatement(), open) })
  const partner = await world.user('partner', allow('kms:*'), OTHER_ACCOUNT)
  await assertRefused(put(DEFAULT, partner, { KeyId: shared.arn }), 'AccessDeniedException')
})

// Behaviour: the policy lockout safety check

test('a policy that names somebody else only locks out even the root user', async () => {
  await world.user('somebody-else')
  const policy = keyPolicy(statement({ AWS: userArn('somebody-else') }))
  await assertRefused(put(policy), 'MalformedPolicyDocumentException', LOCKED_OUT)
})

test('leaving it to the account is enough only for whom IAM allows PutKeyPolicy', async () => {
  const Condition = { StringEquals: { 'aws:ResourceAccount': ACCOUNT } }
  const delegated = keyPolicy(statement({ AWS: rootArn() }, 'kms:*', { Condition }))
  const writer = await world.user('writer', allow('kms:PutKeyPolicy'))
  await put(delegated, writer)

  const named = await world.user('named')
  await put(keyPolicy(accountStatement(), statement({ AWS: userArn('named') })))
  await assertRefused(put(DEFAULT, named), 'MalformedPolicyDocumentException', LOCKED_OUT)
  await put(DEFAULT)
})

test('a condition that this request does not meet counts as no permission', async () => {
  const Condition = { IpAddress: { 'aws:SourceIp': '203.0.113.0/24' } }
  const policy = keyPolicy(statement({ AWS: rootArn() }, 'kms:*', { Condition }))
  await assertRefused(put(policy), 'MalformedPolicyDocumentException', LOCKED_OUT)
})

test('a role keeps control when the policy names the role or its very session', async () => {
  const role = `arn:aws:iam::${ACCOUNT}:role/Auditor`
  const session = `arn:aws:sts::${ACCOUNT}:assumed-role/Auditor/night-shift`
  const other = `arn:aws:sts::${ACCOUNT}:assumed-role/Auditor/day-shift`
  await put(keyPolicy(accountStatement(), statement({ AWS: role })))
  const alone = (AWS: string) => keyPolicy(statement({ AWS }))
  await assertRefused(
    put(alone(other), roleSession),
    'MalformedPolicyDocumentException',
    LOCKED_OUT,
  )
  await put(alone(session), roleSession)
  assert.ok((await read(roleSession)).includes(`"${session}"`))
  await put(alone(role), roleSession)
  assert.ok((await read(roleSession)).includes(`"${role}"`))
  await put(DEFAULT, roleSession, { BypassPolicyLockoutSafetyCheck: true })
})

test('with the check bypassed anybody can be locked out, and is', async () => {
  const lost = await newKey(world)
  await world.user('owner')
  const more = { KeyId: lost.keyId, BypassPolicyLockoutSafetyCheck: true }
  await put(keyPolicy(statement({ AWS: userArn('owner') }, 'kms:Encrypt')), world.root(), more)
  await assertRefused(put(DEFAULT, world.root(), more), 'AccessDeniedException')
})

// Behaviour

test('the new policy is in force for the next request', async () => {
  const reader = await world.user('reader')
  const describe = new DescribeKeyCommand({ KeyId: key.keyId })
  const named = statement({ AWS: userArn('reader') }, 'kms:DescribeKey')
  await assertRefused(kmsAs(world, reader).send(describe), 'AccessDeniedException')
  await put(keyPolicy(accountStatement(), named))
  assert.ok((await kmsAs(world, reader).send(describe)).KeyMetadata)
  await put(DEFAULT)
  await assertRefused(kmsAs(world, reader).send(describe), 'AccessDeniedException')
})

test('repeated Sids, services, web identities and everybody are accepted', async () => {
  const Sid = 'Allow use of the key'
  const policy = keyPolicy(
    { ...accountStatement(), Sid } as never,
    { ...statement({ Service: 'cloudtrail.amazonaws.com' }, 'kms:GenerateDataKey*'), Sid } as never,
    statement({ Federated: 'cognito-identity.amazonaws.com' }, 'kms:Decrypt'),
    statement('*', 'kms:Decrypt', {
      Condition: { StringEquals: { 'kms:CallerAccount': ACCOUNT } },
    }),
  )
  await put(policy)
  assert.deepEqual(JSON.parse(await read()), JSON.parse(policy))
  await put(DEFAULT)
})

test('the event holds the policy to the letter, and the key as it was named', async () => {
  const policy = `\n${DEFAULT.replace('{', '{\t ')} `
  await put(policy)
  const event = await lastEvent(world, 'PutKeyPolicy')
  assert.deepEqual(event.requestParameters, {
    keyId: key.keyId,
    policyName: 'default',
    policy,
    bypassPolicyLockoutSafetyCheck: false,
  })
  assert.deepEqual(event.responseElements, { keyId: key.arn })
  assert.equal(event.resources?.[0]?.ARN, key.arn)
  assert.equal(event.readOnly, false)
})

test('the event of a refused policy says why', async () => {
  await assertRefused(putFor({ AWS: '999999999999' }), 'MalformedPolicyDocumentException')
  const event = await lastEvent(world, 'PutKeyPolicy')
  assert.equal(event.errorCode, 'MalformedPolicyDocumentException')
  assert.equal(event.errorMessage, INVALID_PRINCIPALS)
  assert.equal(event.responseElements, null)
})
