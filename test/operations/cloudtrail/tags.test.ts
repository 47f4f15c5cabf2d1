// AddTags, RemoveTags and ListTags.

import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import type { Tag } from '@aws-sdk/client-cloudtrail'
import {
  AddTagsCommand,
  CloudTrailClient,
  ListTagsCommand,
  RemoveTagsCommand,
} from '@aws-sdk/client-cloudtrail'
import type { Credentials, TestWorld } from '../../fixtures/world.ts'
import { ACCOUNT, OTHER_ACCOUNT } from '../../fixtures/world.ts'
import { createTrail, startTrailWorld, trailArn } from './fixture.ts'

let world: TestWorld
const subject = trailArn('subject')

before(async () => {
  world = await startTrailWorld()
  await createTrail(world, 'subject')
  await createTrail(world, 'other')
})
after(() => world.close())

const send = (as?: Credentials) => world.client(CloudTrailClient, as)
const add = (TagsList: Tag[], ResourceId = subject, as?: Credentials) =>
  send(as).send(new AddTagsCommand({ ResourceId, TagsList }))
const remove = (TagsList: Tag[], ResourceId = subject, as?: Credentials) =>
  send(as).send(new RemoveTagsCommand({ ResourceId, TagsList }))
const list = async (ResourceIdList: string[] = [subject], as?: Credentials) =>
  (await send(as).send(new ListTagsCommand({ ResourceIdList }))).ResourceTagList

const team = { Key: 'team', Value: 'audit' }

// Validation

test('a resource is named by the ARN of a trail of the account', async () => {
  const refusal = {
    name: 'CloudTrailARNInvalidException',
    message: 'You must specify an ARN that the caller account can access.',
  }
  for (const id of ['subject', trailArn('subject', 'us-east-1', OTHER_ACCOUNT), 'arn:aws:x']) {
    await assert.rejects(add([team], id), refusal)
    await assert.rejects(remove([team], id), refusal)
    await assert.rejects(list([id]), refusal)
  }
  const channel = `arn:aws:cloudtrail:us-east-1:${ACCOUNT}:channel/x`
  await assert.rejects(add([team], channel), { name: 'ResourceTypeNotSupportedException' })
  await assert.rejects(add([team], trailArn('nothing')), { name: 'ResourceNotFoundException' })
  await assert.rejects(list([trailArn('nothing')]), { name: 'ResourceNotFoundException' })
})

test('tag keys are there once, are not reserved, and are fifty at most', async () => {
  const refusal = { name: 'InvalidTagParameterException' }
  await assert.rejects(add([team, team]), refusal)
  await assert.rejects(add([{ Key: 'AWS:x', Value: 'y' }]), refusal)
  await add([team])
  const fifty = Array.from({ length: 50 }, (_, index) => ({ Key: `k${index}`, Value: 'v' }))
  await assert.rejects(add(fifty), { name: 'TagsLimitExceededException' })
})

test('one to twenty trails are asked of, without a token', async () => {
  await assert.rejects(list([]), { name: 'ValidationException' })
  await assert.rejects(list(Array.from({ length: 21 }, () => subject)), {
    name: 'ValidationException',
  })
  const command = new ListTagsCommand({ ResourceIdList: [subject], NextToken: 'x' })
  await assert.rejects(send().send(command), { name: 'InvalidTokenException' })
})

test('tags are set in the home Region, and read where the trail shows', async () => {
  await createTrail(world, 'wide', { IsMultiRegionTrail: true, TagsList: [team] })
  const abroad = world.client(CloudTrailClient, undefined, 'eu-west-1')
  const refusal = {
    name: 'CloudTrailARNInvalidException',
    message: 'Region in ARN is wrong, you can only access resources in region eu-west-1.',
  }
  const input = { ResourceId: trailArn('wide'), TagsList: [team] }
  await assert.rejects(abroad.send(new AddTagsCommand(input)), refusal)
  await assert.rejects(abroad.send(new RemoveTagsCommand(input)), refusal)
  const ResourceIdList = [trailArn('wide')]
  const { ResourceTagList } = await abroad.send(new ListTagsCommand({ ResourceIdList }))
  assert.deepEqual(ResourceTagList?.[0]?.TagsList, [team])
  await assert.rejects(abroad.send(new ListTagsCommand({ ResourceIdList: [subject] })), refusal)
})

// Authorization

test('each needs its own action on every trail that is named; tags can decide', async () => {
  const bob = await world.user('bob', {
    Version: '2012-10-17',
    Statement: [
      {
        Effect: 'Allow',
        Action: ['cloudtrail:AddTags', 'cloudtrail:RemoveTags'],
        Resource: subject,
        Condition: { 'ForAllValues:StringEquals': { 'aws:TagKeys': ['team'] } },
      },
      { Effect: 'Allow', Action: 'cloudtrail:ListTags', Resource: subject },
    ],
  })
  const denied = { name: 'AccessDeniedException' }
  const owner = { Key: 'owner', Value: 'bob' }
  await assert.rejects(add([owner], subject, bob), denied)
  await assert.rejects(remove([owner], subject, bob), denied)
  await assert.rejects(add([team], trailArn('other'), bob), denied)
  await assert.rejects(list([subject, trailArn('other')], bob), denied)
  await add([team], subject, bob)
  assert.equal((await list([subject], bob))?.length, 1)
})

// Behaviour

test('a tag that is set again keeps its place; one that is removed is gone', async () => {
  const other = trailArn('other')
  await add([team, { Key: 'stage', Value: 'test' }, { Key: 'bare' }], other)
  await add([{ Key: 'team', Value: 'payroll' }], other)
  assert.deepEqual(await list([other]), [
    {
      ResourceId: other,
      TagsList: [
        { Key: 'team', Value: 'payroll' },
        { Key: 'stage', Value: 'test' },
        { Key: 'bare' },
      ],
    },
  ])
  await remove([{ Key: 'stage' }, { Key: 'team', Value: 'audit' }, { Key: 'nothing' }], other)
  assert.deepEqual((await list([other]))?.[0]?.TagsList, [
    { Key: 'team', Value: 'payroll' },
    { Key: 'bare' },
  ])
  const both = await list([subject, other])
  assert.deepEqual(
    both?.map(({ ResourceId }) => ResourceId),
    [subject, other],
  )
})
