import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import {
  CreatePolicyCommand,
  CreateUserCommand,
  DeletePolicyCommand,
  DeleteUserPermissionsBoundaryCommand,
  GetUserCommand,
  IAMClient,
  ListRolesCommand,
  ListUsersCommand,
  PutUserPermissionsBoundaryCommand,
  PutUserPolicyCommand,
} from '@aws-sdk/client-iam'
import { ACCOUNT, allow, startWorld, type TestWorld } from '../../fixtures/world.ts'
import { refused } from './refused.ts'

const BOUNDARY = `arn:aws:iam::${ACCOUNT}:policy/OnlyUsers`

let world: TestWorld
let iam: IAMClient

before(async () => {
  world = await startWorld()
  iam = world.client(IAMClient)
  const PolicyDocument = JSON.stringify(allow('iam:ListUsers'))
  await iam.send(new CreatePolicyCommand({ PolicyName: 'OnlyUsers', PolicyDocument }))
})
after(() => world.close())

test('a permissions boundary confines what the policies of a user allow', async () => {
  const alice = world.client(IAMClient, await world.user('alice', allow('iam:*')))
  assert.ok(await alice.send(new ListRolesCommand({})))
  await iam.send(
    new PutUserPermissionsBoundaryCommand({ UserName: 'alice', PermissionsBoundary: BOUNDARY }),
  )
  assert.ok(await alice.send(new ListUsersCommand({})))
  const [, , message] = await refused(alice.send(new ListRolesCommand({})))
  assert.match(message, / because no permissions boundary allows the iam:ListRoles action$/)
  await iam.send(new DeleteUserPermissionsBoundaryCommand({ UserName: 'alice' }))
  assert.ok(await alice.send(new ListRolesCommand({})))
})

test('a user made with a boundary shows it', async () => {
  const made = { UserName: 'bob', PermissionsBoundary: BOUNDARY }
  await iam.send(new CreateUserCommand(made))
  const { User } = await iam.send(new GetUserCommand({ UserName: 'bob' }))
  assert.equal(User?.PermissionsBoundary?.PermissionsBoundaryArn, BOUNDARY)
})

test('a policy that does not exist is no boundary', async () => {
  const PermissionsBoundary = `arn:aws:iam::${ACCOUNT}:policy/Nowhere`
  const make = new CreateUserCommand({ UserName: 'carol', PermissionsBoundary })
  assert.deepEqual(await refused(iam.send(make)), [
    'NoSuchEntityException',
    404,
    `Scope ARN: ${PermissionsBoundary} does not exist or is not attachable.`,
  ])
})

test('a policy that confines somebody cannot be deleted', async () => {
  const [name] = await refused(iam.send(new DeletePolicyCommand({ PolicyArn: BOUNDARY })))
  assert.equal(name, 'DeleteConflictException')
})

test('a policy can let its holder change only those that a boundary confines', async () => {
  const policy = {
    Version: '2012-10-17',
    Statement: {
      Effect: 'Allow',
      Action: 'iam:PutUserPolicy',
      Resource: '*',
      Condition: { StringEquals: { 'iam:PermissionsBoundary': BOUNDARY } },
    },
  }
  const erin = world.client(IAMClient, await world.user('erin', policy))
  const put = (UserName: string) =>
    erin.send(
      new PutUserPolicyCommand({
        UserName,
        PolicyName: 'all',
        PolicyDocument: JSON.stringify(allow('*')),
      }),
    )
  await iam.send(new CreateUserCommand({ UserName: 'kept', PermissionsBoundary: BOUNDARY }))
  assert.ok(await put('kept'))
  const [name] = await refused(put('erin'))
  assert.equal(name, 'AccessDenied')
})

test('a policy can demand the boundary of everybody that is made', async () => {
  const policy = {
    Version: '2012-10-17',
    Statement: {
      Effect: 'Allow',
      Action: 'iam:CreateUser',
      Resource: '*',
      Condition: { StringEquals: { 'iam:PermissionsBoundary': BOUNDARY } },
    },
  }
  const dave = world.client(IAMClient, await world.user('dave', policy))
  const [name] = await refused(dave.send(new CreateUserCommand({ UserName: 'free' })))
  assert.equal(name, 'AccessDenied')
  const confined = { UserName: 'confined', PermissionsBoundary: BOUNDARY }
  assert.ok(await dave.send(new CreateUserCommand(confined)))
})
