import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import test, { type TestContext } from 'node:test'
import { fileURLToPath } from 'node:url'
import { cleanEnvironment, scratch, stop } from './sparekey.ts'

const START = fileURLToPath(new URL('../../scripts/start.js', import.meta.url))

/** Runs `npm start` until it says that Ctrl-C stops it, then presses that. */
async function startAndStop(t: TestContext, data: string): Promise<string> {
  const options = ['--port', '0', '--data', data, '--lookup-events-rate', 'off']
  const child = spawn(process.execPath, [START, ...options], {
    env: cleanEnvironment(),
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  t.after(() => stop(child, 'SIGKILL'))
  const exit = once(child, 'exit')
  const lines: string[] = []
  for await (const line of createInterface({ input: child.stdout })) {
    lines.push(line)
    if (line.startsWith('Ctrl-C stops')) child.kill('SIGINT')
  }
  assert.deepEqual(await exit, [0, null])
  return lines.join('\n')
}

test('npm start plays the rehearsal once, says what to type, and stops on Ctrl-C', async (t) => {
  const data = join(scratch(t), 'data')
  const first = await startAndStop(t, data)
  assert.match(first, /Lockout rehearsal on http/)
  assert.match(first, /key-policy\/no-account-statement/)
  assert.match(first, /node bin\/sparekey\.js recover alias\/payroll --as Administrator --apply/)
  assert.match(
    first,
    /with a mouse, in one browser, once:\n\n  http:\/\/127\.0\.0\.1:\d+\/\?token=/,
  )
  const second = await startAndStop(t, data)
  assert.doesNotMatch(second, /Lockout rehearsal/)
  assert.match(second, /node bin\/sparekey\.js doctor alias\/payroll --profile admin/)
})
