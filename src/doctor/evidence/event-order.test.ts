import assert from 'node:assert/strict'
import { test } from 'node:test'
import { inOrder } from './event-order.ts'
import type { PolicyEvent } from './policy-event.ts'

const event = (
  eventId: string,
  eventTime: string,
  eventName: PolicyEvent['eventName'] = 'PutKeyPolicy',
): PolicyEvent => ({
  ...{ eventId, eventTime, eventName },
  by: '',
  sourceIp: '',
  userAgent: '',
  bypassed: false,
  policy: undefined,
  error: undefined,
})

const idsOf = (events: readonly PolicyEvent[]) => inOrder(events).map(({ eventId }) => eventId)

test('events of one second keep the order of the logs, and the creation stands before them', () => {
  const second = '2026-11-23T16:20:11Z'
  const found = [event('z', second), event('a', second), event('c', second, 'CreateKey')]
  assert.deepEqual(idsOf(found), ['c', 'z', 'a'])
})

test('an event that the logs hold twice is one event', () => {
  const [early, late] = [event('1', '2024-01-01T00:00:00Z'), event('2', '2025-01-01T00:00:00Z')]
  assert.deepEqual(idsOf([late, early, late]), ['1', '2'])
})
