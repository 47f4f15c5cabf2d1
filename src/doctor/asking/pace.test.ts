import assert from 'node:assert/strict'
import test from 'node:test'
import { paceLimits, paceOf, type Clock } from './pace.ts'
import type { Question } from './question.ts'

const lookup: Question = {
  service: 'cloudtrail',
  operation: 'LookupEvents',
  input: {},
  region: 'us-east-1',
}

/** Time passes when somebody waits for it, and only then. */
function heldClock(): Clock & { readonly waits: { atMs: number; resolve: () => void }[] } {
  let nowMs = 0
  const waits: { atMs: number; resolve: () => void }[] = []
  const wake = (): void => {
    const [next] = waits.toSorted((one, other) => one.atMs - other.atMs)
    if (!next) return
    waits.splice(waits.indexOf(next), 1)
    nowMs = Math.max(nowMs, next.atMs)
    next.resolve()
  }
  return {
    waits,
    nowMs: () => nowMs,
    pause: (ms) =>
      new Promise<void>((resolve) => {
        waits.push({ atMs: nowMs + ms, resolve })
        setImmediate(wake)
      }),
  }
}

test('two lookups go at once, and of all that follow no window holds a third', async () => {
  const clock = heldClock()
  const { send } = paceOf(undefined, clock)
  const sentAt: number[] = []
  const one = () => send(lookup, async () => sentAt.push(clock.nowMs()))
  await Promise.all([one(), one(), one(), one(), one()])
  await one()
  const { lookupWindowMs: windowMs } = paceLimits
  assert.deepEqual(sentAt, [0, 0, windowMs, windowMs, 2 * windowMs, 2 * windowMs])
})

test('other questions do not wait for lookups', async () => {
  const clock = heldClock()
  const { send } = paceOf(undefined, clock)
  const never = Promise.all([1, 2, 3].map(() => send(lookup, async () => undefined)))
  await send({ ...lookup, operation: 'DescribeTrails' }, async () => undefined)
  assert.equal(clock.nowMs(), 0)
  await never
})

test('after a ThrottlingException lookups wait, longer each time, until one works', async () => {
  const clock = heldClock()
  const { send } = paceOf(undefined, clock)
  const throttled = Object.assign(new Error('Rate exceeded'), { name: 'ThrottlingException' })
  const fails = () => send(lookup, () => Promise.reject(throttled)).catch(() => clock.nowMs())
  const answers = () => send(lookup, async () => clock.nowMs())
  assert.equal(await fails(), 0)
  assert.equal(await fails(), 1000)
  assert.equal(await fails(), 3000)
  assert.equal(await answers(), 7000)
  // Answered: the next wait is short again, shorter than the window.
  const again = await fails()
  assert.equal((await answers()) - again, paceLimits.lookupWindowMs)
})

test('an interrupt ends the waiting for a turn', async () => {
  const interruption = new AbortController()
  const { send } = paceOf(interruption.signal)
  const waiting = [1, 2, 3].map(() => send(lookup, async () => 'sent'))
  interruption.abort()
  const [first, second, third] = await Promise.allSettled(waiting)
  assert.deepEqual([first?.status, second?.status], ['fulfilled', 'fulfilled'])
  assert.equal(third?.status, 'rejected')
})

test('no more questions are under way at once than there are places', async () => {
  const { inTurn } = paceOf(undefined)
  let [underWay, most] = [0, 0]
  const ask = () =>
    inTurn(async () => {
      underWay += 1
      most = Math.max(most, underWay)
      await new Promise(setImmediate)
      underWay -= 1
    })
  await Promise.all(Array.from({ length: 100 }, ask))
  assert.equal(most, paceLimits.questionsAtOnceMax)
  assert.equal(underWay, 0)
})

test('a question that fails gives its place back', async () => {
  const { inTurn } = paceOf(undefined)
  const failures = Array.from({ length: 50 }, () =>
    inTurn(() => Promise.reject(new Error('no'))).catch(() => 'failed'),
  )
  assert.equal((await Promise.all(failures)).length, 50)
  assert.equal(await inTurn(async () => 'answered'), 'answered')
})
