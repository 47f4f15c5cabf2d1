// PutEventSelectors and GetEventSelectors.

import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import type {
  AdvancedFieldSelector,
  EventSelector,
  PutEventSelectorsCommandInput,
} from '@aws-sdk/client-cloudtrail'
import {
  CloudTrailClient,
  GetEventSelectorsCommand,
  GetTrailCommand,
  PutEventSelectorsCommand,
} from '@aws-sdk/client-cloudtrail'
import type { TestWorld } from '../../fixtures/world.ts'
import { allow } from '../../fixtures/world.ts'
import { createTrail, startTrailWorld, trailArn } from './fixture.ts'

let world: TestWorld
let client: CloudTrailClient

before(async () => {
  world = await startTrailWorld()
  client = world.client(CloudTrailClient)
  await createTrail(world, 'subject', { IsMultiRegionTrail: true })
})
after(() => world.close())

const put = (input: Omit<PutEventSelectorsCommandInput, 'TrailName'>) =>
  client.send(new PutEventSelectorsCommand({ TrailName: 'subject', ...input }))

const putBasic = (...EventSelectors: EventSelector[]) => put({ EventSelectors })
const putAdvanced = (...FieldSelectors: AdvancedFieldSelector[]) =>
  put({ AdvancedEventSelectors: [{ FieldSelectors }] })

const refusal = { name: 'InvalidEventSelectorsException' }
const DEFAULT = {
  ReadWriteType: 'All',
  IncludeManagementEvents: true,
  DataResources: [],
  ExcludeManagementEventSources: [],
}

// Validation

test('a trail has one to five selectors of one kind', async () => {
  await assert.rejects(put({}), refusal)
  await assert.rejects(putBasic(...Array.from({ length: 6 }, () => ({}))), refusal)
  const AdvancedEventSelectors = [
    { FieldSelectors: [{ Field: 'eventCategory', Equals: ['Management'] }] },
  ]
  await assert.rejects(put({ EventSelectors: [{}], AdvancedEventSelectors }), refusal)
})

test('basic selectors know two sources, three types and what their values look like', async () => {
  await assert.rejects(putBasic({ ExcludeManagementEventSources: ['iam.amazonaws.com'] }), {
    ...refusal,
    message: 'Value iam.amazonaws.com for ExcludeManagementEventSources is invalid.',
  })
  const ExcludeManagementEventSources = ['kms.amazonaws.com']
  await assert.rejects(
    putBasic({ IncludeManagementEvents: false, ExcludeManagementEventSources }),
    refusal,
  )
  await assert.rejects(putBasic({ IncludeManagementEvents: false }), refusal)
  const data = (Type: string, ...Values: string[]) =>
    putBasic({ DataResources: [{ Type, Values }] })
  await assert.rejects(data('AWS::S3::Bucket', 'arn:aws:s3'), refusal)
  await assert.rejects(data('AWS::S3::Object'), refusal)
  for (const value of ['arn:aws:s3:::*', 'arn:aws:s3:::wages', 'wages/']) {
    await assert.rejects(data('AWS::S3::Object', value), {
      ...refusal,
      message: `Value ${value} for DataResources.Values is invalid.`,
    })
  }
  await assert.rejects(data('AWS::Lambda::Function', 'arn:aws:lambda:*'), refusal)
  const many = Array.from({ length: 251 }, (_, index) => `arn:aws:s3:::wages/${index}`)
  await assert.rejects(data('AWS::S3::Object', ...many), refusal)
})

test('advanced selectors need a category, and fields and operators that go with it', async () => {
  const management = { Field: 'eventCategory', Equals: ['Management'] }
  const data = { Field: 'eventCategory', Equals: ['Data'] }
  const objects = { Field: 'resources.type', Equals: ['AWS::S3::Object'] }
  const wrong: readonly (readonly AdvancedFieldSelector[])[] = [
    [objects],
    [{ Field: 'eventCategory', Equals: ['Insight'] }],
    [{ Field: 'eventCategory', Equals: ['Management', 'Data'] }],
    [{ Field: 'eventCategory', NotEquals: ['Data'] }],
    [management, management],
    [management, objects],
    [management, { Field: 'eventSource', Equals: ['kms.amazonaws.com'] }],
    [management, { Field: 'eventSource', NotEquals: ['iam.amazonaws.com'] }],
    [management, { Field: 'readOnly', Equals: ['yes'] }],
    [management, { Field: 'readOnly', NotEquals: ['true'] }],
    [data],
    [data, { Field: 'resources.type', StartsWith: ['AWS::S3'] }],
    [data, objects, { Field: 'eventName' }],
    [data, objects, { Field: 'errorCode', Equals: ['AccessDenied'] }],
    [{ Field: 'eventCategory', Equals: ['NetworkActivity'] }],
  ]
  for (const fields of wrong) await assert.rejects(putAdvanced(...fields), refusal)
  const many = Array.from({ length: 501 }, (_, index) => `name${index}`)
  await assert.rejects(putAdvanced(data, objects, { Field: 'eventName', Equals: many }), refusal)
})

