import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import {
  CreatePolicyCommand,
  CreateRoleCommand,
  CreateUserCommand,
  IAMClient,
  ListPolicyTagsCommand,
  ListRoleTagsCommand,
  ListUserTagsCommand,
  TagPolicyCommand,
  TagRoleCommand,
  TagUserCommand,
  UntagPolicyCommand,
  UntagRoleCommand,
  UntagUserCommand,
} from '@aws-sdk/client-iam'
import { allow, startWorld, type TestWorld } from '../../fixtures/world.ts'
import { refused } from './refused.ts'

let world: TestWorld
let iam: IAMClient

before(async () => {
  world = await startWorld()
  iam = world.client(IAMClient)
  await iam.send(new CreateUserCommand({ UserName: 'alice' }))
})
after(() => world.close())

const tags = (count: number) =>
  Array.from({ length: count }, (_, index) => ({ Key: `key-${index}`, Value: '' }))

test('a tag is replaced under any spelling of its key, and removed', async () => {
  const UserName = 'alice'
  const list = async () => (await iam.send(new ListUserTagsCommand({ UserName }))).Tags
  const set = (Key: string, Value: string) =>
    iam.send(new TagUserCommand({ UserName, Tags: [{ Key, Value }] }))
  await set('team', 'blue')
  await set('Team', 'red')
  assert.deepEqual(await list(), [{ Key: 'Team', Value: 'red' }])
  await iam.send(new UntagUserCommand({ UserName, TagKeys: ['TEAM', 'none'] }))
  assert.deepEqual(await list(), [])
})

test('roles are tagged as users are', async () => {
  const RoleName = 'Tagged'
  const AssumeRolePolicyDocument = JSON.stringify({
    Version: '2012-10-17',
    Statement: { Effect: 'Allow', Principal: { AWS: '*' }, Action: 'sts:AssumeRole' },
  })
  await iam.send(new CreateRoleCommand({ RoleName, AssumeRolePolicyDocument }))
  await iam.send(new TagRoleCommand({ RoleName, Tags: tags(2) }))
  await iam.send(new UntagRoleCommand({ RoleName, TagKeys: ['key-0'] }))
  const { Tags } = await iam.send(new ListRoleTagsCommand({ RoleName }))
  assert.deepEqual(Tags, [{ Key: 'key-1', Value: '' }])
})

test('customer managed policies are tagged as well, policies of AWS are not', async () => {
  const PolicyDocument = JSON.stringify(allow('kms:ListKeys'))
  const made = await iam.send(new CreatePolicyCommand({ PolicyName: 'Tagged', PolicyDocument }))
  const PolicyArn = made.Policy?.Arn
  await iam.send(new TagPolicyCommand({ PolicyArn, Tags: tags(2) }))
  await iam.send(new UntagPolicyCommand({ PolicyArn, TagKeys: ['KEY-0'] }))
  const { Tags } = await iam.send(new ListPolicyTagsCommand({ PolicyArn }))
  assert.deepEqual(Tags, [{ Key: 'key-1', Value: '' }])
  const aws = { PolicyArn: 'arn:aws:iam::aws:policy/AdministratorAccess', Tags: tags(1) }
  const [code] = await refused(iam.send(new TagPolicyCommand(aws)))
  assert.equal(code, 'AccessDenied')
})

test('a user has at most fifty tags, and no key twice', async () => {
  const make = (UserName: string, Tags: { Key: string; Value: string }[]) =>
    iam.send(new CreateUserCommand({ UserName, Tags }))
  await make('full', tags(50))
  const more = { UserName: 'full', Tags: [{ Key: 'one-more', Value: '' }] }
  const [tooMany] = await refused(iam.send(new TagUserCommand(more)))
  assert.equal(tooMany, 'LimitExceededException')
  const twice = [
    { Key: 'a', Value: '1' },
    { Key: 'A', Value: '2' },
  ]
  const [duplicate] = await refused(make('twice', twice))
  assert.equal(duplicate, 'InvalidInputException')
})
