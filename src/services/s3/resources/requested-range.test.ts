import assert from 'node:assert/strict'
import { test } from 'node:test'
import * as fc from 'fast-check'
import { contentRange, requestedRange } from './requested-range.ts'

test('first, last and suffix are cut to what there is', () => {
  assert.deepEqual(requestedRange('bytes=0-4', 10), { start: 0, end: 5 })
  assert.deepEqual(requestedRange('bytes=4-', 10), { start: 4, end: 10 })
  assert.deepEqual(requestedRange('bytes=-3', 10), { start: 7, end: 10 })
  assert.deepEqual(requestedRange('bytes=9-20', 10), { start: 9, end: 10 })
  assert.equal(contentRange({ start: 7, end: 10 }, 10), 'bytes 7-9/10')
})

test('what begins behind the end is not satisfiable, and what is no range is passed over', () => {
  for (const header of ['bytes=10-', 'bytes=10-20', 'bytes=-0']) {
    assert.throws(() => requestedRange(header, 10), { code: 'InvalidRange', status: 416 }, header)
  }
  for (const header of [undefined, '', 'bytes=-', 'bytes=3-2', 'bytes=0-1,4-5', 'items=0-1']) {
    assert.equal(requestedRange(header, 10), undefined, header)
  }
})

test('a range is never empty, and never outside of the object', () => {
  const number = fc.nat({ max: 200 })
  fc.assert(
    fc.property(number, number, number, (first, last, size) => {
      try {
        const range = requestedRange(`bytes=${first}-${last}`, size)
        if (range) assert.ok(range.start < range.end && range.end <= size)
        else assert.ok(last < first)
      } catch (error) {
        assert.ok(first >= size, String(error))
      }
    }),
  )
})
