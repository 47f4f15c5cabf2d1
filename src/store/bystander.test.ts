import assert from 'node:assert/strict'
import { test } from 'node:test'
import { Overtaken } from './store.ts'
import { CommitQueue } from './commit-queue.ts'

test('of those that are refused together, only the first was overtaken itself', async () => {
  const queue = new CommitQueue({
    commit: async () => ({ accepted: 1 }),
    durable: () => undefined,
    failed: () => undefined,
    caughtUp: async () => undefined,
  })
  const [made, ...refused] = await Promise.allSettled([1, 2, 3].map(() => queue.push({})))
  assert.equal(made?.status, 'fulfilled')
  const reasons = refused.map((one) => (one.status === 'rejected' ? one.reason : undefined))
  assert.deepEqual(
    reasons.map((reason) => reason instanceof Overtaken && reason.isBystander),
    [false, true],
  )
})
