import assert from 'node:assert/strict'
import { test } from 'node:test'
import { Failure } from './failure.ts'
import { parseMoment } from './moment.ts'

test('a day is its first second, or its last', () => {
  assert.equal(parseMoment('2024-05-06'), '2024-05-06T00:00:00Z')
  assert.equal(parseMoment('2024-05-06', { end: true }), '2024-05-06T23:59:59Z')
})

test('a time is told in UTC, to the second', () => {
  assert.equal(parseMoment('2024-05-06T07:08:09.123Z'), '2024-05-06T07:08:09Z')
  assert.equal(parseMoment('2024-05-06T01:30+09:00'), '2024-05-05T16:30:00Z')
})

test('what is neither is refused, and so is a day that does not exist', () => {
  for (const text of ['yesterday', '2024-5-6', '2024-02-30', '2024-05-06T07:08:09', '']) {
    assert.throws(() => parseMoment(text), Failure, text)
  }
})
