// The feed of trails: every event, of both categories, once, in the order of recording.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import fc from 'fast-check'
import type { PlacedEvent, Store, StoredEvent } from '../../src/store/store.ts'
import { openNew, type NewPlace } from './place.ts'
import { eventIds, everything, noon, sampleEvent } from './samples.ts'

const daySeconds = 24 * 60 * 60
const longerThanAMoveMs = 700
const turnsMax = 10_000

// Ids repeat, and the clock is set back by days: the times are in no order.
const events = fc.array(
  fc
    .record({
      eventId: fc.integer({ min: 0, max: 9 }).map((index) => `event-${index}`),
      timeSeconds: fc
        .tuple(fc.integer({ min: 0, max: 3 }), fc.integer({ min: 0, max: 2 }))
        .map(([day, second]) => noon - day * daySeconds + second),
      category: fc.constantFrom('Data' as const, undefined),
    })
    .map(({ eventId, timeSeconds, category }) =>
      sampleEvent(eventId, { timeSeconds, ...(category && { category }) }),
    ),
  { minLength: 1, maxLength: 40 },
)

/** What a trail gets that asks again and again from where it stands. */
async function feed(store: Store, limit: number, sequence = 0): Promise<readonly PlacedEvent[]> {
  const fed: PlacedEvent[] = []
  for (;;) {
    const behind = fed.at(-1)?.position.sequence ?? sequence
    const more = await store.eventsBehind({ sequence: behind, limit })
    assert.ok(more.length <= limit)
    if (more.length === 0) return fed
    fed.push(...more)
  }
}

async function requireFeed(store: Store, recorded: readonly StoredEvent[]): Promise<void> {
  const all = await feed(store, 1000)
  assert.deepEqual(
    all.map(({ event }) => event),
    recorded,
  )
  assert.deepEqual(await feed(store, 3), all)
  assert.equal(all.at(-1)?.position.sequence, store.newestSequence())
  const middle = all[Math.floor(all.length / 2)]?.position.sequence ?? 0
  const behind = all.filter(({ position }) => position.sequence > middle)
  assert.deepEqual(await feed(store, 2, middle), behind)
}

export function feedConformance(name: string, newPlace: NewPlace): void {
  orderConformance(name, newPlace)
  endConformance(name, newPlace)
}

function orderConformance(name: string, newPlace: NewPlace): void {
  test(`${name}: the feed is what was recorded, moved and reopened`, async (t) => {
    for (const recorded of fc.sample(events, 3)) {
      const place = newPlace()
      t.after(() => place.remove())
      const store = await place.open()
      const half = Math.floor(recorded.length / 2)
      await store.append({ changes: [], events: recorded.slice(0, half) })
      await sleep(longerThanAMoveMs)
      await store.append({ changes: [], events: recorded.slice(half) })
      await requireFeed(store, recorded)
      await sleep(longerThanAMoveMs)
      await requireFeed(store, recorded)
      await store.close()

      const reopened = await place.open()
      await requireFeed(reopened, recorded)
      await reopened.close()
    }
  })

  test(`${name}: a trail that follows while events come and move misses none`, async (t) => {
    const store = await openNew(t, newPlace)
    const recorded = Array.from({ length: 600 }, (_, index) =>
      sampleEvent(`event-${index}`, { timeSeconds: noon - (index % 5) * daySeconds }),
    )
    const writing = appendSlowly(store, recorded)
    const fed: PlacedEvent[] = []
    for (let turn = 0; turn < turnsMax && fed.length < recorded.length; turn += 1) {
      const sequence = fed.at(-1)?.position.sequence ?? 0
      fed.push(...(await store.eventsBehind({ sequence, limit: 7 })))
      await sleep(1)
    }
    await writing
    assert.deepEqual(eventIds(fed.map(({ event }) => event)), eventIds(recorded))
  })
}

function endConformance(name: string, newPlace: NewPlace): void {
  test(`${name}: data events are fed, and no lookup finds them`, async (t) => {
    const store = await openNew(t, newPlace)
    const recorded = [sampleEvent('management'), sampleEvent('data', { category: 'Data' })]
    await store.append({ changes: [], events: recorded })
    for (const moved of [false, true]) {
      if (moved) await sleep(longerThanAMoveMs)
      assert.deepEqual(eventIds((await store.events(everything)).events), ['management'])
      const byName = ['EventName', 'PutKeyPolicy'] as const
      const named = await store.events({ ...everything, attribute: byName })
      assert.deepEqual(eventIds(named.events), ['management'])
      const byId = await store.events({ ...everything, attribute: ['EventId', 'data'] })
      assert.deepEqual(byId.events, [])
      await requireFeed(store, recorded)
    }
  })

  test(`${name}: what was forgotten is not fed, and numbers go on`, async (t) => {
    const store = await openNew(t, newPlace)
    assert.equal(store.newestSequence(), 0)
    assert.deepEqual(await store.eventsBehind({ sequence: 0, limit: 10 }), [])
    await store.append({ changes: [], events: [sampleEvent('e1'), sampleEvent('e2')] })
    const newest = store.newestSequence()
    await store.emptyAllExcept([])
    assert.equal(store.newestSequence(), newest)
    assert.deepEqual(await feed(store, 10), [])
    await store.append({ changes: [], events: [sampleEvent('e3')] })
    const [only, ...others] = await feed(store, 10)
    assert.deepEqual(others, [])
    assert.equal(only?.event.eventId, 'e3')
    assert.ok(only.position.sequence > newest)
  })

  test(`${name}: a day stays until a trail that lags has all of it`, async (t) => {
    const store = await openNew(t, newPlace)
    const old = [2, 2, 1, 0].map((ago, index) =>
      sampleEvent(`${index}`, { timeSeconds: noon - ago * daySeconds }),
    )
    await store.append({ changes: [], events: old })
    await sleep(longerThanAMoveMs)
    const [first, second] = await feed(store, 10)
    const today = new Date(noon * 1000)
    await store.dropEventDaysBefore(today, first?.position.sequence)
    assert.deepEqual(eventIds((await feed(store, 10)).map(({ event }) => event)), [
      '0',
      '1',
      '2',
      '3',
    ])
    await store.dropEventDaysBefore(today, second?.position.sequence)
    assert.deepEqual(eventIds((await feed(store, 10)).map(({ event }) => event)), ['2', '3'])
    await store.dropEventDaysBefore(today)
    assert.deepEqual(eventIds((await feed(store, 10)).map(({ event }) => event)), ['3'])
  })
}

async function appendSlowly(store: Store, recorded: readonly StoredEvent[]): Promise<void> {
  for (const event of recorded) {
    await store.append({ changes: [], events: [event] })
    await sleep(2)
  }
}
