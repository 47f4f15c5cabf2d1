// How IAM's refusals name what was refused. The forms are those of answers that AWS gave.

import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import * as Iam from '@aws-sdk/client-iam'
import { AssumeRoleCommand, STSClient } from '@aws-sdk/client-sts'
import { ACCOUNT, allow, startWorld, type TestWorld } from '../../fixtures/world.ts'
import { usable } from '../sts/sessions.ts'
import { refused } from './refused.ts'
import { trusting } from './trusting.ts'

let world: TestWorld
let nobody: Iam.IAMClient

before(async () => {
  world = await startWorld()
  nobody = world.client(Iam.IAMClient, await world.user('nobody'))
})
after(() => world.close())

const arn = (rest: string) => `arn:aws:iam::${ACCOUNT}:${rest}`
const document = '{}'
const PolicyArn = 'arn:aws:iam::aws:policy/ReadOnlyAccess'

const named: Readonly<Record<string, readonly [unknown, string]>> = {
  GetUser: [new Iam.GetUserCommand({ UserName: 'alice' }), 'user alice'],
  ListAccessKeys: [new Iam.ListAccessKeysCommand({}), 'user nobody'],
  GetRole: [new Iam.GetRoleCommand({ RoleName: 'Admin' }), 'role Admin'],
  AttachRolePolicy: [
    new Iam.AttachRolePolicyCommand({ RoleName: 'Admin', PolicyArn }),
    'role Admin',
  ],
  AddUserToGroup: [
    new Iam.AddUserToGroupCommand({ GroupName: 'staff', UserName: 'alice' }),
    'group staff',
  ],
  GetPolicy: [new Iam.GetPolicyCommand({ PolicyArn }), `policy ${PolicyArn}`],
  CreatePolicy: [
    new Iam.CreatePolicyCommand({ PolicyName: 'Mine', PolicyDocument: document }),
    'policy Mine',
  ],
  ListPolicies: [new Iam.ListPoliciesCommand({}), 'policy path /'],
  ListUsers: [new Iam.ListUsersCommand({}), arn('user/')],
  ListGroups: [new Iam.ListGroupsCommand({}), arn('group/')],
  ListRoles: [new Iam.ListRolesCommand({ PathPrefix: '/aws/' }), arn('role/aws/')],
  CreateUser: [new Iam.CreateUserCommand({ UserName: 'bob' }), arn('user/bob')],
  CreateGroup: [new Iam.CreateGroupCommand({ GroupName: 'staff' }), arn('group/staff')],
  CreateRole: [
    new Iam.CreateRoleCommand({ RoleName: 'Admin', AssumeRolePolicyDocument: document }),
    arn('role/Admin'),
  ],
  PutRolePermissionsBoundary: [
    new Iam.PutRolePermissionsBoundaryCommand({
      RoleName: 'Admin',
      PermissionsBoundary: PolicyArn,
    }),
    arn('role/Admin'),
  ],
  GetAccountSummary: [new Iam.GetAccountSummaryCommand({}), '*'],
}

for (const [name, [command, resource]] of Object.entries(named)) {
  test(`a refusal of ${name} speaks of ${resource}`, async () => {
    const [, , message] = await refused(nobody.send(command as Iam.GetUserCommand))
    assert.equal(
      message,
      `User: ${arn('user/nobody')} is not authorized to perform: iam:${name} ` +
        `on resource: ${resource} ` +
        `because no identity-based policy allows the iam:${name} action`,
    )
  })
}

test('a role session is refused like a user of its name, and is none', async () => {
  const AssumeRolePolicyDocument = trusting(ACCOUNT)
  const role = { RoleName: 'Selfless', AssumeRolePolicyDocument }
  const { Role } = await world.client(Iam.IAMClient).send(new Iam.CreateRoleCommand(role))
  const assume = new AssumeRoleCommand({ RoleArn: Role?.Arn, RoleSessionName: 'session' })
  const assumer = world.client(STSClient, await world.user('assumer', allow('sts:AssumeRole')))
  const session = world.client(Iam.IAMClient, usable((await assumer.send(assume)).Credentials))
  const ask = () => refused(session.send(new Iam.GetUserCommand({})))
  assert.match((await ask())[2], / on resource: user session because no identity-based policy /)
  const policy = { RoleName: 'Selfless', PolicyName: 'all' }
  const PolicyDocument = JSON.stringify(allow('iam:*'))
  const put = new Iam.PutRolePolicyCommand({ ...policy, PolicyDocument })
  await world.client(Iam.IAMClient).send(put)
  assert.deepEqual(await ask(), [
    'ValidationError',
    400,
    'Must specify userName when calling with non-User credentials',
  ])
})

test('a list can be allowed by its path', async () => {
  const Statement = { Effect: 'Allow', Action: 'iam:ListRoles', Resource: arn('role/ci/*') }
  const lister = await world.user('lister', { Version: '2012-10-17', Statement })
  const list = (PathPrefix?: string) =>
    world.client(Iam.IAMClient, lister).send(new Iam.ListRolesCommand({ PathPrefix }))
  assert.ok(await list('/ci/'))
  assert.equal((await refused(list()))[0], 'AccessDenied')
})

test('what is made with tags must be allowed to be tagged as well', async () => {
  const Statement = { Effect: 'Allow', Action: 'iam:CreateUser', Resource: '*' }
  const maker = await world.user('maker', { Version: '2012-10-17', Statement })
  const make = (UserName: string, Tags?: Iam.Tag[]) =>
    world.client(Iam.IAMClient, maker).send(new Iam.CreateUserCommand({ UserName, Tags }))
  assert.ok(await make('plain'))
  const [, , message] = await refused(make('tagged', [{ Key: 'team', Value: 'blue' }]))
  assert.ok(message.includes(`iam:TagUser on resource: ${arn('user/tagged')} because`), message)
})
