// Every list of IAM in pages, and everything that filters a list.

import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import * as Iam from '@aws-sdk/client-iam'
import { ACCOUNT, allow, startWorld, type TestWorld } from '../../fixtures/world.ts'
import { refused } from './refused.ts'
import { trusting } from './trusting.ts'

const NAMES = ['One', 'Three', 'Two'] // In the order of names.
const user = { UserName: 'One' }
const role = { RoleName: 'One' }
const group = { GroupName: 'One' }
const policyArn = (name: string) => `arn:aws:iam::${ACCOUNT}:policy/listed/${name}`
const policy = { PolicyArn: policyArn('One') }
const document = JSON.stringify(allow('kms:ListKeys'))

let world: TestWorld
let iam: Iam.IAMClient

before(async () => {
  world = await startWorld()
  iam = world.client(Iam.IAMClient)
  await makePolicies()
  for (const name of NAMES) await makeIdentities(name)
  await Promise.all(NAMES.map(giveToOne))
  await iam.send(new Iam.CreateAccessKeyCommand(user))
  await iam.send(new Iam.CreateAccessKeyCommand(user))
})
after(() => world.close())

async function makePolicies(): Promise<void> {
  for (const PolicyName of NAMES) {
    const input = { PolicyName, Path: '/listed/', PolicyDocument: document }
    await iam.send(new Iam.CreatePolicyCommand(input))
  }
}

async function makeIdentities(name: string): Promise<void> {
  const Path = name === 'Two' ? '/elsewhere/' : '/listed/'
  const AssumeRolePolicyDocument = trusting(ACCOUNT)
  await iam.send(new Iam.CreateUserCommand({ UserName: name, Path }))
  await iam.send(new Iam.CreateGroupCommand({ GroupName: name, Path }))
  await iam.send(new Iam.CreateRoleCommand({ RoleName: name, Path, AssumeRolePolicyDocument }))
}

/** Three of everything that one identity, or one policy, can have. */
async function giveToOne(name: string): Promise<void> {
  const inline = { PolicyName: name, PolicyDocument: document }
  const attached = { PolicyArn: policyArn(name) }
  const Tags = [{ Key: name, Value: '' }]
  const steps = [
    () => iam.send(new Iam.PutUserPolicyCommand({ ...user, ...inline })),
    () => iam.send(new Iam.PutRolePolicyCommand({ ...role, ...inline })),
    () => iam.send(new Iam.PutGroupPolicyCommand({ ...group, ...inline })),
    () => iam.send(new Iam.AttachUserPolicyCommand({ ...user, ...attached })),
    () => iam.send(new Iam.AttachRolePolicyCommand({ ...role, ...attached })),
    () => iam.send(new Iam.AttachGroupPolicyCommand({ ...group, ...attached })),
    () => iam.send(new Iam.TagUserCommand({ ...user, Tags })),
    () => iam.send(new Iam.TagRoleCommand({ ...role, Tags })),
    () => iam.send(new Iam.TagPolicyCommand({ ...policy, Tags })),
    () => iam.send(new Iam.AddUserToGroupCommand({ ...user, GroupName: name })),
    () => iam.send(new Iam.AddUserToGroupCommand({ ...group, UserName: name })),
    () => iam.send(new Iam.CreatePolicyVersionCommand({ ...policy, PolicyDocument: document })),
  ]
  for (const step of steps) await step()
}

interface PageInput {
  readonly Marker?: string
  readonly MaxItems?: number
}
interface Page {
  readonly items: readonly (string | undefined)[]
  readonly IsTruncated?: boolean | undefined
  readonly Marker?: string | undefined
}
type List = (input: PageInput) => Promise<Page>

