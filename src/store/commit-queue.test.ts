import assert from 'node:assert/strict'
import { test } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import { Outdated } from './store.ts'
import { CommitQueue } from './commit-queue.ts'
import type { CommitOutcome } from './shared/shared-log.ts'

const head = { position: 1, sequence: 1, version: 1 }

function queueOver(
  commit: () => Promise<CommitOutcome>,
  caughtUp: () => Promise<void> = async () => undefined,
): CommitQueue<CommitOutcome> {
  return new CommitQueue({
    commit,
    durable: () => undefined,
    failed: () => undefined,
    caughtUp,
  })
}

test('trouble is over when the log takes writes again, though nobody sends one', async () => {
  let isAway = true
  const queue = queueOver(async () => {
    if (isAway) throw new Error('away')
    return { accepted: 1, positions: [1], head }
  })
  await assert.rejects(queue.push({}), /away/)
  assert.equal(queue.trouble(), 'away')
  isAway = false
  for (let tries = 0; queue.trouble() !== undefined; tries += 1) {
    assert.ok(tries < 100, 'the trouble stays')
    await sleep(50)
  }
  await queue.finish()
})

test('what was overtaken is decided anew, unless nothing can be heard of the others', async () => {
  const overtaken = async (): Promise<CommitOutcome> => ({ accepted: 0, positions: [], head })
  await assert.rejects(queueOver(overtaken).push({}), (fault) => fault instanceof Outdated)
  const deaf = queueOver(overtaken, () => Promise.reject(new Error('away')))
  await assert.rejects(deaf.push({}), (fault) => !(fault instanceof Outdated))
})
