// PutInsightSelectors and GetInsightSelectors: Insights are not built.

import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import type {
  GetInsightSelectorsCommandInput,
  InsightSelector,
  PutInsightSelectorsCommandInput,
} from '@aws-sdk/client-cloudtrail'
import {
  CloudTrailClient,
  GetInsightSelectorsCommand,
  PutInsightSelectorsCommand,
} from '@aws-sdk/client-cloudtrail'
import type { TestWorld } from '../../fixtures/world.ts'
import { allow } from '../../fixtures/world.ts'
import { createTrail, startTrailWorld, trailArn } from './fixture.ts'

let world: TestWorld

before(async () => {
  world = await startTrailWorld()
  await createTrail(world, 'subject')
})
after(() => world.close())

const get = (input: GetInsightSelectorsCommandInput) =>
  world.client(CloudTrailClient).send(new GetInsightSelectorsCommand(input))
const put = (input: PutInsightSelectorsCommandInput) =>
  world.client(CloudTrailClient).send(new PutInsightSelectorsCommand(input))

const NONE: InsightSelector[] = []

// Validation

test('a request is about one trail that exists', async () => {
  await assert.rejects(get({}), { name: 'InvalidParameterCombinationException' })
  await assert.rejects(put({ InsightSelectors: NONE, TrailName: 'nothing' }), {
    name: 'TrailNotFoundException',
  })
  await assert.rejects(get({ TrailName: 'nothing' }), { name: 'TrailNotFoundException' })
  const EventDataStore = 'arn:aws:cloudtrail:us-east-1:111122223333:eventdatastore/example'
  await assert.rejects(get({ EventDataStore }), { name: 'UnsupportedOperationException' })
  await assert.rejects(get({ EventDataStore, TrailName: 'subject' }), {
    name: 'InvalidParameterCombinationException',
  })
})

// Authorization

test('each needs its own action on the trail', async () => {
  const bob = await world.user('bob', allow('kms:*'))
  const bobs = world.client(CloudTrailClient, bob)
  const TrailName = 'subject'
  const denied = { name: 'AccessDeniedException' }
  await assert.rejects(bobs.send(new GetInsightSelectorsCommand({ TrailName })), denied)
  const off = new PutInsightSelectorsCommand({ TrailName, InsightSelectors: NONE })
  await assert.rejects(bobs.send(off), denied)
})

// Behaviour

test('Insights are not enabled, can be turned off, and cannot be turned on', async () => {
  await assert.rejects(get({ TrailName: 'subject' }), {
    name: 'InsightNotEnabledException',
    message:
      `Trail ${trailArn('subject')} does not have Insights enabled. ` +
      'Edit the trail settings to enable Insights, and then try the operation again.',
  })
  const off = await put({ TrailName: 'subject', InsightSelectors: NONE })
  assert.deepEqual([off.TrailARN, off.InsightSelectors], [trailArn('subject'), []])
  const on = { TrailName: 'subject', InsightSelectors: [{ InsightType: 'ApiCallRateInsight' }] }
  await assert.rejects(put(on as PutInsightSelectorsCommandInput), {
    name: 'UnsupportedOperationException',
  })
})