/** How many there are at least, and how they are listed. */
const lists: Readonly<Record<string, readonly [number, List]>> = {
  ListUsers: [3, (input) => named('Users', 'UserName', new Iam.ListUsersCommand(input))],
  ListRoles: [3, (input) => named('Roles', 'RoleName', new Iam.ListRolesCommand(input))],
  ListGroups: [3, (input) => named('Groups', 'GroupName', new Iam.ListGroupsCommand(input))],
  ListPolicies: [4, (input) => named('Policies', 'Arn', new Iam.ListPoliciesCommand(input))],
  GetGroup: [
    3,
    (input) => named('Users', 'UserName', new Iam.GetGroupCommand({ ...group, ...input })),
  ],
  ListGroupsForUser: [
    3,
    (input) =>
      named('Groups', 'GroupName', new Iam.ListGroupsForUserCommand({ ...user, ...input })),
  ],
  ListAccessKeys: [2, (input) => keys(new Iam.ListAccessKeysCommand({ ...user, ...input }))],
  ListPolicyVersions: [
    4,
    (input) =>
      named('Versions', 'VersionId', new Iam.ListPolicyVersionsCommand({ ...policy, ...input })),
  ],
  ListUserTags: [3, (input) => tags(new Iam.ListUserTagsCommand({ ...user, ...input }))],
  ListRoleTags: [3, (input) => tags(new Iam.ListRoleTagsCommand({ ...role, ...input }))],
  ListPolicyTags: [3, (input) => tags(new Iam.ListPolicyTagsCommand({ ...policy, ...input }))],
  ListUserPolicies: [3, (input) => inline(new Iam.ListUserPoliciesCommand({ ...user, ...input }))],
  ListRolePolicies: [3, (input) => inline(new Iam.ListRolePoliciesCommand({ ...role, ...input }))],
  ListGroupPolicies: [
    3,
    (input) => inline(new Iam.ListGroupPoliciesCommand({ ...group, ...input })),
  ],
  ListAttachedUserPolicies: [
    3,
    (input) => attached(new Iam.ListAttachedUserPoliciesCommand({ ...user, ...input })),
  ],
  ListAttachedRolePolicies: [
    3,
    (input) => attached(new Iam.ListAttachedRolePoliciesCommand({ ...role, ...input })),
  ],
  ListAttachedGroupPolicies: [
    3,
    (input) => attached(new Iam.ListAttachedGroupPoliciesCommand({ ...group, ...input })),
  ],
  ListEntitiesForPolicy: [
    3,
    (input) => entities(new Iam.ListEntitiesForPolicyCommand({ ...policy, ...input })),
  ],
}

/** The items under `list`, by their member `name`; a list of texts has no members. */
async function named(list: string, name: string | undefined, command: unknown): Promise<Page> {
  const answer = (await iam.send(command as Iam.ListUsersCommand)) as unknown as Page &
    Readonly<Record<string, readonly (string & Readonly<Record<string, string>>)[]>>
  const { IsTruncated, Marker } = answer
  const found = answer[list] ?? []
  return {
    items: found.map((item) => (name === undefined ? item : item[name])),
    IsTruncated,
    Marker,
  }
}

const keys = (command: unknown) => named('AccessKeyMetadata', 'AccessKeyId', command)
const tags = (command: unknown) => named('Tags', 'Key', command)
const inline = (command: unknown) => named('PolicyNames', undefined, command)
const attached = (command: unknown) => named('AttachedPolicies', 'PolicyName', command)

async function entities(command: Iam.ListEntitiesForPolicyCommand): Promise<Page> {
  const { IsTruncated, Marker, ...of } = await iam.send(command)
  const items = [
    ...(of.PolicyGroups ?? []).map(({ GroupName }) => `group ${GroupName}`),
    ...(of.PolicyUsers ?? []).map(({ UserName }) => `user ${UserName}`),
    ...(of.PolicyRoles ?? []).map(({ RoleName }) => `role ${RoleName}`),
  ]
  return { items, IsTruncated, Marker }
}

