import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import {
  AttachGroupPolicyCommand,
  AttachUserPolicyCommand,
  CreateGroupCommand,
  CreatePolicyCommand,
  CreatePolicyVersionCommand,
  CreateUserCommand,
  DeletePolicyCommand,
  DeletePolicyVersionCommand,
  DetachUserPolicyCommand,
  GetPolicyCommand,
  GetPolicyVersionCommand,
  IAMClient,
  ListAttachedUserPoliciesCommand,
  ListEntitiesForPolicyCommand,
  ListPoliciesCommand,
  ListPolicyVersionsCommand,
  ListRolesCommand,
  ListUsersCommand,
  SetDefaultPolicyVersionCommand,
} from '@aws-sdk/client-iam'
import { ACCOUNT, allow, startWorld, type TestWorld } from '../../fixtures/world.ts'
import { refused } from './refused.ts'

const ADMINISTRATOR = 'arn:aws:iam::aws:policy/AdministratorAccess'

let world: TestWorld
let iam: IAMClient

before(async () => {
  world = await startWorld()
  iam = world.client(IAMClient)
})
after(() => world.close())

async function makePolicy(PolicyName: string, actions: string): Promise<string> {
  const PolicyDocument = JSON.stringify(allow(actions))
  const { Policy } = await iam.send(new CreatePolicyCommand({ PolicyName, PolicyDocument }))
  assert.ok(Policy?.Arn)
  return Policy.Arn
}

test('AdministratorAccess, attached, allows everything from the next request on', async () => {
  const alice = world.client(IAMClient, await world.user('alice'))
  await refused(alice.send(new ListUsersCommand({})))
  const attach = { UserName: 'alice', PolicyArn: ADMINISTRATOR }
  await iam.send(new AttachUserPolicyCommand(attach))
  assert.ok(await alice.send(new ListUsersCommand({})))
  await iam.send(new DetachUserPolicyCommand(attach))
  const [name] = await refused(alice.send(new ListUsersCommand({})))
  assert.equal(name, 'AccessDenied')
})

test('a managed policy is read in its default version', async () => {
  const PolicyArn = await makePolicy('Reader', 'iam:ListUsers')
  const { Policy } = await iam.send(new GetPolicyCommand({ PolicyArn }))
  assert.equal(Policy?.DefaultVersionId, 'v1')
  assert.equal(Policy.AttachmentCount, 0)
  const { PolicyVersion } = await iam.send(
    new GetPolicyVersionCommand({ PolicyArn, VersionId: 'v1' }),
  )
  assert.deepEqual(
    JSON.parse(decodeURIComponent(PolicyVersion?.Document ?? '')),
    allow('iam:ListUsers'),
  )
})

test('the default version of a policy is the one in force', async () => {
  const PolicyArn = await makePolicy('Changing', 'iam:ListUsers')
  const bob = world.client(IAMClient, await world.user('bob'))
  await iam.send(new AttachUserPolicyCommand({ UserName: 'bob', PolicyArn }))
  assert.ok(await bob.send(new ListUsersCommand({})))
  const PolicyDocument = JSON.stringify(allow('iam:ListRoles'))
  await iam.send(new CreatePolicyVersionCommand({ PolicyArn, PolicyDocument, SetAsDefault: true }))
  assert.ok(await bob.send(new ListRolesCommand({})))
  await refused(bob.send(new ListUsersCommand({})))
  await iam.send(new SetDefaultPolicyVersionCommand({ PolicyArn, VersionId: 'v1' }))
  assert.ok(await bob.send(new ListUsersCommand({})))
})

test('a policy has at most five versions, and numbers are not used again', async () => {
  const PolicyArn = await makePolicy('Versions', 'iam:ListUsers')
  const PolicyDocument = JSON.stringify(allow('iam:ListRoles'))
  const add = () => iam.send(new CreatePolicyVersionCommand({ PolicyArn, PolicyDocument }))
  for (let version = 2; version <= 5; version++) await add()
  const [name] = await refused(add())
  assert.equal(name, 'LimitExceededException')
  await iam.send(new DeletePolicyVersionCommand({ PolicyArn, VersionId: 'v5' }))
  assert.equal((await add()).PolicyVersion?.VersionId, 'v6')
  const { Versions } = await iam.send(new ListPolicyVersionsCommand({ PolicyArn }))
  assert.deepEqual(
    Versions?.map(({ VersionId }) => VersionId),
    ['v6', 'v4', 'v3', 'v2', 'v1'],
  )
})

