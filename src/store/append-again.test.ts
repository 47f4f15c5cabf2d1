import assert from 'node:assert/strict'
import { test } from 'node:test'
import { appendUnlessStale, decidedAnew, Overtaken, StaleChange } from './store.ts'

const failing = (...faults: readonly Error[]) => {
  const left = [...faults]
  let times = 0
  return {
    append: async () => {
      times += 1
      const fault = left.shift()
      if (fault) throw fault
    },
    times: () => times,
  }
}

test('an entry that was refused with others before it is appended again', async () => {
  const store = failing(new Overtaken({ isBystander: true }), new Overtaken({ isBystander: true }))
  await appendUnlessStale(store, { changes: [], events: [] })
  assert.equal(store.times(), 3)
})

test('an entry whose own rows have changed is not', async () => {
  const store = failing(new Overtaken({ isBystander: true }), new StaleChange('things', 'a'))
  await assert.rejects(appendUnlessStale(store, { changes: [], events: [] }), StaleChange)
  assert.equal(store.times(), 2)
})

test('what is safe to do again is done again, and not for ever', async () => {
  const store = failing(...Array.from({ length: 50 }, () => new StaleChange('things', 'a')))
  await assert.rejects(decidedAnew(store.append), StaleChange)
  assert.equal(store.times(), 10)
})
