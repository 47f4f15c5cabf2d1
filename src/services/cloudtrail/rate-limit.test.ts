import assert from 'node:assert/strict'
import { test } from 'node:test'
import { rateLimit } from './rate-limit.ts'

const at = (seconds: number) => new Date(1_800_000_000_000 + seconds * 1000)

test('the third request of a second is refused and the next second allows two again', () => {
  const take = rateLimit(2)
  assert.deepEqual([take('a', at(0)), take('a', at(0.1)), take('a', at(0.2))], [true, true, false])
  assert.deepEqual(
    [take('a', at(1.5)), take('a', at(1.5)), take('a', at(1.5))],
    [true, true, false],
  )
})

test('one account does not use up the rate of another', () => {
  const take = rateLimit(1)
  assert.equal(take('a', at(0)), true)
  assert.equal(take('a', at(0)), false)
  assert.equal(take('b', at(0)), true)
})

test('a clock that steps back does not give tokens away', () => {
  const take = rateLimit(1)
  assert.equal(take('a', at(10)), true)
  assert.equal(take('a', at(5)), false)
})
