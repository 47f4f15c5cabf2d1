import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { CloudTrailClient, LookupEventsCommand } from '@aws-sdk/client-cloudtrail'
import {
  CreateRoleCommand,
  DeleteAccessKeyCommand,
  DeleteUserCommand,
  DeleteUserPolicyCommand,
  IAMClient,
  ListUsersCommand,
  UpdateUserCommand,
} from '@aws-sdk/client-iam'
import { KMSClient, ListKeysCommand } from '@aws-sdk/client-kms'
import {
  AssumeRoleCommand,
  GetAccessKeyInfoCommand,
  GetCallerIdentityCommand,
  GetFederationTokenCommand,
  GetSessionTokenCommand,
  STSClient,
} from '@aws-sdk/client-sts'
import {
  ACCOUNT,
  allow,
  type Credentials,
  startWorld,
  type TestWorld,
} from '../../fixtures/world.ts'
import { refused } from '../iam/refused.ts'
import { trusting } from '../iam/trusting.ts'
import { secondsLeft, usable } from './sessions.ts'

let world: TestWorld
let alice: Credentials

before(async () => {
  world = await startWorld()
  alice = await world.user('alice', allow(['kms:*', 'iam:*', 'sts:*']))
})
after(() => world.close())

const begin = (credentials: Credentials, DurationSeconds?: number) =>
  world.client(STSClient, credentials).send(new GetSessionTokenCommand({ DurationSeconds }))

const sessionOf = async (credentials: Credentials): Promise<Credentials> =>
  usable((await begin(credentials)).Credentials)

test('a session of a user is the user, with its permissions', async () => {
  const session = await sessionOf(alice)
  assert.match(session.accessKeyId, /^ASIA/)
  const caller = await world.client(STSClient, session).send(new GetCallerIdentityCommand({}))
  assert.equal(caller.Arn, `arn:aws:iam::${ACCOUNT}:user/alice`)
  assert.match(caller.UserId ?? '', /^AIDA/)
  assert.ok(await world.client(KMSClient, session).send(new ListKeysCommand({})))
})

test('a session lasts twelve hours or as asked, of the root user an hour at most', async () => {
  const seconds = async (credentials: Credentials, DurationSeconds?: number) =>
    Math.round(secondsLeft((await begin(credentials, DurationSeconds)).Credentials) / 10) * 10
  assert.equal(await seconds(alice), 43_200)
  assert.equal(await seconds(alice, 900), 900)
  assert.equal(await seconds(alice, 129_600), 129_600)
  assert.equal(await seconds(world.root()), 3600)
  assert.equal(await seconds(world.root(), 129_600), 3600)
  for (const tooMuch of [899, 129_601]) {
    assert.equal((await refused(begin(alice, tooMuch)))[0], 'ValidationError')
  }
})

test('a session without MFA cannot call IAM', async () => {
  for (const credentials of [alice, world.root()]) {
    const iam = world.client(IAMClient, await sessionOf(credentials))
    assert.deepEqual(await refused(iam.send(new ListUsersCommand({}))), [
      'InvalidClientTokenId',
      403,
      'The security token included in the request is invalid.',
    ])
  }
})

test('of STS a session can call only AssumeRole and GetCallerIdentity', async () => {
  const sts = world.client(STSClient, await sessionOf(alice))
  const AccessKeyId = alice.accessKeyId
  const others = {
    GetSessionToken: new GetSessionTokenCommand({}),
    GetFederationToken: new GetFederationTokenCommand({ Name: 'visitor' }),
    GetAccessKeyInfo: new GetAccessKeyInfoCommand({ AccessKeyId }),
  }
  for (const [name, command] of Object.entries(others)) {
    assert.deepEqual(await refused(sts.send(command as GetSessionTokenCommand)), [
      'AccessDenied',
      403,
      `Cannot call ${name} with session credentials`,
    ])
  }
  const AssumeRolePolicyDocument = trusting(ACCOUNT)
  const role = { RoleName: 'Next', AssumeRolePolicyDocument }
  const { Role } = await world.client(IAMClient).send(new CreateRoleCommand(role))
  const assume = new AssumeRoleCommand({ RoleArn: Role?.Arn, RoleSessionName: 'session' })
  assert.ok((await sts.send(assume)).Credentials)
})

