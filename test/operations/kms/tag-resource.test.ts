import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import type { Tag } from '@aws-sdk/client-kms'
import {
  DescribeKeyCommand,
  ListResourceTagsCommand,
  TagResourceCommand,
} from '@aws-sdk/client-kms'
import type { Credentials, TestWorld } from '../../fixtures/world.ts'
import { OTHER_ACCOUNT, allow, startWorld } from '../../fixtures/world.ts'
import {
  accountStatement,
  assertRefused,
  keyPolicy,
  kmsAs,
  lastEvent,
  newKey,
  notAllowedByIam,
  statement,
  userArn,
} from './fixture.ts'

let world: TestWorld

before(async () => {
  world = await startWorld()
})
after(() => world.close())

const tag = (TagKey: string, TagValue = 'x'): Tag => ({ TagKey, TagValue })

const set = (KeyId: string, Tags: readonly Tag[], credentials?: Credentials) =>
  kmsAs(world, credentials).send(new TagResourceCommand({ KeyId, Tags: [...Tags] }))

const tagsOf = async (KeyId: string) =>
  (await kmsAs(world).send(new ListResourceTagsCommand({ KeyId }))).Tags

// Validation

test('tags have distinct keys that do not begin with aws:', async () => {
  const { keyId } = await newKey(world)
  await assertRefused(set(keyId, [tag('a'), tag('a')]), 'TagException', 'Duplicate tag keys')
  const reserved = 'Tags beginning with aws: are reserved'
  await assertRefused(set(keyId, [tag('aws:a')]), 'TagException', reserved)
  await assertRefused(set(keyId, [tag('AWS:a')]), 'TagException', reserved)
})

test('a tag key has 1 to 128 characters and a value at most 256', async () => {
  const { keyId } = await newKey(world)
  const atKey = /'tags\.1\.member\.tagKey' .*less than or equal to 128/
  await assertRefused(set(keyId, [tag('k'.repeat(129))]), 'ValidationException', atKey)
  const atValue = /'tags\.1\.member\.tagValue' .*less than or equal to 256/
  await assertRefused(set(keyId, [tag('k', 'v'.repeat(257))]), 'ValidationException', atValue)
})

test('a key has at most 50 tags', async () => {
  const { keyId } = await newKey(world)
  await set(
    keyId,
    Array.from({ length: 50 }, (_, index) => tag(`k${index}`)),
  )
  await assertRefused(set(keyId, [tag('one more')]), 'TagException', 'Too many tags')
  await set(keyId, [tag('k0', 'another value')])
})

// Authorization

test('it needs the permission on the key, and no other account has it', async () => {
  const Policy = keyPolicy(accountStatement(), accountStatement(OTHER_ACCOUNT))
  const { keyId, arn } = await newKey(world, { Policy })
  const reader = await world.user('reader', allow('kms:ListResourceTags'))
  await assertRefused(
    set(keyId, [tag('a')], reader),
    'AccessDeniedException',
    notAllowedByIam('reader', 'kms:TagResource', arn),
  )
  const foreigner = world.root(OTHER_ACCOUNT)
  await assertRefused(set(arn, [tag('a')], foreigner), 'AccessDeniedException')
})

test('a policy can ask which tags are set', async () => {
  const { keyId } = await newKey(world)
  const Condition = {
    StringEquals: { 'aws:RequestTag/team': 'payroll' },
    'ForAllValues:StringEquals': { 'aws:TagKeys': ['team', 'stage'] },
  }
  const tagger = await world.user('tagger', {
    Version: '2012-10-17',
    Statement: { Effect: 'Allow', Action: 'kms:TagResource', Resource: '*', Condition },
  })
  const denied = (...tags: Tag[]) =>
    assertRefused(set(keyId, tags, tagger), 'AccessDeniedException')
  await set(keyId, [tag('team', 'payroll'), tag('stage')], tagger)
  await denied(tag('team', 'sales'))
  await denied(tag('team', 'payroll'), tag('other'))
})

test('the tags of a key count in IAM policies and not in its key policy', async () => {
  const Condition = { StringEquals: { 'aws:ResourceTag/team': 'payroll' } }
  const named = await world.user('named')
  const byTag = statement({ AWS: userArn('named') }, 'kms:DescribeKey', { Condition })
  const Policy = keyPolicy(accountStatement(), byTag)
  const { keyId } = await newKey(world, { Policy, Tags: [tag('team', 'payroll')] })
  const inIam = await world.user('in-iam', {
    Version: '2012-10-17',
    Statement: { Effect: 'Allow', Action: 'kms:DescribeKey', Resource: '*', Condition },
  })
  const describe = new DescribeKeyCommand({ KeyId: keyId })
  await kmsAs(world, inIam).send(describe)
  await assertRefused(kmsAs(world, named).send(describe), 'AccessDeniedException')
})

// Behaviour

test('a tag that is set again keeps its place, and a new one is put last', async () => {
  const { keyId } = await newKey(world, { Tags: [tag('a', '1'), tag('b', '1')] })
  await set(keyId, [tag('c', '2'), tag('a', '2')])
  assert.deepEqual(await tagsOf(keyId), [tag('a', '2'), tag('b', '1'), tag('c', '2')])
  await set(keyId, [tag('A', 'another key'), tag('empty', '')])
  assert.equal((await tagsOf(keyId))?.length, 5)
})

test('the event holds the tags', async () => {
  const { keyId, arn } = await newKey(world)
  await set(keyId, [tag('Department', 'IT')])
  const event = await lastEvent(world, 'TagResource')
  const tags = [{ tagKey: 'Department', tagValue: 'IT' }]
  assert.deepEqual(event.requestParameters, { keyId, tags })
  assert.deepEqual(event.responseElements, { keyId: arn })
})
