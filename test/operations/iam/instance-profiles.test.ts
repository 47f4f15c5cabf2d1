import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import * as Iam from '@aws-sdk/client-iam'
import { ACCOUNT, allow, OTHER_ACCOUNT, startWorld, type TestWorld } from '../../fixtures/world.ts'
import { refused } from './refused.ts'
import { trusting } from './trusting.ts'

let world: TestWorld
let iam: Iam.IAMClient

before(async () => {
  world = await startWorld()
  iam = world.client(Iam.IAMClient)
  await Promise.all(['Web', 'Batch'].map(makeRole))
})
after(() => world.close())

const makeRole = (RoleName: string) =>
  iam.send(new Iam.CreateRoleCommand({ RoleName, AssumeRolePolicyDocument: trusting(ACCOUNT) }))
const make = (InstanceProfileName: string, more: object = {}) =>
  iam.send(new Iam.CreateInstanceProfileCommand({ InstanceProfileName, ...more }))
const add = (InstanceProfileName: string, RoleName: string, by = iam) =>
  by.send(new Iam.AddRoleToInstanceProfileCommand({ InstanceProfileName, RoleName }))
const get = async (InstanceProfileName: string) =>
  (await iam.send(new Iam.GetInstanceProfileCommand({ InstanceProfileName }))).InstanceProfile
const holding = async (RoleName: string) => {
  const command = new Iam.ListInstanceProfilesForRoleCommand({ RoleName })
  const { InstanceProfiles = [] } = await iam.send(command)
  return InstanceProfiles.map(({ InstanceProfileName }) => InstanceProfileName)
}

test('validation: names are unique without case, and missing profiles are missed', async () => {
  await make('unique')
  assert.deepEqual(await refused(make('UNIQUE')), [
    'EntityAlreadyExistsException',
    409,
    'Instance Profile UNIQUE already exists.',
  ])
  assert.deepEqual(await refused(get('none')), [
    'NoSuchEntityException',
    404,
    'Instance Profile none cannot be found.',
  ])
  assert.equal((await refused(make('no/name')))[0], 'ValidationError')
})

test('validation: a profile holds one role', async () => {
  await make('single')
  await add('single', 'Web')
  assert.deepEqual(await refused(add('single', 'Batch')), [
    'LimitExceededException',
    409,
    'Cannot exceed quota for InstanceSessionsPerInstanceProfile: 1',
  ])
})

test('authorization: whoever adds a role must be allowed to pass it', async () => {
  await make('passed')
  const may = allow('iam:AddRoleToInstanceProfile')
  const asPasser = world.client(Iam.IAMClient, await world.user('passer', may))
  const [code, , message] = await refused(add('passed', 'Web', asPasser))
  assert.equal(code, 'AccessDenied')
  const role = `arn:aws:iam::${ACCOUNT}:role/Web`
  assert.ok(message.includes(`not authorized to perform: iam:PassRole on resource: ${role} `))
  const PolicyDocument = JSON.stringify(allow('iam:PassRole', role))
  const policy = { UserName: 'passer', PolicyName: 'pass', PolicyDocument }
  await iam.send(new Iam.PutUserPolicyCommand(policy))
  await add('passed', 'Web', asPasser)
  assert.equal((await refused(add('passed', 'Batch', asPasser)))[0], 'AccessDenied')
})

test('authorization: making one with tags needs the permission to tag', async () => {
  const may = allow('iam:CreateInstanceProfile')
  const asMaker = world.client(Iam.IAMClient, await world.user('maker', may))
  const Tags = [{ Key: 'team', Value: 'web' }]
  const input = { InstanceProfileName: 'made', Tags }
  const [, , message] = await refused(asMaker.send(new Iam.CreateInstanceProfileCommand(input)))
  assert.match(message, /not authorized to perform: iam:TagInstanceProfile/)
  assert.ok(
    await asMaker.send(new Iam.CreateInstanceProfileCommand({ InstanceProfileName: 'made' })),
  )
})