test('a policy that somebody uses cannot be deleted', async () => {
  const PolicyArn = await makePolicy('Used', 'iam:ListUsers')
  await iam.send(new CreateUserCommand({ UserName: 'carol' }))
  await iam.send(new AttachUserPolicyCommand({ UserName: 'carol', PolicyArn }))
  assert.deepEqual(await refused(iam.send(new DeletePolicyCommand({ PolicyArn }))), [
    'DeleteConflictException',
    409,
    'Cannot delete a policy attached to entities.',
  ])
  await iam.send(new DetachUserPolicyCommand({ UserName: 'carol', PolicyArn }))
  await iam.send(new DeletePolicyCommand({ PolicyArn }))
  assert.deepEqual(await refused(iam.send(new GetPolicyCommand({ PolicyArn }))), [
    'NoSuchEntityException',
    404,
    `Policy ${PolicyArn} was not found.`,
  ])
})

test("AWS's managed policies cannot be changed", async () => {
  const [name, status] = await refused(
    iam.send(new DeletePolicyCommand({ PolicyArn: ADMINISTRATOR })),
  )
  assert.deepEqual([name, status], ['AccessDenied', 403])
})

test('a policy that does not exist is not attachable', async () => {
  const PolicyArn = `arn:aws:iam::${ACCOUNT}:policy/Nowhere`
  await iam.send(new CreateUserCommand({ UserName: 'dave' }))
  const attach = (arn: string) =>
    iam.send(new AttachUserPolicyCommand({ UserName: 'dave', PolicyArn: arn }))
  assert.deepEqual(await refused(attach(PolicyArn)), [
    'NoSuchEntityException',
    404,
    `Policy ${PolicyArn} does not exist or is not attachable.`,
  ])
  const foreign = 'arn:aws:iam::444455556666:policy/Theirs'
  const theirs = world.client(IAMClient, world.root('444455556666'))
  const PolicyDocument = JSON.stringify(allow('*'))
  await theirs.send(new CreatePolicyCommand({ PolicyName: 'Theirs', PolicyDocument }))
  const [name] = await refused(attach(foreign))
  assert.equal(name, 'NoSuchEntityException')
  const [invalid] = await refused(attach('arn:aws:iam::aws:nonsense'))
  assert.equal(invalid, 'InvalidInputException')
})

test('policies are listed by owner, use and path', async () => {
  const names = async (input: object) => {
    const { Policies = [] } = await iam.send(new ListPoliciesCommand(input))
    return Policies.map(({ PolicyName }) => PolicyName)
  }
  await iam.send(
    new CreatePolicyCommand({
      PolicyName: 'Deep',
      Path: '/deep/',
      PolicyDocument: JSON.stringify(allow('*')),
    }),
  )
  assert.ok((await names({ Scope: 'AWS' })).includes('AdministratorAccess'))
  assert.ok(!(await names({ Scope: 'Local' })).includes('AdministratorAccess'))
  assert.deepEqual(await names({ PathPrefix: '/deep/' }), ['Deep'])
  assert.ok(!(await names({ OnlyAttached: true })).includes('Deep'))
})

test('the users of a policy are listed by kind, in pages', async () => {
  const PolicyArn = await makePolicy('Shared', 'iam:ListUsers')
  await iam.send(new CreateGroupCommand({ GroupName: 'staff' }))
  await iam.send(new AttachGroupPolicyCommand({ GroupName: 'staff', PolicyArn }))
  await iam.send(new CreateUserCommand({ UserName: 'erin', PermissionsBoundary: PolicyArn }))
  await iam.send(new AttachUserPolicyCommand({ UserName: 'erin', PolicyArn }))
  const list = (input: object) =>
    iam.send(new ListEntitiesForPolicyCommand({ PolicyArn, ...input }))
  const first = await list({ MaxItems: 1 })
  assert.deepEqual([first.PolicyGroups?.[0]?.GroupName, first.IsTruncated], ['staff', true])
  const last = await list({ MaxItems: 1, Marker: first.Marker })
  assert.deepEqual([last.PolicyUsers?.[0]?.UserName, last.IsTruncated], ['erin', false])
  const groups = await list({ EntityFilter: 'Group' })
  assert.deepEqual(groups.PolicyUsers, [])
})

test('attaching a policy twice changes nothing', async () => {
  const UserName = 'frank'
  await iam.send(new CreateUserCommand({ UserName }))
  const attach = new AttachUserPolicyCommand({ UserName, PolicyArn: ADMINISTRATOR })
  await iam.send(attach)
  await iam.send(attach)
  const listed = await iam.send(new ListAttachedUserPoliciesCommand({ UserName }))
  assert.deepEqual(listed.AttachedPolicies, [
    { PolicyName: 'AdministratorAccess', PolicyArn: ADMINISTRATOR },
  ])
})