test('policies see that a session came without MFA, of long-term keys nothing', async () => {
  const Condition = { Bool: { 'aws:MultiFactorAuthPresent': 'false' } }
  const Statement = { Effect: 'Allow', Action: 'kms:ListKeys', Resource: '*', Condition }
  const bob = await world.user('bob', { Version: '2012-10-17', Statement })
  const list = (credentials: Credentials) =>
    world.client(KMSClient, credentials).send(new ListKeysCommand({}))
  assert.ok(await list(await sessionOf(bob)))
  assert.equal((await refused(list(bob)))[0], 'AccessDeniedException')
})

test('a session outlives its access key and a rename of its user, and not its user', async () => {
  const carol = await world.user('carol', allow('kms:ListKeys'))
  const session = await sessionOf(carol)
  const iam = world.client(IAMClient)
  await iam.send(new UpdateUserCommand({ UserName: 'carol', NewUserName: 'caroline' }))
  const user = { UserName: 'caroline' }
  await iam.send(new DeleteAccessKeyCommand({ ...user, AccessKeyId: carol.accessKeyId }))
  const sts = world.client(STSClient, session)
  const { Arn } = await sts.send(new GetCallerIdentityCommand({}))
  assert.equal(Arn, `arn:aws:iam::${ACCOUNT}:user/caroline`)
  await iam.send(new DeleteUserPolicyCommand({ ...user, PolicyName: 'inline' }))
  await iam.send(new DeleteUserCommand(user))
  const [code] = await refused(sts.send(new GetCallerIdentityCommand({})))
  assert.equal(code, 'InvalidClientTokenId')
})

test('an expired session is told so in the words of each protocol', async (t) => {
  const own = await startWorld()
  t.after(() => own.close())
  const dave = await own.user('dave', allow('kms:ListKeys'))
  const begun = new GetSessionTokenCommand({ DurationSeconds: 900 })
  const session = usable((await own.client(STSClient, dave).send(begun)).Credentials)
  const kms = own.client(KMSClient, session)
  assert.ok(await kms.send(new ListKeysCommand({})))
  own.server.clock.advance(901_000)
  const inKms = await refused(kms.send(new ListKeysCommand({})))
  assert.deepEqual(inKms.slice(0, 2), ['ExpiredTokenException', 400])
  const sts = own.client(STSClient, session)
  const inSts = await refused(sts.send(new GetCallerIdentityCommand({})))
  assert.deepEqual(inSts.slice(0, 2), ['ExpiredToken', 403])
})

test('an MFA code that nothing can check is refused', async () => {
  const input = { SerialNumber: `arn:aws:iam::${ACCOUNT}:mfa/alice`, TokenCode: '123456' }
  const [code] = await refused(
    world.client(STSClient, alice).send(new GetSessionTokenCommand(input)),
  )
  assert.equal(code, 'AccessDenied')
})

test('the event names the new access key and no secret; what it signs shows it', async () => {
  const session = await sessionOf(await world.user('erin', allow('kms:ListKeys')))
  await world.client(KMSClient, session).send(new ListKeysCommand({}))
  const recordOf = async (AttributeValue: string) => {
    const LookupAttributes = [{ AttributeKey: 'Username' as const, AttributeValue: 'erin' }]
    const { Events = [] } = await world
      .client(CloudTrailClient)
      .send(new LookupEventsCommand({ LookupAttributes }))
    return Events.find(({ EventName }) => EventName === AttributeValue)?.CloudTrailEvent ?? ''
  }
  const begun = await recordOf('GetSessionToken')
  assert.ok(!begun.includes(session.secretAccessKey))
  assert.ok(!begun.includes(session.sessionToken ?? begun))
  assert.equal(JSON.parse(begun).responseElements.credentials.accessKeyId, session.accessKeyId)
  const { userIdentity } = JSON.parse(await recordOf('ListKeys'))
  assert.equal(userIdentity.type, 'IAMUser')
  assert.equal(userIdentity.accessKeyId, session.accessKeyId)
  assert.equal(userIdentity.sessionContext.attributes.mfaAuthenticated, 'false')
})
