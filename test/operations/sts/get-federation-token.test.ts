import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { IAMClient, ListUsersCommand, PutUserPolicyCommand } from '@aws-sdk/client-iam'
import {
  CreateKeyCommand,
  DescribeKeyCommand,
  KMSClient,
  ListKeysCommand,
} from '@aws-sdk/client-kms'
import {
  AssumeRoleCommand,
  GetCallerIdentityCommand,
  GetFederationTokenCommand,
  type GetFederationTokenCommandInput,
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
import { secondsLeft, usable } from './sessions.ts'

const VISITOR = `arn:aws:sts::${ACCOUNT}:federated-user/visitor`

let world: TestWorld
let alice: Credentials

before(async () => {
  world = await startWorld()
  alice = await world.user('alice', allow(['kms:ListKeys', 'kms:ListAliases', 'sts:*']))
})
after(() => world.close())

const federate = (more: Partial<GetFederationTokenCommandInput> = {}, as = alice) =>
  world.client(STSClient, as).send(new GetFederationTokenCommand({ Name: 'visitor', ...more }))

const sessionOf = async (...given: Parameters<typeof federate>): Promise<Credentials> =>
  usable((await federate(...given)).Credentials)

const listKeys = (credentials: Credentials) =>
  world.client(KMSClient, credentials).send(new ListKeysCommand({}))

test('a federated user goes by the name it was given', async () => {
  const { FederatedUser, Credentials: made } = await federate()
  assert.deepEqual(FederatedUser, { FederatedUserId: `${ACCOUNT}:visitor`, Arn: VISITOR })
  assert.equal(Math.round(secondsLeft(made) / 10) * 10, 43_200)
  const sts = world.client(STSClient, usable(made))
  const { Arn, UserId } = await sts.send(new GetCallerIdentityCommand({}))
  assert.deepEqual([Arn, UserId], [VISITOR, `${ACCOUNT}:visitor`])
})

test('a federated user can do what its issuer and the session policy both allow', async () => {
  const Policy = JSON.stringify(allow(['kms:ListKeys', 'kms:CreateKey']))
  const session = await sessionOf({ Policy })
  assert.ok(await listKeys(session))
  const create = world.client(KMSClient, session).send(new CreateKeyCommand({}))
  const [, , message] = await refused(create)
  assert.match(message, /because no identity-based policy allows the kms:CreateKey action$/)
})

test('without a session policy a federated user can do nothing', async () => {
  const [, , message] = await refused(listKeys(await sessionOf()))
  assert.match(message, /because no session policy allows the kms:ListKeys action$/)
})

test('a key policy that names the federated user needs no session policy', async () => {
  const Policy = JSON.stringify({
    Version: '2012-10-17',
    Statement: [
      {
        Effect: 'Allow',
        Principal: { AWS: `arn:aws:iam::${ACCOUNT}:root` },
        Action: 'kms:*',
        Resource: '*',
      },
      { Effect: 'Allow', Principal: { AWS: VISITOR }, Action: 'kms:DescribeKey', Resource: '*' },
    ],
  })
  const { KeyMetadata } = await world.client(KMSClient).send(new CreateKeyCommand({ Policy }))
  const describe = new DescribeKeyCommand({ KeyId: KeyMetadata?.KeyId })
  assert.ok(await world.client(KMSClient, await sessionOf()).send(describe))
  const other = world.client(KMSClient, await sessionOf({ Name: 'another' }))
  assert.equal((await refused(other.send(describe)))[0], 'AccessDeniedException')
})

test('a federated user of the root user is confined by the session policy alone', async () => {
  const Policy = JSON.stringify(allow('kms:ListKeys'))
  const { Credentials: made } = await federate({ Policy, DurationSeconds: 129_600 }, world.root())
  assert.ok(secondsLeft(made) <= 3600)
  assert.ok(await listKeys(usable(made)))
  const create = world.client(KMSClient, usable(made)).send(new CreateKeyCommand({}))
  assert.match((await refused(create))[2], /because no session policy allows/)
})

test('a federated user can call neither IAM nor AssumeRole', async () => {
  const session = await sessionOf({ Policy: JSON.stringify(allow('*')) })
  const list = world.client(IAMClient, session).send(new ListUsersCommand({}))
  assert.equal((await refused(list))[0], 'InvalidClientTokenId')
  const RoleArn = `arn:aws:iam::${ACCOUNT}:role/Any`
  const assume = new AssumeRoleCommand({ RoleArn, RoleSessionName: 'session' })
  const [, , message] = await refused(world.client(STSClient, session).send(assume))
  assert.equal(message, 'Cannot call AssumeRole with session credentials')
})

test('the permission to federate can be confined to a name, tags need their own', async () => {
  const only = allow('sts:GetFederationToken', VISITOR)
  const bob = await world.user('bob', only)
  assert.ok(await federate({}, bob))
  const [, , name] = await refused(federate({ Name: 'another' }, bob))
  const resource = VISITOR.replace('visitor', 'another')
  assert.ok(name.includes(`perform: sts:GetFederationToken on resource: ${resource}`), name)
  const Tags = [{ Key: 'team', Value: 'blue' }]
  const [, , tagged] = await refused(federate({ Tags }, bob))
  assert.ok(tagged.includes('perform: sts:TagSession on resource: '), tagged)
})

test('session tags are principal tags of the federated user', async () => {
  const Condition = { StringEquals: { 'aws:PrincipalTag/team': 'blue' } }
  const Policy = JSON.stringify({
    Version: '2012-10-17',
    Statement: { Effect: 'Allow', Action: 'kms:ListKeys', Resource: '*', Condition },
  })
  assert.ok(await listKeys(await sessionOf({ Policy, Tags: [{ Key: 'team', Value: 'blue' }] })))
  const red = await sessionOf({ Policy, Tags: [{ Key: 'team', Value: 'red' }] })
  assert.equal((await refused(listKeys(red)))[0], 'AccessDeniedException')
  const Tags = ['a', 'A'].map((Key) => ({ Key, Value: '' }))
  assert.equal((await refused(federate({ Tags })))[0], 'InvalidParameterValue')
})

test('what its issuer loses, a federated user loses with it', async () => {
  const policy = { UserName: 'carol', PolicyName: 'inline' }
  const carol = await world.user('carol', allow(['kms:ListKeys', 'sts:GetFederationToken']))
  const session = await sessionOf({ Policy: JSON.stringify(allow('*')) }, carol)
  assert.ok(await listKeys(session))
  const PolicyDocument = JSON.stringify(allow('kms:ListAliases'))
  await world.client(IAMClient).send(new PutUserPolicyCommand({ ...policy, PolicyDocument }))
  assert.equal((await refused(listKeys(session)))[0], 'AccessDeniedException')
})
