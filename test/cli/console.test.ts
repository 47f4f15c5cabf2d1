// What the terminal says of the console: its link, its ports, and why it does not start.

import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { existsSync, writeFileSync } from 'node:fs'
import { createServer, type AddressInfo } from 'node:net'
import { once } from 'node:events'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { test, type TestContext } from 'node:test'
import { pagesFolder } from '../../src/console/assets/pages-folder.ts'
import { consoleWords } from '../../src/cli/words/console.ts'
import { cleanEnvironment, LAUNCHER, scratch, serveStack, sparekey, stop } from './sparekey.ts'

const skip = !existsSync(`${pagesFolder()}/index.html`) && 'the console is not built'

/** A port that somebody else has. */
async function takenPort(t: TestContext): Promise<string> {
  const server = createServer()
  t.after(() => server.close())
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  return String((server.address() as AddressInfo).port)
}

test('a stack that serves no console says so', async (t) => {
  const stack = await serveStack(t, ['--no-console'])
  assert.equal(Object.entries(stack).find(([name]) => name === 'console')?.[1], null)
})

test('the link of the console is followed by another one once it was used', { skip }, async (t) => {
  const data = join(scratch(t), 'data')
  const serve = ['serve', '--json', '--port', '0', '--data', data, '--console-port', '0']
  const child = spawn(process.execPath, [LAUNCHER, ...serve], {
    env: cleanEnvironment(),
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  t.after(() => stop(child))
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]()
  const next = async (): Promise<string> => {
    const { value } = await lines.next()
    return JSON.parse(String(value)).console
  }
  const first = await next()
  assert.match(first, /^http:\/\/127\.0\.0\.1:\d+\/\?token=[\w-]{43}$/)
  const entered = await fetch(first, { redirect: 'manual' })
  assert.equal(entered.status, 303)
  const second = await next()
  assert.notEqual(second, first)
  assert.equal((await fetch(first, { redirect: 'manual' })).status, 403)
})

test('a port that is taken is named, with what to type', { skip }, async (t) => {
  const port = await takenPort(t)
  const { endpoint } = await serveStack(t, ['--no-console'])
  const alone = await sparekey(['console', '--endpoint', endpoint, '--port', port])
  assert.equal(alone.code, 1)
  assert.match(alone.stderr, new RegExp(`port ${port} is in use on 127\\.0\\.0\\.1`))
  assert.match(alone.stderr, new RegExp(`hint: .*console --port ${Number(port) + 1}`))
  const data = join(scratch(t), 'data')
  const options = ['--port', '0', '--data', data, '--console-port', port]
  const beside = await sparekey(['serve', ...options])
  assert.equal(beside.code, 1)
  assert.match(beside.stderr, new RegExp(`port ${port} is in use: the console cannot have it`))
  assert.match(beside.stderr, /hint: --no-console does without/)
})

test('away from this machine it takes a certificate, and a right one', { skip }, async (t) => {
  const { endpoint } = await serveStack(t, ['--no-console'])
  const at = ['console', '--endpoint', endpoint, '--port', '0']
  const open = await sparekey([...at, '--host', '0.0.0.0'])
  assert.equal(open.code, 1)
  assert.match(open.stderr, /on `0\.0\.0\.0` the console needs a certificate/)
  assert.match(open.stderr, /hint: --tls-cert FILE --tls-key FILE/)
  const half = await sparekey([...at, '--tls-cert', 'cert.pem'])
  assert.match(half.stderr, /TLS takes a certificate and its key/)
  const folder = scratch(t)
  const [cert, key] = [join(folder, 'cert.pem'), join(folder, 'key.pem')]
  for (const file of [cert, key]) writeFileSync(file, 'no certificate\n')
  const wrong = await sparekey([...at, '--tls-cert', cert, '--tls-key', key])
  assert.equal(wrong.code, 1)
  assert.match(wrong.stderr, /are no certificate with its private key/)
  const missing = await sparekey([...at, '--tls-cert', join(folder, 'not'), '--tls-key', key])
  assert.match(missing.stderr, /there is no such file/)
})

test('the terminal tells a real account from a stack, in both languages', () => {
  const en = consoleWords('en')
  assert.match(
    en.onAws('prod', 'eu-west-1', undefined),
    /REAL AWS account: profile prod, eu-west-1/,
  )
  assert.match(en.onAws('prod', 'eu-west-1', 'http://127.0.0.1:1'), /what answers at http/)
  assert.match(en.onStack('http://127.0.0.1:4599'), /stack at http/)
  assert.match(consoleWords('ja').onAws('prod', 'eu-west-1', undefined), /実際の AWS アカウント/)
})
