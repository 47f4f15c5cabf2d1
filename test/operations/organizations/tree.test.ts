// The organization, its root, OUs and the accounts below them.

import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import type {
  CreateOrganizationalUnitOutput,
  CreateOrganizationOutput,
  DescribeAccountOutput,
  DescribeOrganizationalUnitOutput,
  DescribeOrganizationOutput,
  ListAccountsForParentOutput,
  ListAccountsOutput,
  ListChildrenOutput,
  ListOrganizationalUnitsForParentOutput,
  ListParentsOutput,
  ListRootsOutput,
} from '../../../src/services/organizations/model.ts'
import { OrganizationsClient } from '../../fixtures/organizations-client.ts'
import type { Credentials, TestWorld } from '../../fixtures/world.ts'
import { ACCOUNT, OTHER_ACCOUNT, startWorld } from '../../fixtures/world.ts'
import type { OrganizationWorld } from './fixture.ts'
import { newestRecord, startOrganization } from './fixture.ts'

let world: OrganizationWorld
let management: OrganizationsClient
before(async () => {
  world = await startOrganization()
  management = world.organizations()
})
after(() => world.close())

async function unit(Name: string, ParentId = world.rootId): Promise<string> {
  const { OrganizationalUnit } = await management.call<CreateOrganizationalUnitOutput>(
    'CreateOrganizationalUnit',
    { Name, ParentId },
  )
  return OrganizationalUnit?.Id ?? ''
}

test('an organization begins with a root that no policy type is enabled in', async () => {
  const fresh: TestWorld = await startWorld()
  try {
    const client = fresh.client(OrganizationsClient, fresh.root() as Credentials)
    const { Organization } = await client.call<CreateOrganizationOutput>('CreateOrganization')
    const arn = `arn:aws:organizations::${ACCOUNT}`
    assert.match(Organization?.Id ?? '', /^o-[a-z0-9]{10}$/)
    assert.equal(Organization?.Arn, `${arn}:organization/${Organization?.Id}`)
    assert.equal(Organization?.MasterAccountArn, `${arn}:account/${Organization?.Id}/${ACCOUNT}`)
    assert.equal(Organization?.FeatureSet, 'ALL')
    const { Roots = [] } = await client.call<ListRootsOutput>('ListRoots')
    assert.deepEqual(Roots[0]?.PolicyTypes, [])
    assert.match(Roots[0]?.Id ?? '', /^r-[a-z0-9]{4}$/)
    const record = await newestRecord(fresh, 'CreateOrganization')
    assert.equal(record['eventSource'], 'organizations.amazonaws.com')
    await client.call('DeleteOrganization')
    await assert.rejects(client.call('DescribeOrganization'), {
      name: 'AWSOrganizationsNotInUseException',
    })
  } finally {
    await fresh.close()
  }
})

test('every member may read the organization that it is in', async () => {
  const member = world.organizations(world.root(OTHER_ACCOUNT))
  const { Organization } = await member.call<DescribeOrganizationOutput>('DescribeOrganization')
  assert.equal(Organization?.Id, world.organizationId)
  assert.equal(Organization?.MasterAccountId, ACCOUNT)
})

test('events of the other Regions’ requests are in us-east-1', async () => {
  const far = world.client(OrganizationsClient, world.root(), 'ap-northeast-1')
  await far.call('ListRoots')
  const record = await newestRecord(world, 'ListRoots')
  assert.equal(record['awsRegion'], 'us-east-1')
})

test('an organization with members cannot be deleted', async () => {
  await assert.rejects(management.call('DeleteOrganization'), {
    name: 'OrganizationNotEmptyException',
  })
})

test('OUs nest five deep, and their names differ below one parent', async () => {
  let parent = world.rootId
  for (const name of ['one', 'two', 'three', 'four', 'five']) parent = await unit(name, parent)
  await assert.rejects(unit('six', parent), {
    name: 'ConstraintViolationException',
    Reason: 'OU_DEPTH_LIMIT_EXCEEDED',
  })
  await assert.rejects(unit('one'), {
    name: 'DuplicateOrganizationalUnitException',
    message: 'An OU with the same name already exists.',
  })
  await unit('one', world.unitId)
})

test('an OU is described with its path, renamed, and deleted when it is empty', async () => {
  const id = await unit('to rename')
  const described = await management.call<DescribeOrganizationalUnitOutput>(
    'DescribeOrganizationalUnit',
    { OrganizationalUnitId: id },
  )
  const path = `${world.organizationId}/${world.rootId}/${id}/`
  assert.equal(described.OrganizationalUnit?.Path, path)
  const rename = { OrganizationalUnitId: id, Name: 'renamed' }
  await management.call('UpdateOrganizationalUnit', rename)
  const { OrganizationalUnits = [] } =
    await management.call<ListOrganizationalUnitsForParentOutput>(
      'ListOrganizationalUnitsForParent',
      { ParentId: world.rootId },
    )
  assert.equal(OrganizationalUnits.find(({ Id }) => Id === id)?.Name, 'renamed')
  await assert.rejects(management.call('UpdateOrganizationalUnit', { ...rename, Name: 'one' }), {
    name: 'DuplicateOrganizationalUnitException',
  })
  await management.call('UpdateOrganizationalUnit', rename)
  const below = await unit('below', id)
  const remove = (OrganizationalUnitId: string) =>
    management.call('DeleteOrganizationalUnit', { OrganizationalUnitId })
  await assert.rejects(remove(id), { name: 'OrganizationalUnitNotEmptyException' })
  await remove(below)
  await remove(id)
  await assert.rejects(remove(id), { name: 'OrganizationalUnitNotFoundException' })
})