test('the trail must exist, and selectors are put in its home Region', async () => {
  const EventSelectors = [{}]
  const nothing = new PutEventSelectorsCommand({ TrailName: 'nothing', EventSelectors })
  await assert.rejects(client.send(nothing), { name: 'TrailNotFoundException' })
  const abroad = world.client(CloudTrailClient, undefined, 'eu-west-1')
  const TrailName = trailArn('subject')
  await assert.rejects(abroad.send(new PutEventSelectorsCommand({ TrailName, EventSelectors })), {
    name: 'InvalidHomeRegionException',
  })
})

// Authorization

test('each needs its own action on the trail', async () => {
  const bob = await world.user('bob', allow('cloudtrail:GetEventSelectors', trailArn('subject')))
  const bobs = world.client(CloudTrailClient, bob)
  const TrailName = 'subject'
  await assert.rejects(
    bobs.send(new PutEventSelectorsCommand({ TrailName, EventSelectors: [{}] })),
    { name: 'AccessDeniedException' },
  )
  await assert.rejects(bobs.send(new GetEventSelectorsCommand({ TrailName: 'other' })), {
    name: 'AccessDeniedException',
  })
  await bobs.send(new GetEventSelectorsCommand({ TrailName }))
})

// Behaviour

async function stored(region?: string) {
  const TrailName = trailArn('subject')
  const reader = world.client(CloudTrailClient, undefined, region)
  const { $metadata: _, ...rest } = await reader.send(new GetEventSelectorsCommand({ TrailName }))
  return rest
}

const isCustom = async () =>
  (await client.send(new GetTrailCommand({ Name: 'subject' }))).Trail?.HasCustomEventSelectors

test('a trail without selectors has the default', async () => {
  assert.deepEqual(await stored(), { TrailARN: trailArn('subject'), EventSelectors: [DEFAULT] })
  assert.equal(await isCustom(), false)
})

test('basic selectors are kept with the defaults filled in', async () => {
  const DataResources = [{ Type: 'AWS::S3::Object', Values: ['arn:aws:s3:::wages/'] }]
  const kept = [
    { ...DEFAULT, DataResources },
    { ...DEFAULT, ExcludeManagementEventSources: ['kms.amazonaws.com'] },
  ]
  const answer = await putBasic(
    { DataResources },
    { ExcludeManagementEventSources: ['kms.amazonaws.com'] },
  )
  assert.deepEqual(answer.EventSelectors, kept)
  assert.deepEqual((await stored('eu-west-1')).EventSelectors, kept)
  assert.equal(await isCustom(), true)
  await putBasic({})
  assert.equal(await isCustom(), false)
})

test('advanced selectors take the place of basic ones, and the other way round', async () => {
  const AdvancedEventSelectors = [
    {
      Name: 'objects',
      FieldSelectors: [
        { Field: 'eventCategory', Equals: ['Data'] },
        { Field: 'resources.type', Equals: ['AWS::S3::Object'] },
        { Field: 'resources.ARN', NotStartsWith: ['arn:aws:s3:::logs/'] },
      ],
    },
    {
      FieldSelectors: [
        { Field: 'eventCategory', Equals: ['Management'] },
        { Field: 'eventSource', NotEquals: ['kms.amazonaws.com'] },
        { Field: 'readOnly', Equals: ['false'] },
      ],
    },
  ]
  await put({ AdvancedEventSelectors })
  assert.deepEqual(await stored(), { TrailARN: trailArn('subject'), AdvancedEventSelectors })
  assert.equal(await isCustom(), true)
  await putBasic({ ReadWriteType: 'WriteOnly' })
  assert.deepEqual(await stored(), {
    TrailARN: trailArn('subject'),
    EventSelectors: [{ ...DEFAULT, ReadWriteType: 'WriteOnly' }],
  })
})
