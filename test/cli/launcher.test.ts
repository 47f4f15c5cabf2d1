import assert from 'node:assert/strict'
import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import test, { type TestContext } from 'node:test'
import { setTimeout as wait } from 'node:timers/promises'
import { LAUNCHER, cleanEnvironment, run, scratch, serveStack, sparekey, stop } from './sparekey.ts'

test('the version is that of the package', async () => {
  const { code, stdout } = await sparekey(['--version'])
  assert.equal(code, 0)
  assert.match(stdout, /^\d+\.\d+\.\d+\n$/)
})

test('a stack that is told to stop stops cleanly', async (t) => {
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    const { child } = await serveStack(t)
    assert.equal(await stop(child, signal), 0, signal)
  }
})

test('a stack whose starter is killed ends', async (t) => {
  const starter = new URL('starter.js', import.meta.url).pathname
  const parent = spawn(process.execPath, [starter, LAUNCHER, join(scratch(t), 'data')], {
    env: cleanEnvironment(),
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  await killAndWatch(t, parent)
})

const oldNode = process.env['SPAREKEY_OLD_NODE'] ?? '/usr/bin/node'
const oldVersion = await run(oldNode, ['--version']).then(
  ({ stdout }) => Number(/^v(\d+)/.exec(stdout)?.[1] ?? Number.NaN),
  () => Number.NaN,
)
const skip = oldVersion < 24 ? false : `no Node below 24 at ${oldNode} (SPAREKEY_OLD_NODE)`

test('on an old Node the launcher goes on with the one it brings', { skip }, async () => {
  const { code, stdout, stderr } = await run(oldNode, [LAUNCHER, '--version'])
  assert.equal(code, 0, stderr)
  assert.match(stdout, /^\d+\.\d+\.\d+\n$/)
  assert.equal((await run(oldNode, [LAUNCHER, 'doctr'])).code, 1)
})

test('a launcher on an old Node that is killed takes its stack along', { skip }, async (t) => {
  const serve = ['serve', '--json', '--port', '0', '--data', join(scratch(t), 'data')]
  const launcher = spawn(oldNode, [LAUNCHER, ...serve], {
    env: cleanEnvironment(),
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  await killAndWatch(t, launcher)
})

/** Kills the parent as nothing can catch it, and waits for the stack it started to be gone. */
async function killAndWatch(t: TestContext, parent: ChildProcess): Promise<void> {
  assert.ok(parent.stdout)
  const [line] = (await once(createInterface({ input: parent.stdout }), 'line')) as [string]
  const { pid } = JSON.parse(line) as { pid: number }
  assert.notEqual(pid, parent.pid)
  t.after(() => isAlive(pid) && process.kill(pid, 'SIGKILL'))
  parent.kill('SIGKILL')
  for (let waits = 0; waits < 600 && isAlive(pid); waits += 1) await wait(50)
  assert.equal(isAlive(pid), false)
}

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0)
  } catch {
    return false
  }
}

test('what a command does is loaded when it is called, and not before', async (t) => {
  const file = join(scratch(t), 'loaded.mjs')
  const hook = `import { registerHooks } from 'node:module'
    registerHooks({ load: (url, context, next) => (console.error(url), next(url, context)) })`
  writeFileSync(file, hook)
  const loadedBy = async (...words: readonly string[]) => {
    const { stderr } = await run(process.execPath, ['--import', file, LAUNCHER, ...words])
    return stderr.split('\n').filter((line) => line.startsWith('file:'))
  }
  const heavy = /\/(doctor\/index|services|console|lab|yaml|@aws-sdk|pino)\b/
  const light = await loadedBy('--version')
  assert.ok(light.length > 10)
  assert.deepEqual(
    light.filter((url) => heavy.test(url)),
    [],
  )
  // The doctor is there when it is asked, so that the pattern is one that finds it.
  const asked = await loadedBy('doctor', 'k', '--endpoint', 'http://127.0.0.1:1')
  assert.ok(asked.some((url) => heavy.test(url)))
})
