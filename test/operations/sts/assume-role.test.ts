import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { CloudTrailClient, LookupEventsCommand } from '@aws-sdk/client-cloudtrail'
import {
  CreateRoleCommand,
  DeleteRoleCommand,
  DeleteRolePolicyCommand,
  IAMClient,
  ListRolesCommand,
  ListUsersCommand,
  PutRolePolicyCommand,
  UpdateAssumeRolePolicyCommand,
} from '@aws-sdk/client-iam'
import { AssumeRoleCommand, GetCallerIdentityCommand, STSClient } from '@aws-sdk/client-sts'
import type { AssumeRoleCommandInput, AssumeRoleCommandOutput } from '@aws-sdk/client-sts'
import {
  ACCOUNT,
  allow,
  type Credentials,
  OTHER_ACCOUNT,
  startWorld,
  type TestWorld,
} from '../../fixtures/world.ts'
import { refused } from '../iam/refused.ts'

let world: TestWorld
let iam: IAMClient
let alice: Credentials

before(async () => {
  world = await startWorld()
  iam = world.client(IAMClient)
  alice = await world.user('alice', allow('sts:*'))
})
after(() => world.close())

const roleArn = (name: string, account = ACCOUNT) => `arn:aws:iam::${account}:role/${name}`
const userArn = (name: string) => `arn:aws:iam::${ACCOUNT}:user/${name}`

const trusting = (principal: string, condition: object = {}, action = 'sts:AssumeRole') =>
  JSON.stringify({
    Version: '2012-10-17',
    Statement: [
      { Effect: 'Allow', Principal: { AWS: principal }, Action: action, Condition: condition },
    ],
  })

async function makeRole(
  RoleName: string,
  AssumeRolePolicyDocument: string,
  { actions = 'iam:*', ...more }: { actions?: string; MaxSessionDuration?: number } = {},
): Promise<void> {
  await iam.send(new CreateRoleCommand({ RoleName, AssumeRolePolicyDocument, ...more }))
  const PolicyDocument = JSON.stringify(allow(actions))
  await iam.send(new PutRolePolicyCommand({ RoleName, PolicyName: 'inline', PolicyDocument }))
}

function assume(
  RoleName: string,
  credentials: Credentials = alice,
  more: Partial<AssumeRoleCommandInput> = {},
) {
  const input = { RoleArn: roleArn(RoleName), RoleSessionName: 'session', ...more }
  return world.client(STSClient, credentials).send(new AssumeRoleCommand(input))
}

async function sessionOf(...given: Parameters<typeof assume>): Promise<Credentials> {
  return credentialsOf(await assume(...given))
}

function credentialsOf({ Credentials: made }: AssumeRoleCommandOutput): Credentials {
  assert.ok(made?.AccessKeyId && made.SecretAccessKey && made.SessionToken)
  return {
    accessKeyId: made.AccessKeyId,
    secretAccessKey: made.SecretAccessKey,
    sessionToken: made.SessionToken,
  }
}

const deniedTo = (caller: string, RoleName: string) => [
  'AccessDenied',
  403,
  `User: ${caller} is not authorized to perform: sts:AssumeRole on resource: ${roleArn(RoleName)}`,
]

test('a session is its role under a name of its own', async () => {
  await makeRole('Plain', trusting(userArn('alice')))
  const { AssumedRoleUser, Credentials: made } = await assume('Plain')
  assert.equal(AssumedRoleUser?.Arn, `arn:aws:sts::${ACCOUNT}:assumed-role/Plain/session`)
  assert.match(AssumedRoleUser.AssumedRoleId ?? '', /^AROA[A-Z2-7]{17}:session$/)
  assert.match(made?.AccessKeyId ?? '', /^ASIA[A-Z2-7]{16}$/)
  assert.ok((made?.SessionToken?.length ?? 0) >= 350)
  const session = await sessionOf('Plain')
  const caller = await world.client(STSClient, session).send(new GetCallerIdentityCommand({}))
  assert.equal(caller.Arn, AssumedRoleUser.Arn)
  assert.equal(caller.UserId, AssumedRoleUser.AssumedRoleId)
  assert.ok(await world.client(IAMClient, session).send(new ListUsersCommand({})))
})

