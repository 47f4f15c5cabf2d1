import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
import { test } from 'node:test'
import { MiB } from '../../base/sizes.ts'
import { planDelivery } from './plan-delivery.ts'
import type { Trail } from './trail.ts'
import type { TrailEvent } from './trail-event.ts'
import { trailEvent } from './trail-event.ts'

const trail: Trail = {
  account: '111122223333',
  region: 'us-east-1',
  name: 'all',
  s3BucketName: 'logs',
  s3KeyPrefix: 'audit',
  isMultiRegionTrail: true,
  includeGlobalServiceEvents: true,
  recursiveLogging: true,
  loggingPeriods: [{ from: '2026-11-01T00:00:00.000Z' }],
}

const at = (time: string): Date => new Date(`2026-11-23T${time}Z`)

const clockAt = (now: Date) => ({ now, windowMs: 5 * 60 * 1000 })

interface Where {
  readonly account?: string
  readonly region?: string
  readonly characters?: number
}

function event(sequence: number, time: string, where: Where = {}): TrailEvent {
  const { account = '111122223333', region = 'us-east-1', characters = 0 } = where
  const record = { n: sequence, eventCategory: 'Management', pad: 'x'.repeat(characters) }
  const timeSeconds = at(time).getTime() / 1000
  return trailEvent(sequence, { account, region, timeSeconds, record: JSON.stringify(record) })
}

/** The numbers of the events in each file. */
const numbersIn = (events: readonly TrailEvent[], now: string) =>
  planDelivery(trail, events, clockAt(at(now))).files.map(({ content }) => {
    const { Records } = JSON.parse(Buffer.from(content).toString()) as { Records: { n: number }[] }
    return Records.map(({ n }) => n)
  })

test('a file holds the events of one window, account and Region, as they were recorded', () => {
  const events = [
    event(1, '10:01:00'),
    event(2, '10:02:00', { region: 'eu-west-1' }),
    event(3, '10:04:59'),
    event(4, '10:05:00'),
  ]
  assert.deepEqual(numbersIn(events, '10:10:00'), [[1, 3], [4], [2]])
})

test('the content is one line of JSON with the records as they are', () => {
  const one = event(7, '10:01:00')
  const [file] = planDelivery(trail, [one], clockAt(at('10:05:00'))).files
  assert.equal(Buffer.from(file?.content ?? '').toString(), `{"Records":[${one.record}]}`)
})

test('a file is told by the hash of its content and by its times', () => {
  const events = [event(1, '10:03:00'), event(2, '10:01:07'), event(3, '10:02:00')]
  const [file] = planDelivery(trail, events, clockAt(at('10:05:00'))).files
  assert.ok(file)
  assert.equal(file.hashValue, createHash('sha256').update(file.content).digest('hex'))
  assert.equal(file.newestEventTime, '2026-11-23T10:03:00Z')
  assert.equal(file.oldestEventTime, '2026-11-23T10:01:07Z')
  assert.equal(file.dueAt, '2026-11-23T10:05:00Z')
})

test('the key has the form that CloudTrail gives it', () => {
  const [file] = planDelivery(
    trail,
    [event(1, '23:58:00')],
    clockAt(new Date('2026-11-24T00:00:00Z')),
  ).files
  assert.equal(file?.s3Bucket, 'logs')
  const folder = 'audit/AWSLogs/111122223333/CloudTrail/us-east-1/2026/11/24/'
  assert.ok(file.s3Object.startsWith(folder))
  assert.match(
    file.s3Object.slice(folder.length),
    /^111122223333_CloudTrail_us-east-1_20261124T0000Z_[A-Za-z0-9]{16}\.json\.gz$/,
  )
})

test('without a prefix the key begins with AWSLogs; an organization has a folder', () => {
  const { s3KeyPrefix: _, ...plain } = trail
  const keyOf = (one: Trail) =>
    planDelivery(one, [event(1, '10:00:00')], clockAt(at('11:00:00'))).files[0]
  assert.match(keyOf(plain)?.s3Object ?? '', /^AWSLogs\/111122223333\/CloudTrail\//)
  const ofAll = keyOf({ ...plain, organizationId: 'o-exampleorgid' })
  assert.match(ofAll?.s3Object ?? '', /^AWSLogs\/o-exampleorgid\/111122223333\/CloudTrail\//)
})

test('a delivery that is made again later has the same keys, and the same bytes', () => {
  const events = [event(1, '10:01:00'), event(2, '10:02:00')]
  const first = planDelivery(trail, events, clockAt(at('10:05:00')))
  assert.deepEqual(planDelivery(trail, events, clockAt(at('15:00:00'))), first)
})

test('trail, account, Region and first event each make another key', () => {
  const keys = [
    planDelivery(trail, [event(1, '10:01:00')], clockAt(at('11:00:00'))),
    planDelivery({ ...trail, name: 'other' }, [event(1, '10:01:00')], clockAt(at('11:00:00'))),
    planDelivery(
      { ...trail, region: 'eu-west-1' },
      [event(1, '10:01:00')],
      clockAt(at('11:00:00')),
    ),
    planDelivery(trail, [event(2, '10:01:00')], clockAt(at('11:00:00'))),
  ].map(({ files }) => files[0]?.s3Object)
  assert.equal(new Set(keys).size, keys.length)
})

test('a window is waited for, and all that was recorded behind its first event', () => {
  const events = [event(1, '10:04:00'), event(2, '10:05:00'), event(3, '10:04:59')]
  assert.deepEqual(numbersIn(events, '10:09:59'), [[1]])
  assert.equal(planDelivery(trail, events, clockAt(at('10:09:59'))).through, 1)
  assert.equal(planDelivery(trail, events, clockAt(at('10:10:00'))).through, 3)
})

test('an event that was recorded late goes into the file of the time', () => {
  const events = [event(1, '10:05:00'), event(2, '10:04:59'), event(3, '10:06:00')]
  assert.deepEqual(numbersIn(events, '10:10:00'), [[1, 2, 3]])
})

test('events that the trail does not select are settled as well', () => {
  const quiet: Trail = { ...trail, isMultiRegionTrail: false }
  const events = [event(8, '10:00:00', { region: 'eu-west-1' })]
  assert.deepEqual(planDelivery(quiet, events, clockAt(at('10:05:00'))), { files: [], through: 8 })
  assert.deepEqual(planDelivery(quiet, [], clockAt(at('10:05:00'))), {
    files: [],
    through: undefined,
  })
})

test('a file that is full is followed by another', () => {
  const large = { characters: 6 * MiB }
  const events = [1, 2, 3, 4, 5].map((sequence) => event(sequence, '10:01:00', large))
  assert.deepEqual(numbersIn(events, '10:05:00'), [[1, 2], [3, 4], [5]])
})
