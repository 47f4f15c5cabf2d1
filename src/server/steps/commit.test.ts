import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Exchange } from '../exchange.ts'
import { commit } from './commit.ts'

const event = { eventId: '1' }

/** An exchange that has performed, with a store that does this. */
const exchange = (append: () => Promise<void>, told: string[], more: object = {}): Exchange =>
  ({
    house: { store: { append, queued: () => 0 } },
    performed: { committed: () => told.push('committed') },
    events: [event],
    ...more,
  }) as unknown as Exchange

test('who waits for changes is told when they are durable, and not before', async () => {
  const told: string[] = []
  const append = async () => {
    await Promise.resolve()
    told.push('durable')
  }
  await commit(exchange(append, told))
  assert.deepEqual(told, ['durable', 'committed'])
})

test('who leaves no trace waits for the changes that it may have seen', async () => {
  const told: string[] = []
  const append = async () => void told.push('durable')
  const store = { append, queued: () => 1 }
  const reader = { house: { store }, performed: {}, events: [] } as unknown as Exchange
  await commit(reader)
  assert.deepEqual(told, ['durable'])
})

test('who waits for changes is told nothing when there are none', async () => {
  const told: string[] = []
  const full = () => Promise.reject(new Error('the disk is full'))
  await assert.rejects(async () => commit(exchange(full, told)), /full/)
  await commit(exchange(() => Promise.resolve(), told, { failure: new Error('refused') }))
  assert.deepEqual(told, [])
})
