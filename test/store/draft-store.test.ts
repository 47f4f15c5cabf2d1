// A draft over a store against a naive model, and the store once the draft is its.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { DraftStore } from '../../src/store/draft-store.ts'
import { change, StaleChange, type Store, type Table } from '../../src/store/store.ts'
import { newSqlitePlace, openNew } from './place.ts'
import {
  alice,
  bob,
  eventIds,
  everything,
  type Note,
  notes,
  putNote,
  sampleEvent,
} from './samples.ts'
import { apply, type Model, request, requireSame, rowStep } from './view-conformance.ts'

test('a draft reads as if its entries were in the store, and then they are', async (context) => {
  const store = await openNew(context, newSqlitePlace)
  const steps = fc.array(fc.tuple(rowStep, request), { maxLength: 12 })
  const property = fc.asyncProperty(steps, steps, steps, async (below, drafted, above) => {
    await store.emptyAllExcept([])
    const model: Model = new Map()
    for (const [step] of below) await apply(store, model, step)
    const before: Model = new Map(model)
    const draft = new DraftStore(store)
    const second = new DraftStore(draft)
    for (const [layer, entries] of [
      [draft, drafted],
      [second, above],
    ] as const) {
      for (const [step, asked] of entries) {
        await apply(layer, model, step)
        requireSame(layer, model, asked)
      }
    }
    requireSame(store, before, { limit: 100 })
    await draft.append(second.entry())
    requireSame(draft, model, { limit: 100 })
    await store.append(draft.entry())
    requireSame(store, model, { limit: 100 })
  })
  await fc.assert(property, { numRuns: 60 })
})

test('a change that rests on a row of before the draft is refused whole', async (context) => {
  const store = await openNew(context, newSqlitePlace)
  const draft = new DraftStore(store)
  const stale = putNote(draft, 'a', alice)
  await draft.append({ changes: [stale], events: [] })
  const entry = { changes: [putNote(draft, 'b', bob), { ...stale, value: bob }], events: [] }
  await assert.rejects(draft.append(entry), StaleChange)
  assert.equal(draft.get(notes, 'b'), undefined)
})

test('a row that came and went is no change, and one put back is no other', async (context) => {
  const store = await openNew(context, newSqlitePlace)
  await store.append({ changes: [putNote(store, 'kept', alice)], events: [] })
  const draft = new DraftStore(store)
  const put = (id: string, note: typeof alice | undefined) =>
    draft.append({ changes: [putNote(draft, id, note)], events: [] })
  await put('guest', bob)
  await put('guest', undefined)
  await put('kept', bob)
  await put('kept', alice)
  assert.deepEqual(draft.changes(), [{ before: alice, after: alice }])
})

test('events of a draft are recorded with its rows, and not before', async (context) => {
  const store = await openNew(context, newSqlitePlace)
  const draft = new DraftStore(store)
  await draft.append({ changes: [putNote(draft, 'a', alice)], events: [sampleEvent('e1')] })
  assert.deepEqual(eventIds((await store.events(everything)).events), [])
  await store.append(draft.entry())
  assert.deepEqual(eventIds((await store.events(everything)).events), ['e1'])
})

test('a store that has changed meanwhile refuses the draft', async (context) => {
  const store = await openNew(context, newSqlitePlace)
  const draft = new DraftStore(store)
  await draft.append({ changes: [putNote(draft, 'a', alice)], events: [] })
  await store.append({ changes: [putNote(store, 'a', bob)], events: [] })
  await assert.rejects(store.append(draft.entry()), StaleChange)
})

test('a page costs what it holds, not what the draft or the store holds', async (context) => {
  let indexed = 0
  const counted: Table<Note> = {
    name: 'counted',
    indexes: {
      owner: ({ owner }) => {
        indexed += 1
        return [owner]
      },
    },
  }
  const store = await openNew(context, newSqlitePlace)
  const put = (to: Store, id: string, note: Note) =>
    to.append({ changes: [change(counted, id, to.get(counted, id), note)], events: [] })
  for (let index = 0; index < 50; index += 1) await put(store, `stored-${index}`, bob)
  const read: number[] = []
  const page = store.page.bind(store) as Store['page']
  store.page = (table, request) => {
    const rows = page(table, request)
    read.push(rows.length)
    return rows
  }
  const draft = new DraftStore(store)
  for (let index = 0; index < 200; index += 1) {
    await put(draft, `drafted-${index}`, index === 7 ? alice : bob)
  }
  indexed = 0
  assert.deepEqual(
    draft.find(counted, 'owner', 'alice', { limit: 10 }).map(({ id }) => id),
    ['drafted-7'],
  )
  assert.equal(draft.page(counted, { limit: 2 }).length, 2)
  assert.equal(indexed, 0, 'no drafted row is indexed to be found')
  assert.deepEqual(read, [2])
})