test('a session without its token, or with another, is refused', async () => {
  await makeRole('Tokens', trusting(userArn('alice')))
  const { accessKeyId, secretAccessKey, sessionToken } = await sessionOf('Tokens')
  const other = await sessionOf('Tokens')
  const attempts: Credentials[] = [
    { accessKeyId, secretAccessKey },
    { accessKeyId, secretAccessKey, sessionToken: `${sessionToken}x` },
    { accessKeyId, secretAccessKey, sessionToken: other.sessionToken ?? '' },
  ]
  for (const credentials of attempts) {
    const sts = world.client(STSClient, credentials)
    const [name, status] = await refused(sts.send(new GetCallerIdentityCommand({})))
    assert.deepEqual([name, status], ['InvalidClientTokenId', 403])
  }
})

test('trust in the account leaves the choice to its identity policies', async () => {
  await makeRole('ByAccount', trusting(ACCOUNT))
  assert.ok(await assume('ByAccount'))
  const bob = await world.user('bob', allow('iam:*'))
  assert.deepEqual(await refused(assume('ByAccount', bob)), deniedTo(userArn('bob'), 'ByAccount'))
})

test('trust in a user needs no identity policy inside the account', async () => {
  const carol = await world.user('carol')
  await makeRole('ByUser', trusting(userArn('carol')))
  assert.ok(await assume('ByUser', carol))
})

test('a role that does not exist is refused like one that may not be assumed', async () => {
  await makeRole('Closed', trusting(OTHER_ACCOUNT))
  assert.deepEqual(await refused(assume('Closed')), deniedTo(userArn('alice'), 'Closed'))
  assert.deepEqual(await refused(assume('Missing')), deniedTo(userArn('alice'), 'Missing'))
  const Statement = { Effect: 'Deny', Action: '*', Resource: '*' }
  const barred = await world.user('barred', { Version: '2012-10-17', Statement })
  assert.deepEqual(await refused(assume('Closed', barred)), deniedTo(userArn('barred'), 'Closed'))
})

test('across accounts both the trust policy and an identity policy must allow', async () => {
  await makeRole('Foreign', trusting(OTHER_ACCOUNT))
  const without = await world.user('dave', undefined, OTHER_ACCOUNT)
  const having = await world.user('erin', allow('sts:AssumeRole'), OTHER_ACCOUNT)
  const [name] = await refused(assume('Foreign', without))
  assert.equal(name, 'AccessDenied')
  const session = await sessionOf('Foreign', having)
  const { Account } = await world.client(STSClient, session).send(new GetCallerIdentityCommand({}))
  assert.equal(Account, ACCOUNT)
})

test('root users assume no role', async () => {
  await makeRole('NotForRoot', trusting(ACCOUNT))
  assert.deepEqual(await refused(assume('NotForRoot', world.root())), [
    'AccessDenied',
    403,
    'Roles may not be assumed by root accounts.',
  ])
})

test('an external id can be demanded', async () => {
  await makeRole('External', trusting(ACCOUNT, { StringEquals: { 'sts:ExternalId': 'x-42' } }))
  await refused(assume('External'))
  await refused(assume('External', alice, { ExternalId: 'x-43' }))
  assert.ok(await assume('External', alice, { ExternalId: 'x-42' }))
})

test('a session lasts as long as asked, within the maximum of its role', async () => {
  await makeRole('Short', trusting(ACCOUNT))
  await makeRole('Long', trusting(ACCOUNT), { MaxSessionDuration: 7200 })
  const { Credentials: made } = await assume('Long', alice, { DurationSeconds: 7200 })
  const seconds = ((made?.Expiration?.getTime() ?? 0) - Date.now()) / 1000
  assert.ok(seconds > 7100 && seconds <= 7200, `${seconds}`)
  assert.deepEqual(await refused(assume('Short', alice, { DurationSeconds: 7200 })), [
    'ValidationError',
    400,
    'The requested DurationSeconds exceeds the MaxSessionDuration set for this role.',
  ])
})

