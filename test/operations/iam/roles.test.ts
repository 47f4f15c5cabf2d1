import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import {
  CreateRoleCommand,
  CreateUserCommand,
  DeleteRoleCommand,
  DeleteUserCommand,
  GetRoleCommand,
  GetUserCommand,
  IAMClient,
  ListInstanceProfilesForRoleCommand,
  ListRolesCommand,
  PutRolePolicyCommand,
  UpdateAssumeRolePolicyCommand,
  UpdateRoleCommand,
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

const trusting = (principal: object | string): string =>
  JSON.stringify({
    Version: '2012-10-17',
    Statement: [{ Effect: 'Allow', Principal: principal, Action: 'sts:AssumeRole' }],
  })

const makeRole = (RoleName: string, principal: object | string = { AWS: ACCOUNT }) =>
  iam.send(new CreateRoleCommand({ RoleName, AssumeRolePolicyDocument: trusting(principal) }))

async function trustedBy(RoleName: string): Promise<unknown> {
  const { Role } = await iam.send(new GetRoleCommand({ RoleName }))
  const document = decodeURIComponent(Role?.AssumeRolePolicyDocument ?? '')
  return JSON.parse(document).Statement[0].Principal
}

const user = (name: string) => `arn:aws:iam::${ACCOUNT}:user/${name}`

test('a new role has an id, a path and one hour of session', async () => {
  const { Role } = await iam.send(
    new CreateRoleCommand({
      RoleName: 'Deployer',
      Path: '/ci/',
      Description: 'deploys',
      AssumeRolePolicyDocument: trusting('*'),
    }),
  )
  assert.equal(Role?.Arn, `arn:aws:iam::${ACCOUNT}:role/ci/Deployer`)
  assert.match(Role.RoleId ?? '', /^AROA[A-Z2-7]{17}$/)
  assert.equal(Role.MaxSessionDuration, 3600)
  const read = await iam.send(new GetRoleCommand({ RoleName: 'Deployer' }))
  assert.deepEqual(read.Role, Role)
})

test('a trust policy names its principals by ARN as long as they live', async () => {
  const principal = { AWS: user('alice') }
  await iam.send(new CreateUserCommand({ UserName: 'alice' }))
  await makeRole('TrustsAlice', principal)
  assert.deepEqual(await trustedBy('TrustsAlice'), principal)
})

test('a principal that was deleted leaves its unique id, also when it is made again', async () => {
  await iam.send(new CreateUserCommand({ UserName: 'bob' }))
  const { User } = await iam.send(new GetUserCommand({ UserName: 'bob' }))
  await makeRole('TrustsBob', { AWS: user('bob') })
  await iam.send(new DeleteUserCommand({ UserName: 'bob' }))
  assert.deepEqual(await trustedBy('TrustsBob'), { AWS: User?.UserId })
  await iam.send(new CreateUserCommand({ UserName: 'bob' }))
  assert.deepEqual(await trustedBy('TrustsBob'), { AWS: User?.UserId })
})

test('accounts, services and everybody stay as they were written', async () => {
  const principals = [
    '*',
    { AWS: '*' },
    { AWS: ACCOUNT },
    { AWS: `arn:aws:iam::${ACCOUNT}:root` },
    { Service: 'lambda.amazonaws.com' },
  ]
  await makeRole('Verbatim')
  for (const principal of principals) {
    await iam.send(
      new UpdateAssumeRolePolicyCommand({
        RoleName: 'Verbatim',
        PolicyDocument: trusting(principal),
      }),
    )
    assert.deepEqual(await trustedBy('Verbatim'), principal)
  }
})

test('a session of a role can be trusted, and is bound to that role', async () => {
  await makeRole('Source')
  const session = { AWS: `arn:aws:sts::${ACCOUNT}:assumed-role/Source/build` }
  await makeRole('TrustsSession', session)
  assert.deepEqual(await trustedBy('TrustsSession'), session)
  const { Role } = await iam.send(new GetRoleCommand({ RoleName: 'Source' }))
  await iam.send(new DeleteRoleCommand({ RoleName: 'Source' }))
  assert.deepEqual(await trustedBy('TrustsSession'), { AWS: `${Role?.RoleId}:build` })
})

test('a principal that does not exist is refused', async () => {
  const strangers = [
    user('nobody'),
    `arn:aws:iam::${ACCOUNT}:role/Nothing`,
    `arn:aws:iam::${ACCOUNT}:group/staff`,
    `arn:aws:sts::${ACCOUNT}:assumed-role/Nothing/session`,
    'AIDAAAAAAAAAAAAAAAAAA',
    'nonsense',
    '999988887777',
    'arn:aws:iam::999988887777:root',
  ]
  for (const stranger of strangers) {
    assert.deepEqual(await refused(makeRole('Refused', { AWS: stranger })), [
      'MalformedPolicyDocumentException',
      400,
      `Invalid principal in policy: "AWS":"${stranger}"`,
    ])
  }
})

test('a trust policy of more than 2048 characters exceeds its quota', async () => {
  const many = Array.from({ length: 200 }, (_, index) => String(100_000_000_000 + index))
  assert.deepEqual(await refused(makeRole('Crowded', { AWS: many })), [
    'LimitExceededException',
    409,
    'Cannot exceed quota for ACLSizePerRole: 2048',
  ])
})

test('a role with inline policies cannot be deleted', async () => {
  await makeRole('Laden')
  const PolicyDocument = JSON.stringify(allow('*'))
  await iam.send(new PutRolePolicyCommand({ RoleName: 'Laden', PolicyName: 'all', PolicyDocument }))
  assert.deepEqual(await refused(iam.send(new DeleteRoleCommand({ RoleName: 'Laden' }))), [
    'DeleteConflictException',
    409,
    'Cannot delete entity, must delete policies first.',
  ])
})

test('the maximum session duration of a role is what it was last set to, or an hour', async () => {
  const RoleName = 'Durable'
  await makeRole(RoleName)
  const longest = async () =>
    (await iam.send(new GetRoleCommand({ RoleName }))).Role?.MaxSessionDuration
  await iam.send(new UpdateRoleCommand({ RoleName, MaxSessionDuration: 7200 }))
  assert.equal(await longest(), 7200)
  await iam.send(new UpdateRoleCommand({ RoleName, Description: 'brief again' }))
  assert.equal(await longest(), 3600)
})

test('no instance profile holds a role', async () => {
  await makeRole('Unprofiled')
  const list = (RoleName: string) => iam.send(new ListInstanceProfilesForRoleCommand({ RoleName }))
  assert.deepEqual((await list('Unprofiled')).InstanceProfiles, [])
  const [name] = await refused(list('Nothing'))
  assert.equal(name, 'NoSuchEntityException')
})

test('roles of one account are not those of another', async () => {
  await makeRole('Ours')
  const theirs = world.client(IAMClient, world.root('444455556666'))
  const { Roles } = await theirs.send(new ListRolesCommand({}))
  assert.deepEqual(Roles, [])
})