test('accounts move, and are found where they are', async () => {
  const move = (SourceParentId: string, DestinationParentId: string) =>
    management.call('MoveAccount', {
      AccountId: OTHER_ACCOUNT,
      SourceParentId,
      DestinationParentId,
    })
  const below = async (ParentId: string) => {
    const { Accounts } = await management.call<ListAccountsForParentOutput>(
      'ListAccountsForParent',
      { ParentId },
    )
    return Accounts?.map(({ Id }) => Id)
  }
  const { rootId, unitId } = world
  assert.deepEqual(await below(unitId), [OTHER_ACCOUNT])
  await move(unitId, rootId)
  assert.deepEqual(await below(unitId), [])
  assert.deepEqual(await below(rootId), [ACCOUNT, OTHER_ACCOUNT])
  await assert.rejects(move(unitId, rootId), { name: 'DuplicateAccountException' })
  await assert.rejects(move('ou-none-00000000', rootId), {
    name: 'SourceParentNotFoundException',
  })
  await assert.rejects(move(rootId, 'ou-none-00000000'), {
    name: 'DestinationParentNotFoundException',
  })
  await move(rootId, unitId)
  await assert.rejects(move(rootId, await unit('elsewhere')), {
    name: 'AccountNotFoundException',
    message: "You specified an account that doesn't exist.",
  })
})

test('children and parents are each other’s', async () => {
  const children = async (ChildType: string, ParentId: string) => {
    const input = { ParentId, ChildType }
    const { Children } = await management.call<ListChildrenOutput>('ListChildren', input)
    return Children
  }
  assert.deepEqual(await children('ACCOUNT', world.unitId), [
    { Id: OTHER_ACCOUNT, Type: 'ACCOUNT' },
  ])
  const units = await children('ORGANIZATIONAL_UNIT', world.rootId)
  assert.ok(units?.some(({ Id }) => Id === world.unitId))
  const parents = async (ChildId: string) =>
    (await management.call<ListParentsOutput>('ListParents', { ChildId })).Parents
  assert.deepEqual(await parents(OTHER_ACCOUNT), [
    { Id: world.unitId, Type: 'ORGANIZATIONAL_UNIT' },
  ])
  assert.deepEqual(await parents(world.unitId), [{ Id: world.rootId, Type: 'ROOT' }])
  await assert.rejects(parents('999999999999'), { name: 'ChildNotFoundException' })
  for (const operation of ['ListChildren', 'ListAccountsForParent']) {
    const input = { ParentId: 'ou-none-00000000', ChildType: 'ACCOUNT' }
    await assert.rejects(management.call(operation, input), { name: 'ParentNotFoundException' })
  }
})

test('accounts are told of, in pages', async () => {
  const { Account } = await management.call<DescribeAccountOutput>('DescribeAccount', {
    AccountId: OTHER_ACCOUNT,
  })
  assert.equal(Account?.Status, 'ACTIVE')
  assert.equal(Account?.JoinedMethod, 'INVITED')
  const arn = `arn:aws:organizations::${ACCOUNT}:account/${world.organizationId}/${OTHER_ACCOUNT}`
  assert.equal(Account?.Arn, arn)
  const page = (more: object) => management.call<ListAccountsOutput>('ListAccounts', more)
  const first = await page({ MaxResults: 1 })
  assert.deepEqual(
    first.Accounts?.map(({ Id }) => Id),
    [ACCOUNT],
  )
  const second = await page({ MaxResults: 1, NextToken: first.NextToken })
  assert.deepEqual(
    second.Accounts?.map(({ Id }) => Id),
    [OTHER_ACCOUNT],
  )
  assert.equal(second.NextToken, undefined)
  await assert.rejects(page({ NextToken: 'nonsense' }), {
    name: 'InvalidInputException',
    Reason: 'INVALID_NEXT_TOKEN',
  })
})

for (const [operation, input] of [
  ['DescribeAccount', { AccountId: '12' }],
  ['CreateOrganizationalUnit', { ParentId: 'root', Name: 'x' }],
  ['CreateOrganizationalUnit', { ParentId: 'r-0000', Name: '' }],
  ['ListAccounts', { MaxResults: 21 }],
  ['ListChildren', { ParentId: 'r-0000', ChildType: 'BRANCH' }],
  ['MoveAccount', { AccountId: '111122223333' }],
] as const) {
  test(`${operation} refuses ${JSON.stringify(input)}`, async () => {
    await assert.rejects(management.call(operation, input), { name: 'InvalidInputException' })
  })
}

test('the management account cannot leave, and others can be removed', async () => {
  const remove = (AccountId: string) =>
    management.call('RemoveAccountFromOrganization', { AccountId })
  await assert.rejects(management.call('LeaveOrganization'), {
    name: 'MasterCannotLeaveOrganizationException',
  })
  await assert.rejects(remove(ACCOUNT), { name: 'MasterCannotLeaveOrganizationException' })
  await remove(OTHER_ACCOUNT)
  await assert.rejects(remove(OTHER_ACCOUNT), { name: 'AccountNotFoundException' })
})
