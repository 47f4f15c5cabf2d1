// What IAM and STS add to a key's fate: each scenario with AWS's sentence and its event.

import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { CloudTrailClient, LookupEventsCommand } from '@aws-sdk/client-cloudtrail'
import {
  CreateOpenIDConnectProviderCommand,
  CreatePolicyCommand,
  CreateRoleCommand,
  EnableMFADeviceCommand,
  IAMClient,
  PutRolePolicyCommand,
  PutUserPermissionsBoundaryCommand,
} from '@aws-sdk/client-iam'
import { CreateKeyCommand, DescribeKeyCommand, KMSClient } from '@aws-sdk/client-kms'
import type { AssumeRoleCommandInput } from '@aws-sdk/client-sts'
import {
  AssumeRoleCommand,
  AssumeRoleWithWebIdentityCommand,
  GetSessionTokenCommand,
  STSClient,
} from '@aws-sdk/client-sts'
import { startIdentityProvider } from '../fixtures/identity-provider.ts'
import { ACCOUNT, allow, type Credentials, startWorld, type TestWorld } from '../fixtures/world.ts'
import { makeDevice } from '../operations/iam/mfa-device.ts'
import { refused } from '../operations/iam/refused.ts'
import { trusting } from '../operations/iam/trusting.ts'
import { usable } from '../operations/sts/sessions.ts'

let world: TestWorld
let iam: IAMClient
/** With the default key policy: the account's IAM policies decide. */
let keyArn: string

before(async () => {
  world = await startWorld()
  iam = world.client(IAMClient)
  keyArn = await makeKey()
})
after(() => world.close())

async function makeKey(statements: readonly object[] = []): Promise<string> {
  const Principal = { AWS: `arn:aws:iam::${ACCOUNT}:root` }
  const own = { Effect: 'Allow', Principal, Action: 'kms:*', Resource: '*' }
  const document = { Version: '2012-10-17', Statement: [own, ...statements] }
  const Policy = statements.length > 0 ? JSON.stringify(document) : undefined
  const { KeyMetadata } = await world.client(KMSClient).send(new CreateKeyCommand({ Policy }))
  return KeyMetadata?.Arn ?? ''
}

const describe = (as: Credentials, KeyId = keyArn) =>
  world.client(KMSClient, as).send(new DescribeKeyCommand({ KeyId }))

async function makeRole(RoleName: string, AssumeRolePolicyDocument: string, actions = 'kms:*') {
  const { Role } = await iam.send(new CreateRoleCommand({ RoleName, AssumeRolePolicyDocument }))
  const PolicyDocument = JSON.stringify(allow(actions))
  await iam.send(new PutRolePolicyCommand({ RoleName, PolicyName: 'inline', PolicyDocument }))
  return Role?.Arn ?? ''
}

const assume = (as: Credentials, input: AssumeRoleCommandInput) =>
  world.client(STSClient, as).send(new AssumeRoleCommand(input))

const denial = (principal: string, why: string, key = keyArn) => [
  'AccessDeniedException',
  400,
  `User: ${principal} is not authorized to perform: kms:DescribeKey on resource: ${key} ${why}`,
]

async function recordOf(userName: string, eventName = 'DescribeKey') {
  const LookupAttributes = [{ AttributeKey: 'Username' as const, AttributeValue: userName }]
  const { Events = [] } = await world
    .client(CloudTrailClient)
    .send(new LookupEventsCommand({ LookupAttributes }))
  const found = Events.find((event) => event.EventName === eventName)
  assert.ok(found?.CloudTrailEvent, `${userName} has no ${eventName}`)
  return JSON.parse(found.CloudTrailEvent)
}

const user = (name: string) => `arn:aws:iam::${ACCOUNT}:user/${name}`
const session = (role: string, name: string) =>
  `arn:aws:sts::${ACCOUNT}:assumed-role/${role}/${name}`

