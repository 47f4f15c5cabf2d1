import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import {
  AttachUserPolicyCommand,
  CreateAccessKeyCommand,
  CreateUserCommand,
  DeleteUserCommand,
  GetUserCommand,
  IAMClient,
  ListUsersCommand,
  PutUserPolicyCommand,
} from '@aws-sdk/client-iam'
import { ACCOUNT, allow, startWorld, type TestWorld } from '../../fixtures/world.ts'
import { refused } from './refused.ts'

let world: TestWorld
let iam: IAMClient

before(async () => {
  world = await startWorld()
  iam = world.client(IAMClient)
})
after(() => world.close())

test('a new user is answered with its ARN, path and unique id', async () => {
  const made = await iam.send(new CreateUserCommand({ UserName: 'alice', Path: '/team/' }))
  assert.equal(made.User?.Arn, `arn:aws:iam::${ACCOUNT}:user/team/alice`)
  assert.match(made.User.UserId ?? '', /^AIDA[A-Z2-7]{17}$/)
  const { User } = await iam.send(new GetUserCommand({ UserName: 'alice' }))
  assert.deepEqual(User, made.User)
})

test('names of users are unique without case', async () => {
  await iam.send(new CreateUserCommand({ UserName: 'Bob' }))
  assert.deepEqual(await refused(iam.send(new CreateUserCommand({ UserName: 'bOB' }))), [
    'EntityAlreadyExistsException',
    409,
    'User with name bOB already exists.',
  ])
})

test('a user that does not exist cannot be found', async () => {
  assert.deepEqual(await refused(iam.send(new GetUserCommand({ UserName: 'nobody' }))), [
    'NoSuchEntityException',
    404,
    'The user with name nobody cannot be found.',
  ])
})

test('a name with characters that IAM does not take is refused by validation', async () => {
  const [name, status, message] = await refused(
    iam.send(new CreateUserCommand({ UserName: 'no spaces' })),
  )
  assert.deepEqual([name, status], ['ValidationError', 400])
  assert.match(message, /^1 validation error detected: Value 'no spaces' at 'userName'/)
})

test('GetUser without a name answers the caller', async () => {
  const carol = await world.user('carol', allow('iam:GetUser'))
  const { User } = await world.client(IAMClient, carol).send(new GetUserCommand({}))
  assert.equal(User?.UserName, 'carol')
  const root = await iam.send(new GetUserCommand({}))
  assert.equal(root.User?.Arn, `arn:aws:iam::${ACCOUNT}:root`)
})

test('a user without permission is denied before it learns what exists', async () => {
  const dave = world.client(IAMClient, await world.user('dave'))
  for (const UserName of ['nobody', 'Bob']) {
    assert.deepEqual(await refused(dave.send(new GetUserCommand({ UserName }))), [
      'AccessDenied',
      403,
      `User: arn:aws:iam::${ACCOUNT}:user/dave is not authorized to perform: iam:GetUser on ` +
        `resource: user ${UserName} because no identity-based policy allows the iam:GetUser action`,
    ])
  }
})

test('tags confine who may be managed', async () => {
  const Tags = [{ Key: 'team', Value: 'blue' }]
  const made = await iam.send(new CreateUserCommand({ UserName: 'tagged', Tags }))
  assert.deepEqual(made.User?.Tags, Tags)
  const policy = {
    Version: '2012-10-17',
    Statement: {
      Effect: 'Allow',
      Action: 'iam:GetUser',
      Resource: '*',
      Condition: { StringEquals: { 'aws:ResourceTag/team': 'blue' } },
    },
  }
  const erin = world.client(IAMClient, await world.user('erin', policy))
  assert.ok(await erin.send(new GetUserCommand({ UserName: 'tagged' })))
  const [name] = await refused(erin.send(new GetUserCommand({ UserName: 'Bob' })))
  assert.equal(name, 'AccessDenied')
})

test('users are listed below a path, in pages', async () => {
  for (const UserName of ['p1', 'p2', 'p3']) {
    await iam.send(new CreateUserCommand({ UserName, Path: '/paged/' }))
  }
  const list = { PathPrefix: '/paged/', MaxItems: 2 }
  const first = await iam.send(new ListUsersCommand(list))
  assert.deepEqual(
    first.Users?.map(({ UserName }) => UserName),
    ['p1', 'p2'],
  )
  assert.equal(first.IsTruncated, true)
  const last = await iam.send(new ListUsersCommand({ ...list, Marker: first.Marker }))
  assert.deepEqual(
    last.Users?.map(({ UserName }) => UserName),
    ['p3'],
  )
  assert.equal(last.IsTruncated, false)
})

test('a user with policies or access keys cannot be deleted', async () => {
  const UserName = 'laden'
  const remove = () => iam.send(new DeleteUserCommand({ UserName }))
  await iam.send(new CreateUserCommand({ UserName }))
  const PolicyArn = 'arn:aws:iam::aws:policy/AdministratorAccess'
  await iam.send(new AttachUserPolicyCommand({ UserName, PolicyArn }))
  assert.deepEqual(await refused(remove()), [
    'DeleteConflictException',
    409,
    'Cannot delete entity, must detach all policies first.',
  ])
  await iam.send(new CreateAccessKeyCommand({ UserName }))
  assert.deepEqual(await refused(remove()), [
    'DeleteConflictException',
    409,
    'Cannot delete entity, must delete access keys first.',
  ])
})

test('a user that is made again is another user', async () => {
  const UserName = 'phoenix'
  const first = await iam.send(new CreateUserCommand({ UserName }))
  await iam.send(new DeleteUserCommand({ UserName }))
  const second = await iam.send(new CreateUserCommand({ UserName }))
  assert.equal(second.User?.Arn, first.User?.Arn)
  assert.notEqual(second.User?.UserId, first.User?.UserId)
})

test('a changed policy is in force for the next request', async () => {
  const frank = world.client(IAMClient, await world.user('frank', allow('iam:ListUsers')))
  assert.ok(await frank.send(new ListUsersCommand({})))
  await iam.send(
    new PutUserPolicyCommand({
      UserName: 'frank',
      PolicyName: 'inline',
      PolicyDocument: JSON.stringify(allow('iam:ListRoles')),
    }),
  )
  const [name] = await refused(frank.send(new ListUsersCommand({})))
  assert.equal(name, 'AccessDenied')
})
