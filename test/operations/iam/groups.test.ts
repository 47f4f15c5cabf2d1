import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import {
  AddUserToGroupCommand,
  AttachGroupPolicyCommand,
  CreateGroupCommand,
  CreateUserCommand,
  DeleteGroupCommand,
  DeleteUserCommand,
  DetachGroupPolicyCommand,
  GetGroupCommand,
  IAMClient,
  ListGroupsCommand,
  ListGroupsForUserCommand,
  ListUsersCommand,
  RemoveUserFromGroupCommand,
} from '@aws-sdk/client-iam'
import { startWorld, type TestWorld } from '../../fixtures/world.ts'
import { refused } from './refused.ts'

let world: TestWorld
let iam: IAMClient

before(async () => {
  world = await startWorld()
  iam = world.client(IAMClient)
})
after(() => world.close())

test("a group's policies hold for its members, and only as long as they are members", async () => {
  const alice = world.client(IAMClient, await world.user('alice'))
  const PolicyArn = 'arn:aws:iam::aws:policy/IAMFullAccess'
  const membership = { GroupName: 'admins', UserName: 'alice' }
  await iam.send(new CreateGroupCommand({ GroupName: 'admins' }))
  await iam.send(new AttachGroupPolicyCommand({ GroupName: 'admins', PolicyArn }))
  await refused(alice.send(new ListUsersCommand({})))
  await iam.send(new AddUserToGroupCommand(membership))
  assert.ok(await alice.send(new ListUsersCommand({})))
  await iam.send(new RemoveUserFromGroupCommand(membership))
  const [name] = await refused(alice.send(new ListUsersCommand({})))
  assert.equal(name, 'AccessDenied')
  await iam.send(new DetachGroupPolicyCommand({ GroupName: 'admins', PolicyArn }))
  await iam.send(new DeleteGroupCommand({ GroupName: 'admins' }))
})

test('a group knows its members and a user its groups', async () => {
  await iam.send(new CreateGroupCommand({ GroupName: 'Staff', Path: '/hq/' }))
  for (const UserName of ['bob', 'carol']) {
    await iam.send(new CreateUserCommand({ UserName }))
    await iam.send(new AddUserToGroupCommand({ GroupName: 'Staff', UserName }))
  }
  const { Group, Users } = await iam.send(new GetGroupCommand({ GroupName: 'staff' }))
  assert.match(Group?.GroupId ?? '', /^AGPA[A-Z2-7]{17}$/)
  assert.deepEqual(
    Users?.map(({ UserName }) => UserName),
    ['bob', 'carol'],
  )
  const { Groups } = await iam.send(new ListGroupsForUserCommand({ UserName: 'bob' }))
  assert.deepEqual(Groups, [Group])
})

test('a group with members and a user in a group cannot be deleted', async () => {
  await iam.send(new CreateGroupCommand({ GroupName: 'crew' }))
  await iam.send(new CreateUserCommand({ UserName: 'dave' }))
  await iam.send(new AddUserToGroupCommand({ GroupName: 'crew', UserName: 'dave' }))
  const [ofGroup] = await refused(iam.send(new DeleteGroupCommand({ GroupName: 'crew' })))
  const [ofUser] = await refused(iam.send(new DeleteUserCommand({ UserName: 'dave' })))
  assert.deepEqual([ofGroup, ofUser], ['DeleteConflictException', 'DeleteConflictException'])
})

test('a user is in at most ten groups', async () => {
  await iam.send(new CreateUserCommand({ UserName: 'erin' }))
  const join = async (GroupName: string) => {
    await iam.send(new CreateGroupCommand({ GroupName }))
    await iam.send(new AddUserToGroupCommand({ GroupName, UserName: 'erin' }))
  }
  for (let number = 1; number <= 10; number++) await join(`club-${number}`)
  assert.deepEqual(await refused(join('club-11')), [
    'LimitExceededException',
    409,
    'Cannot exceed quota for GroupsPerUser: 10',
  ])
})

test('groups are listed below a path', async () => {
  const { Groups } = await iam.send(new ListGroupsCommand({ PathPrefix: '/hq/' }))
  assert.deepEqual(
    Groups?.map(({ GroupName }) => GroupName),
    ['Staff'],
  )
})
