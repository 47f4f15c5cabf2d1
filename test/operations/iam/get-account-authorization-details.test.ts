import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import {
  AddUserToGroupCommand,
  AttachRolePolicyCommand,
  CreateGroupCommand,
  CreatePolicyCommand,
  CreateRoleCommand,
  GetAccountAuthorizationDetailsCommand,
  IAMClient,
} from '@aws-sdk/client-iam'
import { allow, startWorld, type TestWorld } from '../../fixtures/world.ts'

const ADMINISTRATOR = 'arn:aws:iam::aws:policy/AdministratorAccess'

let world: TestWorld
let iam: IAMClient

before(async () => {
  world = await startWorld()
  iam = world.client(IAMClient)
  await world.user('alice', allow('kms:Decrypt'))
  await iam.send(new CreateGroupCommand({ GroupName: 'Staff' }))
  await iam.send(new AddUserToGroupCommand({ GroupName: 'Staff', UserName: 'alice' }))
  const AssumeRolePolicyDocument = JSON.stringify({
    Version: '2012-10-17',
    Statement: { Effect: 'Allow', Principal: { AWS: '*' }, Action: 'sts:AssumeRole' },
  })
  await iam.send(new CreateRoleCommand({ RoleName: 'Admin', AssumeRolePolicyDocument }))
  const attach = { RoleName: 'Admin', PolicyArn: ADMINISTRATOR }
  await iam.send(new AttachRolePolicyCommand(attach))
  const PolicyDocument = JSON.stringify(allow('kms:Encrypt'))
  await iam.send(new CreatePolicyCommand({ PolicyName: 'Own', PolicyDocument }))
})
after(() => world.close())

const details = (input: object = {}) => iam.send(new GetAccountAuthorizationDetailsCommand(input))

test('the details hold every identity with its policies', async () => {
  const { UserDetailList, GroupDetailList, RoleDetailList } = await details()
  const [alice] = UserDetailList ?? []
  assert.deepEqual(alice?.GroupList, ['Staff'])
  const [inline] = alice.UserPolicyList ?? []
  assert.deepEqual(
    JSON.parse(decodeURIComponent(inline?.PolicyDocument ?? '')),
    allow('kms:Decrypt'),
  )
  assert.equal(GroupDetailList?.[0]?.GroupName, 'Staff')
  assert.equal(RoleDetailList?.[0]?.AttachedManagedPolicies?.[0]?.PolicyArn, ADMINISTRATOR)
})

test("of AWS's managed policies the details hold those in use, with their documents", async () => {
  const { Policies = [] } = await details()
  assert.deepEqual(
    Policies.map(({ PolicyName }) => PolicyName),
    ['Own', 'AdministratorAccess'],
  )
  const [, administrator] = Policies
  const document = decodeURIComponent(administrator?.PolicyVersionList?.[0]?.Document ?? '')
  assert.deepEqual(JSON.parse(document).Statement[0].Action, ['*'])
  assert.equal(administrator?.AttachmentCount, 1)
})

test('a filter leaves the other kinds out', async () => {
  const { UserDetailList, GroupDetailList, RoleDetailList, Policies } = await details({
    Filter: ['Role'],
  })
  assert.equal(RoleDetailList?.length, 1)
  assert.deepEqual([UserDetailList, GroupDetailList, Policies], [[], [], []])
})

test('pages of one item go through all kinds, each item once', async () => {
  const seen: (string | undefined)[] = []
  for (let Marker: string | undefined; ;) {
    const page = await details({ MaxItems: 1, Marker })
    seen.push(...(page.UserDetailList ?? []).map(({ UserName }) => UserName))
    seen.push(...(page.GroupDetailList ?? []).map(({ GroupName }) => GroupName))
    seen.push(...(page.RoleDetailList ?? []).map(({ RoleName }) => RoleName))
    seen.push(...(page.Policies ?? []).map(({ PolicyName }) => PolicyName))
    if (!page.IsTruncated) break
    Marker = page.Marker
  }
  assert.deepEqual(seen, ['alice', 'Staff', 'Admin', 'Own', 'AdministratorAccess'])
})
