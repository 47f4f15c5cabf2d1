import assert from 'node:assert/strict'
import { test } from 'node:test'
import { Thread, ThreadFault } from './thread.ts'

test('a thread that dies fails every question it was asked, and is started again', async () => {
  const thread = new Thread<string, string>('no-such-file', undefined)
  const questions = await Promise.allSettled([thread.ask('first'), thread.ask('second')])
  for (const question of questions) {
    assert.ok(question.status === 'rejected' && question.reason instanceof ThreadFault)
    assert.match(question.reason.message, /no-such-file/)
  }
  await assert.rejects(thread.ask('third'), ThreadFault)
})

test('ending a thread that was never asked starts nothing', async () => {
  await new Thread<string, string>('no-such-file', undefined).end('close')
})