test('a permissions boundary without kms takes an administrator its keys', async () => {
  const bounded = await world.user('bounded', allow('*'))
  assert.ok(await describe(bounded))
  const PolicyDocument = JSON.stringify(allow('s3:*'))
  const policy = { PolicyName: 'without-kms', PolicyDocument }
  const { Policy } = await iam.send(new CreatePolicyCommand(policy))
  const boundary = { UserName: 'bounded', PermissionsBoundary: Policy?.Arn }
  await iam.send(new PutUserPermissionsBoundaryCommand(boundary))
  const why = 'because no permissions boundary allows the kms:DescribeKey action'
  assert.deepEqual(await refused(describe(bounded)), denial(user('bounded'), why))
  const record = await recordOf('bounded')
  assert.equal(record.errorCode, 'AccessDenied')
  assert.ok(record.errorMessage.endsWith(why))
  assert.equal(record.userIdentity.arn, user('bounded'))
})

test('a session policy confines a role that may use every key', async () => {
  const alice = await world.user('alice', allow('sts:AssumeRole'))
  const RoleArn = await makeRole('KeyAdmin', trusting(ACCOUNT))
  const input = { RoleArn, RoleSessionName: 'confined', Policy: JSON.stringify(allow('s3:*')) }
  const confined = usable((await assume(alice, input)).Credentials)
  const why = 'because no session policy allows the kms:DescribeKey action'
  const principal = session('KeyAdmin', 'confined')
  assert.deepEqual(await refused(describe(confined)), denial(principal, why))
  const { userIdentity, errorCode } = await recordOf('confined')
  assert.equal(errorCode, 'AccessDenied')
  assert.equal(userIdentity.sessionContext.sessionIssuer.arn, RoleArn)
  const free = usable((await assume(alice, { RoleArn, RoleSessionName: 'free' })).Credentials)
  assert.ok(await describe(free))
})

test('a role chain hands on its transitive tags and its source identity', async () => {
  const bob = await world.user('bob', allow(['sts:AssumeRole', 'sts:TagSession', 'sts:Set*']))
  const trust = (AWS: string) => {
    const Action = ['sts:AssumeRole', 'sts:TagSession', 'sts:SetSourceIdentity']
    const Statement = { Effect: 'Allow', Principal: { AWS }, Action }
    return JSON.stringify({ Version: '2012-10-17', Statement })
  }
  const firstArn = await makeRole('First', trust(ACCOUNT), 'sts:*')
  const secondArn = await makeRole('Second', trust(firstArn), 's3:*')
  const tagged = await makeKey([
    {
      ...{ Effect: 'Allow', Principal: { AWS: secondArn } },
      ...{ Action: 'kms:DescribeKey', Resource: '*' },
      Condition: {
        StringEquals: { 'aws:PrincipalTag/team': 'payroll', 'aws:SourceIdentity': 'bob' },
      },
    },
  ])
  const first = await assume(bob, {
    ...{ RoleArn: firstArn, RoleSessionName: 'first', SourceIdentity: 'bob' },
    Tags: [
      { Key: 'team', Value: 'payroll' },
      { Key: 'desk', Value: '7' },
    ],
    TransitiveTagKeys: ['team'],
  })
  const chained = { RoleArn: secondArn, RoleSessionName: 'second' }
  const asFirst = usable(first.Credentials)
  assert.deepEqual(await refused(assume(asFirst, { ...chained, DurationSeconds: 3601 })), [
    'ValidationError',
    400,
    'The requested DurationSeconds exceeds the MaxSessionDuration set for this role.',
  ])
  const second = usable((await assume(asFirst, chained)).Credentials)
  assert.ok(await describe(second, tagged))
  const { userIdentity } = await recordOf('second')
  assert.equal(userIdentity.sessionContext.sourceIdentity, 'bob')
  const untagged = { RoleArn: firstArn, RoleSessionName: 'plain', SourceIdentity: 'bob' }
  const plain = usable((await assume(bob, untagged)).Credentials)
  const next = usable((await assume(plain, { ...chained, RoleSessionName: 'next' })).Credentials)
  const why = 'because no identity-based policy allows the kms:DescribeKey action'
  const principal = session('Second', 'next')
  assert.deepEqual(await refused(describe(next, tagged)), denial(principal, why, tagged))
})

