// What every store does, whatever it keeps its rows in.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { StaleChange } from '../../src/store/store.ts'
import { eventConformance } from './event-conformance.ts'
import { feedConformance } from './feed-conformance.ts'
import { fileConformance } from './file-conformance.ts'
import { openNew, type NewPlace } from './place.ts'
import { viewConformance } from './view-conformance.ts'
import {
  alice,
  bob,
  eventIds,
  everything,
  notes,
  putNote,
  sampleEvent,
  settings,
} from './samples.ts'

/** Every store passes this; a new backend is one line in a test file. */
export function storeConformance(name: string, newPlace: NewPlace): void {
  queueConformance(name, newPlace)
  endConformance(name, newPlace)
  changeConformance(name, newPlace)
  viewConformance(name, newPlace)
  eventConformance(name, newPlace)
  feedConformance(name, newPlace)
  fileConformance(name, newPlace)
}

function queueConformance(name: string, newPlace: NewPlace): void {
  test(`${name}: what was appended is read back after reopening`, async (context) => {
    const place = newPlace()
    context.after(() => place.remove())
    const first = await place.open()
    await first.append({ changes: [putNote(first, '1234', alice)], events: [sampleEvent('e1')] })
    const before = first.get(notes, '1234')
    await first.close()

    const second = await place.open()
    assert.deepEqual(second.get(notes, '1234'), before)
    assert.deepEqual(second.find(notes, 'owner', 'alice', { limit: 10 }), [before])
    assert.deepEqual((await second.events(everything)).events, [sampleEvent('e1')])
    await second.close()
  })

  test(`${name}: a change is visible before it is durable`, async (context) => {
    const store = await openNew(context, newPlace)
    const durable = store.append({ changes: [putNote(store, '1234', alice)], events: [] })
    assert.deepEqual(store.get(notes, '1234')?.value, alice)
    await durable
    assert.deepEqual(store.get(notes, '1234')?.value, alice)
  })

  test(`${name}: appends become durable in the order they were made`, async (context) => {
    const store = await openNew(context, newPlace)
    const finished: string[] = []
    const append = async (id: string): Promise<void> => {
      await store.append({ changes: [putNote(store, id, alice)], events: [sampleEvent(id)] })
      finished.push(id)
    }
    const ids = Array.from({ length: 50 }, (_, index) => `note-${index}`)
    await Promise.all(ids.map(append))
    assert.deepEqual(finished, ids)
    assert.deepEqual(eventIds((await store.events(everything)).events), ids.toReversed())
  })
}

function endConformance(name: string, newPlace: NewPlace): void {
  test(`${name}: closing waits for what is queued, then takes nothing more`, async (context) => {
    const place = newPlace()
    context.after(() => place.remove())
    const first = await place.open()
    const durable = first.append({ changes: [putNote(first, '1', alice)], events: [] })
    await first.close()
    await durable
    await assert.rejects(first.append({ changes: [], events: [sampleEvent('late')] }), /closed/)

    const second = await place.open()
    assert.deepEqual(second.get(notes, '1')?.value, alice)
    assert.deepEqual((await second.events(everything)).events, [])
    await second.close()
  })

  test(`${name}: emptying keeps the named tables and forgets every event`, async (context) => {
    const store = await openNew(context, newPlace)
    const setting = { table: settings, id: 'a', rests: 0, value: 'kept' }
    const before = store.append({
      changes: [putNote(store, '1', alice), setting],
      events: [sampleEvent('e1')],
    })
    const emptied = store.emptyAllExcept([settings])
    assert.equal(store.get(notes, '1'), undefined)
    assert.equal(store.get(settings, 'a')?.value, 'kept')
    const after = store.append({
      changes: [putNote(store, '1', bob)],
      events: [sampleEvent('e2')],
    })
    await Promise.all([before, emptied, after])
    assert.deepEqual(store.get(notes, '1')?.value, bob)
    assert.deepEqual(store.find(notes, 'owner', 'alice', { limit: 10 }), [])
    assert.deepEqual(eventIds((await store.events(everything)).events), ['e2'])
    assert.equal(store.trouble(), undefined)
  })
}

function changeConformance(name: string, newPlace: NewPlace): void {
  test(`${name}: a change resting on an old version is refused whole`, async (context) => {
    const store = await openNew(context, newPlace)
    const stale = putNote(store, '1234', bob)
    await store.append({ changes: [putNote(store, '1234', alice)], events: [] })

    const refused = store.append({
      changes: [putNote(store, 'other', bob), stale],
      events: [sampleEvent('e1')],
    })
    await assert.rejects(refused, StaleChange)
    assert.deepEqual(store.get(notes, '1234')?.value, alice)
    assert.equal(store.get(notes, 'other'), undefined)
    assert.deepEqual((await store.events(everything)).events, [])
  })

  test(`${name}: a row that was made twice is made once`, async (context) => {
    const store = await openNew(context, newPlace)
    const make = (): Promise<void> =>
      store.append({ changes: [{ table: notes, id: '1', rests: 0, value: alice }], events: [] })
    const [first, second] = await Promise.allSettled([make(), make()])
    assert.equal(first.status, 'fulfilled')
    assert.ok(second.status === 'rejected' && second.reason instanceof StaleChange)
  })

  test(`${name}: a version never repeats, though the row was deleted`, async (context) => {
    const place = newPlace()
    context.after(() => place.remove())
    const versions: (number | undefined)[] = []
    for (let round = 0; round < 3; round += 1) {
      const store = await place.open()
      await store.append({ changes: [putNote(store, '1', alice)], events: [] })
      versions.push(store.get(notes, '1')?.version)
      await store.append({ changes: [putNote(store, '1', undefined)], events: [] })
      await store.close()
    }
    assert.equal(new Set(versions).size, 3)
    assert.deepEqual(versions, versions.toSorted())
  })

  test(`${name}: a value is frozen, and the same object until the row changes`, async (context) => {
    const store = await openNew(context, newPlace)
    const labels = ['red']
    const durable = store.append({
      changes: [putNote(store, '1', { owner: 'alice', labels })],
      events: [],
    })
    labels.push('changed behind the back of the store')
    const queued = store.get(notes, '1')
    await durable
    const stored = store.get(notes, '1')
    assert.ok(stored)
    assert.equal(stored, queued)
    assert.equal(store.page(notes, { limit: 1 })[0], stored)
    assert.deepEqual(stored.value.labels, ['red'])
    assert.ok(Object.isFrozen(stored) && Object.isFrozen(stored.value))
    assert.ok(Object.isFrozen(stored.value.labels))

    await store.append({ changes: [putNote(store, '1', bob)], events: [] })
    assert.notEqual(store.get(notes, '1'), stored)
  })

  test(`${name}: two changes of one row in one entry are a bug`, async (context) => {
    const store = await openNew(context, newPlace)
    const changes = [putNote(store, '1', alice), putNote(store, '1', bob)]
    await assert.rejects(store.append({ changes, events: [] }), /two changes/)
    assert.equal(store.get(notes, '1'), undefined)
  })
}