test('a chained session lasts at most an hour', async () => {
  await makeRole('First', trusting(ACCOUNT), { actions: 'sts:*' })
  await makeRole('Second', trusting(roleArn('First')), { MaxSessionDuration: 7200 })
  const first = await sessionOf('First')
  assert.ok(await assume('Second', first))
  const [name] = await refused(assume('Second', first, { DurationSeconds: 3601 }))
  assert.equal(name, 'ValidationError')
})

test('a session policy confines the session and adds nothing', async () => {
  await makeRole('Confined', trusting(ACCOUNT), { actions: 'iam:ListUsers' })
  const Policy = JSON.stringify(allow(['iam:ListRoles']))
  const none = world.client(IAMClient, await sessionOf('Confined', alice, { Policy }))
  const [, , byPolicy] = await refused(none.send(new ListUsersCommand({})))
  assert.match(byPolicy, / because no session policy allows the iam:ListUsers action$/)
  await refused(none.send(new ListRolesCommand({})))
  const PolicyArns = [{ arn: 'arn:aws:iam::aws:policy/AdministratorAccess' }]
  const all = world.client(IAMClient, await sessionOf('Confined', alice, { Policy, PolicyArns }))
  assert.ok(await all.send(new ListUsersCommand({})))
})

test('a session policy that cannot be read or is too large is refused', async () => {
  await makeRole('Strict', trusting(ACCOUNT))
  const [malformed] = await refused(assume('Strict', alice, { Policy: '{' }))
  assert.equal(malformed, 'MalformedPolicyDocumentException')
  const large = JSON.stringify(allow('kms:Sign', `arn:aws:kms:*:*:key/${'x'.repeat(2048)}`))
  const [tooLarge] = await refused(assume('Strict', alice, { Policy: large }))
  assert.equal(tooLarge, 'PackedPolicyTooLargeException')
})

test('session tags need their own permission, and transitive ones are handed on', async () => {
  const Tags = [{ Key: 'team', Value: 'blue' }]
  await makeRole('Untagged', trusting(userArn('alice')))
  const [, , message] = await refused(assume('Untagged', alice, { Tags }))
  assert.match(message, / is not authorized to perform: sts:TagSession on resource: /)
  await makeRole('Tagged', trusting(ACCOUNT, {}, 'sts:*'), { actions: '*' })
  const onlyBlue = { StringEquals: { 'aws:PrincipalTag/team': 'blue' } }
  await makeRole('Next', trusting(ACCOUNT, onlyBlue, 'sts:*'))
  await refused(assume('Next', await sessionOf('Tagged')))
  const tagged = await sessionOf('Tagged', alice, { Tags, TransitiveTagKeys: ['team'] })
  assert.ok(await assume('Next', tagged))
  assert.deepEqual(await refused(assume('Next', tagged, { Tags })), [
    'InvalidParameterValue',
    400,
    "One of the specified transitive tag keys can't be set because it conflicts with a " +
      'transitive tag key from the calling session.',
  ])
})

test('a source identity stays through a chain and cannot be changed', async () => {
  await makeRole('Sourced', trusting(ACCOUNT, {}, 'sts:*'), { actions: 'sts:*' })
  const first = await sessionOf('Sourced', alice, { SourceIdentity: 'alice' })
  assert.equal((await assume('Sourced', first)).SourceIdentity, 'alice')
  const [name] = await refused(assume('Sourced', first, { SourceIdentity: 'mallory' }))
  assert.equal(name, 'AccessDenied')
})

test('the sessions of a deleted role can do nothing, even when it is made again', async () => {
  await makeRole('Phoenix', trusting(ACCOUNT))
  const session = world.client(IAMClient, await sessionOf('Phoenix'))
  assert.ok(await session.send(new ListUsersCommand({})))
  const RoleName = 'Phoenix'
  await iam.send(new DeleteRolePolicyCommand({ RoleName, PolicyName: 'inline' }))
  await iam.send(new DeleteRoleCommand({ RoleName }))
  await makeRole('Phoenix', trusting(ACCOUNT))
  const [name] = await refused(session.send(new ListUsersCommand({})))
  assert.equal(name, 'AccessDenied')
})