test('a web identity uses a key as the role that it was let into, and as no other', async (t) => {
  const provider = await startIdentityProvider()
  t.after(() => provider.close())
  const registered = { Url: provider.issuer, ClientIDList: ['sts.amazonaws.com'] }
  const made = await iam.send(new CreateOpenIDConnectProviderCommand(registered))
  const Federated = made.OpenIDConnectProviderArn
  const trust = (subject: string) =>
    JSON.stringify({
      Version: '2012-10-17',
      Statement: {
        ...{ Effect: 'Allow', Principal: { Federated } },
        Action: 'sts:AssumeRoleWithWebIdentity',
        Condition: { StringEquals: { [`${provider.name}:sub`]: subject } },
      },
    })
  const mainArn = await makeRole('Main', trust('main'), 's3:*')
  const otherArn = await makeRole('Other', trust('other'), 's3:*')
  const ofMain = await makeKey([
    {
      ...{ Effect: 'Allow', Principal: { AWS: mainArn } },
      ...{ Action: 'kms:DescribeKey', Resource: '*' },
      Condition: { StringEquals: { 'aws:FederatedProvider': Federated } },
    },
  ])
  const begin = async (RoleArn: string, sub: string) => {
    const WebIdentityToken = provider.token({ sub, aud: 'sts.amazonaws.com' })
    const input = { RoleArn, RoleSessionName: sub, WebIdentityToken }
    const command = new AssumeRoleWithWebIdentityCommand(input)
    return usable((await world.client(STSClient).send(command)).Credentials)
  }
  const [code, , message] = await refused(begin(otherArn, 'main'))
  assert.equal(code, 'AccessDenied')
  assert.equal(message, 'Not authorized to perform sts:AssumeRoleWithWebIdentity')
  const refusal = await recordOf('main', 'AssumeRoleWithWebIdentity')
  assert.equal(refusal.errorCode, 'AccessDenied')
  assert.equal(refusal.userIdentity.type, 'WebIdentityUser')
  assert.ok(await describe(await begin(mainArn, 'main'), ofMain))
  const { userIdentity } = await recordOf('main')
  assert.equal(userIdentity.sessionContext.webIdFederationData.federatedProvider, Federated)
  const why = 'because no identity-based policy allows the kms:DescribeKey action'
  const other = await begin(otherArn, 'other')
  assert.deepEqual(
    await refused(describe(other, ofMain)),
    denial(session('Other', 'other'), why, ofMain),
  )
})

test('a key policy that demands MFA opens to a session with a code alone', async () => {
  const carol = await world.user('carol', allow('s3:*'))
  const app = await makeDevice(world, 'carol')
  const SerialNumber = `arn:aws:iam::${ACCOUNT}:mfa/carol`
  await iam.send(
    new EnableMFADeviceCommand({
      ...{ UserName: 'carol', SerialNumber },
      ...{ AuthenticationCode1: app.code(-1), AuthenticationCode2: app.code() },
    }),
  )
  world.server.clock.advance(30_000)
  const guarded = await makeKey([
    {
      ...{ Effect: 'Allow', Principal: { AWS: user('carol') } },
      ...{ Action: 'kms:DescribeKey', Resource: '*' },
      Condition: { Bool: { 'aws:MultiFactorAuthPresent': 'true' } },
    },
  ])
  const begin = async (input: object = {}) => {
    const begun = await world.client(STSClient, carol).send(new GetSessionTokenCommand(input))
    return usable(begun.Credentials)
  }
  const why = 'because no identity-based policy allows the kms:DescribeKey action'
  const expected = denial(user('carol'), why, guarded)
  assert.deepEqual(await refused(describe(carol, guarded)), expected)
  assert.deepEqual(await refused(describe(await begin(), guarded)), expected)
  const withCode = await begin({ SerialNumber, TokenCode: app.code() })
  assert.ok(await describe(withCode, guarded))
  const { userIdentity, errorCode } = await recordOf('carol')
  assert.equal(errorCode, undefined)
  assert.equal(userIdentity.sessionContext.attributes.mfaAuthenticated, 'true')
})
