import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { ListResourceTagsCommand, UntagResourceCommand } from '@aws-sdk/client-kms'
import type { Credentials, TestWorld } from '../../fixtures/world.ts'
import { OTHER_ACCOUNT, startWorld } from '../../fixtures/world.ts'
import {
  accountStatement,
  assertRefused,
  keyPolicy,
  kmsAs,
  lastEvent,
  MISSING_KEY_ID,
  newKey,
} from './fixture.ts'

let world: TestWorld

before(async () => {
  world = await startWorld()
})
after(() => world.close())

const Tags = ['a', 'b', 'c'].map((TagKey) => ({ TagKey, TagValue: 'x' }))

const untag = (KeyId: string, TagKeys: string[], credentials?: Credentials) =>
  kmsAs(world, credentials).send(new UntagResourceCommand({ KeyId, TagKeys }))

// Validation

test('the key must exist, and tag keys are named in full', async () => {
  await assertRefused(untag(MISSING_KEY_ID, ['a']), 'NotFoundException')
  const { keyId } = await newKey(world, { Tags })
  await assertRefused(untag(keyId, ['']), 'ValidationException', /'tagKeys.*greater than or equal/)
})

// Authorization

test('a policy can ask which tags are taken away', async () => {
  const Condition = { 'ForAllValues:StringEquals': { 'aws:TagKeys': ['a'] } }
  const untagger = await world.user('untagger', {
    Version: '2012-10-17',
    Statement: { Effect: 'Allow', Action: 'kms:UntagResource', Resource: '*', Condition },
  })
  const { keyId } = await newKey(world, { Tags })
  await untag(keyId, ['a'], untagger)
  await assertRefused(untag(keyId, ['a', 'b'], untagger), 'AccessDeniedException')
})

test('another account never takes tags away, even if the key policy allows it', async () => {
  const Policy = keyPolicy(accountStatement(), accountStatement(OTHER_ACCOUNT))
  const { arn } = await newKey(world, { Policy, Tags })
  await assertRefused(untag(arn, ['a'], world.root(OTHER_ACCOUNT)), 'AccessDeniedException')
})

// Behaviour

test('the tags are gone, the others stay in order, and unknown ones are passed over', async () => {
  const { keyId } = await newKey(world, { Tags })
  await untag(keyId, ['b', 'never there', 'A'])
  const { Tags: left } = await kmsAs(world).send(new ListResourceTagsCommand({ KeyId: keyId }))
  assert.deepEqual(left, [Tags[0], Tags[2]])
})

test('the event holds the keys of the tags', async () => {
  const { keyId, arn } = await newKey(world, { Tags })
  await untag(keyId, ['a'])
  const event = await lastEvent(world, 'UntagResource')
  assert.deepEqual(event.requestParameters, { keyId, tagKeys: ['a'] })
  assert.deepEqual(event.responseElements, { keyId: arn })
})
