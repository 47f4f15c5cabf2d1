// StartLogging, StopLogging and GetTrailStatus.

import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import {
  CloudTrailClient,
  GetTrailStatusCommand,
  StartLoggingCommand,
  StopLoggingCommand,
} from '@aws-sdk/client-cloudtrail'
import { trailDeliveries } from '../../../src/services/cloudtrail/tables.ts'
import { change } from '../../../src/store/store.ts'
import type { TestWorld } from '../../fixtures/world.ts'
import { ACCOUNT, allow } from '../../fixtures/world.ts'
import { createTrail, recordOf, restarted, startTrailWorld, trailArn } from './fixture.ts'

let world: TestWorld
let client: CloudTrailClient

before(async () => {
  world = await startTrailWorld()
  client = world.client(CloudTrailClient)
  await createTrail(world, 'wide', { IsMultiRegionTrail: true })
  await createTrail(world, 'subject')
})
after(() => world.close())

const start = (Name: string) => client.send(new StartLoggingCommand({ Name }))
const stop = (Name: string) => client.send(new StopLoggingCommand({ Name }))

async function statusOf(Name: string) {
  const { $metadata: _, ...status } = await client.send(new GetTrailStatusCommand({ Name }))
  return status
}

// Validation

test('the trail must exist', async () => {
  const refusal = {
    name: 'TrailNotFoundException',
    message: `Unknown trail: ${trailArn('nothing')} for the user: ${ACCOUNT}`,
  }
  await assert.rejects(start('nothing'), refusal)
  await assert.rejects(stop('nothing'), refusal)
  await assert.rejects(statusOf('nothing'), refusal)
})

test('a shadow trail cannot be started or stopped', async () => {
  const abroad = world.client(CloudTrailClient, undefined, 'eu-west-1')
  const input = { Name: trailArn('wide') }
  const refusal = { name: 'InvalidHomeRegionException' }
  await assert.rejects(abroad.send(new StartLoggingCommand(input)), refusal)
  await assert.rejects(abroad.send(new StopLoggingCommand(input)), refusal)
})

// Authorization

test('each needs its own action on the trail', async () => {
  const bob = await world.user('bob', allow('cloudtrail:GetTrailStatus', trailArn('wide')))
  const bobs = world.client(CloudTrailClient, bob)
  const denied = { name: 'AccessDeniedException' }
  await assert.rejects(bobs.send(new StartLoggingCommand({ Name: 'wide' })), denied)
  await assert.rejects(bobs.send(new StopLoggingCommand({ Name: 'wide' })), denied)
  await assert.rejects(bobs.send(new GetTrailStatusCommand({ Name: 'subject' })), denied)
  const { IsLogging } = await bobs.send(new GetTrailStatusCommand({ Name: 'wide' }))
  assert.equal(IsLogging, false)
})

// Behaviour

test('a trail that never logged has empty times', async () => {
  await createTrail(world, 'fresh')
  assert.deepEqual(await statusOf('fresh'), {
    IsLogging: false,
    LatestDeliveryAttemptTime: '',
    LatestNotificationAttemptTime: '',
    LatestNotificationAttemptSucceeded: '',
    LatestDeliveryAttemptSucceeded: '',
    TimeLoggingStarted: '',
    TimeLoggingStopped: '',
  })
})

test('starting and stopping are told with their times; a second time changes nothing', async () => {
  await start('subject')
  const started = await statusOf('subject')
  assert.equal(started.IsLogging, true)
  assert.ok(started.StartLoggingTime instanceof Date)
  assert.match(started.TimeLoggingStarted ?? '', /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/)
  await start('subject')
  assert.deepEqual(await statusOf('subject'), started)

  await stop('subject')
  const stopped = await statusOf('subject')
  assert.equal(stopped.IsLogging, false)
  assert.deepEqual(stopped.StartLoggingTime, started.StartLoggingTime)
  assert.ok(stopped.StopLoggingTime && stopped.StopLoggingTime >= (started.StartLoggingTime ?? 0))
  await stop('subject')
  assert.deepEqual(await statusOf('subject'), stopped)

  await start('subject')
  const again = await statusOf('subject')
  assert.equal(again.IsLogging, true)
  assert.deepEqual(again.StopLoggingTime, stopped.StopLoggingTime)
})

test('the status of a multi-Region trail is the same in every Region, by its ARN', async () => {
  await start('wide')
  const abroad = world.client(CloudTrailClient, undefined, 'eu-west-1')
  const status = await abroad.send(new GetTrailStatusCommand({ Name: trailArn('wide') }))
  assert.equal(status.IsLogging, true)
})

test('the status tells of the latest deliveries', async () => {
  const fresh = await startTrailWorld()
  await createTrail(fresh, 'delivering')
  const id = `${ACCOUNT}/us-east-1/delivering`
  const own = await restarted(fresh, async (store) => {
    const delivery = {
      through: 7,
      latestDeliveryAt: '2026-11-23T10:05:01.500Z',
      latestDeliveryAttemptAt: '2026-11-23T10:10:02.000Z',
      latestDeliveryError: 'NoSuchBucket',
      latestDigestDeliveryAt: '2026-11-23T10:00:00.000Z',
      latestDigestDeliveryError: 'AccessDenied',
    }
    await store.append({ changes: [change(trailDeliveries, id, undefined, delivery)], events: [] })
  })
  try {
    const command = new GetTrailStatusCommand({ Name: 'delivering' })
    const status = await own.client(CloudTrailClient).send(command)
    assert.deepEqual(status.LatestDeliveryTime, new Date('2026-11-23T10:05:01.500Z'))
    assert.equal(status.LatestDeliveryAttemptTime, '2026-11-23T10:10:02Z')
    assert.equal(status.LatestDeliveryAttemptSucceeded, '2026-11-23T10:05:01Z')
    assert.equal(status.LatestDeliveryError, 'NoSuchBucket')
    assert.deepEqual(status.LatestDigestDeliveryTime, new Date('2026-11-23T10:00:00Z'))
    assert.equal(status.LatestDigestDeliveryError, 'AccessDenied')
  } finally {
    await own.close()
  }
})

test('the events tell the name and answer nothing', async () => {
  await stop('wide')
  const record = await recordOf(world, 'StopLogging')
  assert.deepEqual(record['requestParameters'], { name: 'wide' })
  assert.equal(record['responseElements'], null)
  assert.equal(record['readOnly'], false)
})