test('behaviour: a profile is made, holds a role, lets it go and is deleted', async () => {
  const Tags = [{ Key: 'team', Value: 'web' }]
  const { InstanceProfile: made } = await make('whole', { Path: '/ec2/', Tags })
  assert.equal(made?.Arn, `arn:aws:iam::${ACCOUNT}:instance-profile/ec2/whole`)
  assert.match(made.InstanceProfileId ?? '', /^AIPA[A-Z2-7]{17}$/)
  assert.deepEqual([made.Roles, made.Tags], [[], Tags])
  await makeRole('Whole')
  await add('whole', 'Whole')
  assert.deepEqual(
    (await get('whole'))?.Roles?.map(({ RoleName }) => RoleName),
    ['Whole'],
  )
  assert.deepEqual(await holding('Whole'), ['whole'])
  const input = { InstanceProfileName: 'whole' }
  const remove = () => iam.send(new Iam.DeleteInstanceProfileCommand(input))
  const conflict = 'Cannot delete entity, must remove roles from instance profile first.'
  assert.deepEqual(await refused(remove()), ['DeleteConflictException', 409, conflict])
  const deleteRole = () => iam.send(new Iam.DeleteRoleCommand({ RoleName: 'Whole' }))
  assert.deepEqual(await refused(deleteRole()), ['DeleteConflictException', 409, conflict])
  const other = { ...input, RoleName: 'Web' }
  assert.equal(
    (await refused(iam.send(new Iam.RemoveRoleFromInstanceProfileCommand(other))))[0],
    'NoSuchEntityException',
  )
  const role = { ...input, RoleName: 'Whole' }
  await iam.send(new Iam.RemoveRoleFromInstanceProfileCommand(role))
  assert.deepEqual(await holding('Whole'), [])
  await deleteRole()
  await remove()
  assert.equal((await refused(get('whole')))[0], 'NoSuchEntityException')
})

test('behaviour: lists are of a path, in pages, and of the own account', async () => {
  for (const name of ['page-a', 'page-b', 'page-c']) await make(name, { Path: '/pages/' })
  const list = (input: object) =>
    iam.send(new Iam.ListInstanceProfilesCommand({ PathPrefix: '/pages/', ...input }))
  const first = await list({ MaxItems: 2 })
  const second = await list({ MaxItems: 2, Marker: first.Marker })
  const names = [first, second].map(({ InstanceProfiles = [] }) =>
    InstanceProfiles.map(({ InstanceProfileName }) => InstanceProfileName),
  )
  assert.deepEqual(names, [['page-a', 'page-b'], ['page-c']])
  const theirs = world.client(Iam.IAMClient, world.root(OTHER_ACCOUNT))
  const { InstanceProfiles } = await theirs.send(new Iam.ListInstanceProfilesCommand({}))
  assert.deepEqual(InstanceProfiles, [])
})

test('behaviour: tags are added, replaced and removed', async () => {
  const InstanceProfileName = 'tagged'
  await make(InstanceProfileName)
  const Tags = [{ Key: 'team', Value: 'web' }]
  await iam.send(new Iam.TagInstanceProfileCommand({ InstanceProfileName, Tags }))
  const list = async () =>
    (await iam.send(new Iam.ListInstanceProfileTagsCommand({ InstanceProfileName }))).Tags
  assert.deepEqual(await list(), Tags)
  const keys = { InstanceProfileName, TagKeys: ['team'] }
  await iam.send(new Iam.UntagInstanceProfileCommand(keys))
  assert.deepEqual(await list(), [])
})

test('behaviour: the details of the account tell the profiles of its roles', async () => {
  await makeRole('Detailed')
  await make('detailed')
  await add('detailed', 'Detailed')
  const Filter: Iam.EntityType[] = ['Role']
  const command = new Iam.GetAccountAuthorizationDetailsCommand({ Filter })
  const { RoleDetailList = [] } = await iam.send(command)
  const detail = RoleDetailList.find(({ RoleName }) => RoleName === 'Detailed')
  const names = detail?.InstanceProfileList?.map(({ InstanceProfileName }) => InstanceProfileName)
  assert.deepEqual(names, ['detailed'])
})