test('a changed trust policy is in force for the next request', async () => {
  await makeRole('Moody', trusting(ACCOUNT))
  assert.ok(await assume('Moody'))
  const PolicyDocument = trusting(OTHER_ACCOUNT)
  await iam.send(new UpdateAssumeRolePolicyCommand({ RoleName: 'Moody', PolicyDocument }))
  const [name] = await refused(assume('Moody'))
  assert.equal(name, 'AccessDenied')
})

test('a session is refused when it has expired', async (t) => {
  const own = await startWorld()
  t.after(() => own.close())
  const iamOfOwn = own.client(IAMClient)
  const AssumeRolePolicyDocument = trusting(ACCOUNT)
  await iamOfOwn.send(new CreateRoleCommand({ RoleName: 'Brief', AssumeRolePolicyDocument }))
  const user = await own.user('alice', allow('sts:*'))
  const assumed = await own.client(STSClient, user).send(
    new AssumeRoleCommand({
      RoleArn: roleArn('Brief'),
      RoleSessionName: 'session',
      DurationSeconds: 900,
    }),
  )
  const session = own.client(STSClient, credentialsOf(assumed))
  own.server.clock.advance(899_000)
  assert.ok(await session.send(new GetCallerIdentityCommand({})))
  own.server.clock.advance(2_000)
  const [name, status] = await refused(session.send(new GetCallerIdentityCommand({})))
  assert.deepEqual([name, status], ['ExpiredToken', 403])
})

test('an MFA code that nothing can check is refused', async () => {
  await makeRole('Guarded', trusting(ACCOUNT))
  const SerialNumber = `arn:aws:iam::${ACCOUNT}:mfa/alice`
  const [name] = await refused(assume('Guarded', alice, { SerialNumber, TokenCode: '123456' }))
  assert.equal(name, 'AccessDenied')
})

test('validation speaks before anything else', async () => {
  const bad = { RoleSessionName: 'Session1:2' }
  assert.deepEqual(await refused(assume('Whatever', alice, bad)), [
    'ValidationError',
    400,
    "1 validation error detected: Value 'Session1:2' at 'roleSessionName' failed to satisfy " +
      'constraint: Member must satisfy regular expression pattern: [\\w+=,.@-]*',
  ])
  const notArn = { RoleArn: 'arn:aws:iam::111122223333:user/alice' }
  assert.deepEqual(await refused(assume('Whatever', alice, notArn)), [
    'ValidationError',
    400,
    `${notArn.RoleArn} is invalid`,
  ])
})

test('the event names role and session, and holds no secret', async () => {
  await makeRole('Recorded', trusting(ACCOUNT))
  const { accessKeyId, secretAccessKey, sessionToken } = await sessionOf('Recorded')
  const { Events = [] } = await world.client(CloudTrailClient).send(
    new LookupEventsCommand({
      LookupAttributes: [{ AttributeKey: 'ResourceName', AttributeValue: roleArn('Recorded') }],
    }),
  )
  const [event] = Events.filter(({ EventName }) => EventName === 'AssumeRole')
  const text = event?.CloudTrailEvent ?? ''
  assert.ok(sessionToken && !text.includes(sessionToken) && !text.includes(secretAccessKey))
  const record = JSON.parse(text)
  assert.equal(record.requestParameters.roleSessionName, 'session')
  assert.equal(record.responseElements.credentials.accessKeyId, accessKeyId)
  assert.match(record.responseElements.credentials.expiration, /^[A-Z][a-z]{2} \d+, \d{4}, /)
  assert.equal(
    record.responseElements.assumedRoleUser.arn,
    `arn:aws:sts::${ACCOUNT}:assumed-role/Recorded/session`,
  )
  assert.deepEqual(record.resources, [
    { accountId: ACCOUNT, type: 'AWS::IAM::Role', ARN: roleArn('Recorded') },
  ])
})
