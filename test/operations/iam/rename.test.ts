import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import * as Iam from '@aws-sdk/client-iam'
import { GetCallerIdentityCommand, STSClient } from '@aws-sdk/client-sts'
import { ACCOUNT, allow, startWorld, type TestWorld } from '../../fixtures/world.ts'
import { refused } from './refused.ts'
import { trusting } from './trusting.ts'

let world: TestWorld
let iam: Iam.IAMClient

before(async () => {
  world = await startWorld()
  iam = world.client(Iam.IAMClient)
})
after(() => world.close())

const rename = (UserName: string, NewUserName?: string, NewPath?: string) =>
  iam.send(new Iam.UpdateUserCommand({ UserName, NewUserName, NewPath }))

test('a user under another name and path is the same user, keys and policies too', async () => {
  const keys = await world.user('alice', allow('iam:ListUsers'))
  const { User: old } = await iam.send(new Iam.GetUserCommand({ UserName: 'alice' }))
  await rename('alice', 'alicia', '/staff/')
  const { User } = await iam.send(new Iam.GetUserCommand({ UserName: 'alicia' }))
  assert.deepEqual([User?.UserId, User?.CreateDate], [old?.UserId, old?.CreateDate])
  assert.equal(User?.Arn, `arn:aws:iam::${ACCOUNT}:user/staff/alicia`)
  const { Arn } = await world.client(STSClient, keys).send(new GetCallerIdentityCommand({}))
  assert.equal(Arn, User.Arn)
  assert.ok(await world.client(Iam.IAMClient, keys).send(new Iam.ListUsersCommand({})))
  const { AccessKeyMetadata: listed = [] } = await iam.send(
    new Iam.ListAccessKeysCommand({ UserName: 'alicia' }),
  )
  assert.deepEqual(
    listed.map(({ UserName, AccessKeyId }) => [UserName, AccessKeyId]),
    [['alicia', keys.accessKeyId]],
  )
  const [code] = await refused(iam.send(new Iam.GetUserCommand({ UserName: 'alice' })))
  assert.equal(code, 'NoSuchEntityException')
})

test('a trust policy follows a user to its new name', async () => {
  await world.user('bob')
  const AssumeRolePolicyDocument = trusting(`arn:aws:iam::${ACCOUNT}:user/bob`)
  await iam.send(new Iam.CreateRoleCommand({ RoleName: 'TrustsBob', AssumeRolePolicyDocument }))
  await rename('bob', 'robert')
  const { Role } = await iam.send(new Iam.GetRoleCommand({ RoleName: 'TrustsBob' }))
  const { Statement } = JSON.parse(decodeURIComponent(Role?.AssumeRolePolicyDocument ?? ''))
  assert.deepEqual(Statement[0].Principal, { AWS: `arn:aws:iam::${ACCOUNT}:user/robert` })
})

test('a name that is taken is refused, another spelling of the own name is not', async () => {
  await world.user('carol')
  await world.user('dave')
  assert.deepEqual(await refused(rename('dave', 'CAROL')), [
    'EntityAlreadyExistsException',
    409,
    'User with name CAROL already exists.',
  ])
  await rename('dave', 'Dave')
  const { User } = await iam.send(new Iam.GetUserCommand({ UserName: 'dave' }))
  assert.equal(User?.UserName, 'Dave')
})

test('a rename needs permission for the old name and for the new one', async () => {
  const erin = `arn:aws:iam::${ACCOUNT}:user/erin`
  await world.user('erin')
  const renamer = await world.user('renamer', allow('iam:UpdateUser', erin))
  const send = world
    .client(Iam.IAMClient, renamer)
    .send(new Iam.UpdateUserCommand({ UserName: 'erin', NewUserName: 'erica' }))
  const [, , message] = await refused(send)
  assert.ok(message.includes(` on resource: arn:aws:iam::${ACCOUNT}:user/erica because `), message)
})

test('the members of a group stay its members under its new name', async () => {
  const member = await world.user('member')
  await iam.send(new Iam.CreateGroupCommand({ GroupName: 'old' }))
  await iam.send(new Iam.CreateGroupCommand({ GroupName: 'other' }))
  for (const GroupName of ['old', 'other']) {
    await iam.send(new Iam.AddUserToGroupCommand({ GroupName, UserName: 'member' }))
  }
  const PolicyDocument = JSON.stringify(allow('iam:ListUsers'))
  const policy = { GroupName: 'old', PolicyName: 'list', PolicyDocument }
  await iam.send(new Iam.PutGroupPolicyCommand(policy))
  await iam.send(
    new Iam.UpdateGroupCommand({ GroupName: 'old', NewGroupName: 'New', NewPath: '/hq/' }),
  )
  const { Group, Users = [] } = await iam.send(new Iam.GetGroupCommand({ GroupName: 'new' }))
  assert.equal(Group?.Arn, `arn:aws:iam::${ACCOUNT}:group/hq/New`)
  assert.deepEqual(
    Users.map(({ UserName }) => UserName),
    ['member'],
  )
  const { Groups = [] } = await iam.send(new Iam.ListGroupsForUserCommand({ UserName: 'member' }))
  assert.deepEqual(Groups.map(({ GroupName }) => GroupName).toSorted(), ['New', 'other'])
  assert.ok(await world.client(Iam.IAMClient, member).send(new Iam.ListUsersCommand({})))
})
