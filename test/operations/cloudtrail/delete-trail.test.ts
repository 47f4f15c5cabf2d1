import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import {
  CloudTrailClient,
  DeleteTrailCommand,
  GetTrailStatusCommand,
  ListTrailsCommand,
  StartLoggingCommand,
} from '@aws-sdk/client-cloudtrail'
import { newDigestState } from '../../../src/audit/trail/plan-digests.ts'
import { digestStates, trailDeliveries } from '../../../src/services/cloudtrail/tables.ts'
import type { Store } from '../../../src/store/store.ts'
import { change } from '../../../src/store/store.ts'
import type { Credentials, TestWorld } from '../../fixtures/world.ts'
import { ACCOUNT, allow } from '../../fixtures/world.ts'
import { createTrail, recordOf, restarted, startTrailWorld, trailArn } from './fixture.ts'

let world: TestWorld

before(async () => {
  world = await startTrailWorld()
})
after(() => world.close())

const remove = (Name: string, as?: Credentials, region?: string) =>
  world.client(CloudTrailClient, as, region).send(new DeleteTrailCommand({ Name }))

// Validation

test('only a trail that exists can be deleted, in its home Region', async () => {
  await assert.rejects(remove('nothing'), {
    name: 'TrailNotFoundException',
    message: `Unknown trail: ${trailArn('nothing')} for the user: ${ACCOUNT}`,
  })
  await createTrail(world, 'wide', { IsMultiRegionTrail: true })
  await assert.rejects(remove(trailArn('wide'), undefined, 'eu-west-1'), {
    name: 'InvalidHomeRegionException',
  })
  await assert.rejects(remove('x'), { name: 'InvalidTrailNameException' })
})

// Authorization

test('it needs cloudtrail:DeleteTrail on the trail', async () => {
  await createTrail(world, 'guarded')
  const bob = await world.user('bob', allow('cloudtrail:DeleteTrail', trailArn('other')))
  await assert.rejects(remove('guarded', bob), {
    name: 'AccessDeniedException',
    message: /cloudtrail:DeleteTrail on resource: arn:aws:cloudtrail:us-east-1:\d+:trail\/guarded/,
  })
})

// Behaviour

test('a deleted trail is gone, and one that is made again starts anew', async () => {
  const client = world.client(CloudTrailClient)
  await createTrail(world, 'short')
  await client.send(new StartLoggingCommand({ Name: 'short' }))
  await remove(trailArn('short'))
  const { Trails = [] } = await client.send(new ListTrailsCommand({}))
  assert.ok(Trails.every(({ Name }) => Name !== 'short'))
  await assert.rejects(remove('short'), { name: 'TrailNotFoundException' })
  await createTrail(world, 'short')
  const status = await client.send(new GetTrailStatusCommand({ Name: 'short' }))
  assert.deepEqual([status.IsLogging, status.TimeLoggingStarted], [false, ''])
})

const place = { account: ACCOUNT, region: 'us-east-1' }

/** What delivery keeps about a trail, put there for it. */
async function keepDelivery(store: Store, name: string): Promise<void> {
  const id = `${ACCOUNT}/us-east-1/${name}`
  const state = newDigestState(place, new Date('2026-11-23T10:00:00Z'))
  const changes = [
    change(trailDeliveries, id, undefined, { through: 7 }),
    change(digestStates, `${id}/${ACCOUNT}/us-east-1`, undefined, state),
    change(digestStates, `${id}/${ACCOUNT}/eu-west-1`, undefined, state),
  ]
  await store.append({ changes, events: [] })
}

test('with a trail goes all that delivery keeps about it, and about no other', async () => {
  const fresh = await startTrailWorld()
  await createTrail(fresh, 'gone')
  await createTrail(fresh, 'gone-not')
  const own = await restarted(fresh, async (store) => {
    await keepDelivery(store, 'gone')
    await keepDelivery(store, 'gone-not')
  })
  await own.client(CloudTrailClient).send(new DeleteTrailCommand({ Name: 'gone' }))
  const left: string[] = []
  const again = await restarted(own, async (store) => {
    const rows = [
      ...store.page(trailDeliveries, { limit: 10 }),
      ...store.page(digestStates, { limit: 10 }),
    ]
    left.push(...rows.map(({ id }) => id))
  })
  await again.close()
  const id = `${ACCOUNT}/us-east-1/gone-not`
  assert.deepEqual(left, [id, `${id}/${ACCOUNT}/eu-west-1`, `${id}/${ACCOUNT}/us-east-1`])
})

test('the event tells the name and answers nothing', async () => {
  await createTrail(world, 'seen')
  await remove('seen')
  const record = await recordOf(world, 'DeleteTrail')
  assert.deepEqual(record['requestParameters'], { name: 'seen' })
  assert.equal(record['responseElements'], null)
})