async function everyPage(list: List, MaxItems: number): Promise<readonly Page[]> {
  const pages: Page[] = []
  for (let Marker: string | undefined; ;) {
    const page = await list({ MaxItems, ...(Marker !== undefined && { Marker }) })
    pages.push(page)
    if (page.Marker === undefined) return pages
    Marker = page.Marker
  }
}

for (const [name, [count, list]] of Object.entries(lists)) {
  test(`${name} answers in pages what it answers at once`, async () => {
    const whole = await list({})
    assert.ok(whole.items.length >= count, `${whole.items.length}`)
    assert.equal(whole.IsTruncated, false)
    for (const size of [1, 2, count]) {
      const pages = await everyPage(list, size)
      assert.deepEqual(
        pages.flatMap(({ items }) => items),
        whole.items,
      )
      for (const { items, IsTruncated, Marker } of pages) {
        assert.ok(items.length <= size)
        assert.equal(IsTruncated, Marker !== undefined)
      }
      assert.equal(pages.length, Math.max(1, Math.ceil(whole.items.length / size)))
    }
  })

  test(`${name} refuses a marker that it has not given out`, async () => {
    const [code, status] = await refused(list({ Marker: 'not a marker' }))
    assert.deepEqual([code, status], ['ValidationError', 400])
  })
}

const below = { PathPrefix: '/listed/' }
const filters: readonly [string, () => Promise<Page>, readonly string[]][] = [
  [
    'ListUsers by path',
    () => named('Users', 'UserName', new Iam.ListUsersCommand(below)),
    ['One', 'Three'],
  ],
  [
    'ListRoles by path',
    () => named('Roles', 'RoleName', new Iam.ListRolesCommand(below)),
    ['One', 'Three'],
  ],
  [
    'ListGroups by path',
    () => named('Groups', 'GroupName', new Iam.ListGroupsCommand(below)),
    ['One', 'Three'],
  ],
  [
    'ListPolicies by owner',
    () => named('Policies', 'PolicyName', new Iam.ListPoliciesCommand({ Scope: 'Local' })),
    NAMES,
  ],
  [
    'ListPolicies by owner and attachment',
    () => {
      const input = { Scope: 'AWS' as const, OnlyAttached: true }
      return named('Policies', 'PolicyName', new Iam.ListPoliciesCommand(input))
    },
    [],
  ],
  [
    'ListPolicies by use as permissions',
    () => {
      const input = { PolicyUsageFilter: 'PermissionsPolicy' as const, ...below }
      return named('Policies', 'PolicyName', new Iam.ListPoliciesCommand(input))
    },
    NAMES,
  ],
  [
    'ListPolicies by use as a boundary',
    () => {
      const input = { PolicyUsageFilter: 'PermissionsBoundary' as const }
      return named('Policies', 'PolicyName', new Iam.ListPoliciesCommand(input))
    },
    [],
  ],
  [
    'ListAttachedUserPolicies by the path of the policies',
    () => attached(new Iam.ListAttachedUserPoliciesCommand({ ...user, PathPrefix: '/other/' })),
    [],
  ],
  [
    'ListEntitiesForPolicy by kind',
    () => entities(new Iam.ListEntitiesForPolicyCommand({ ...policy, EntityFilter: 'Role' })),
    ['role One'],
  ],
  [
    'ListEntitiesForPolicy by path',
    () => {
      const input = { ...policy, PathPrefix: '/elsewhere/' }
      return entities(new Iam.ListEntitiesForPolicyCommand(input))
    },
    [],
  ],
  [
    'ListEntitiesForPolicy by use as a boundary',
    () => {
      const input = { ...policy, PolicyUsageFilter: 'PermissionsBoundary' as const }
      return entities(new Iam.ListEntitiesForPolicyCommand(input))
    },
    [],
  ],
]

for (const [label, list, expected] of filters) {
  test(`${label} answers ${expected.join(', ') || 'nothing'}`, async () => {
    assert.deepEqual((await list()).items, expected)
  })
}
