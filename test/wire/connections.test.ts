// Connections as bad luck and bad will make them: each comes to a clear end, and the next request
// is answered as if nothing had been.

import assert from 'node:assert/strict'
import { randomBytes } from 'node:crypto'
import { after, afterEach, before, test } from 'node:test'
import { openSocket } from '../fixtures/raw-socket.ts'
import { sendRaw } from '../fixtures/raw-request.ts'
import type { TestWorld } from '../fixtures/world.ts'
import { startWorld } from '../fixtures/world.ts'

const requestMsMax = 500
const limits = { requestBytesMax: 1024 * 1024, headersMax: 100 }
let world: TestWorld

before(async () => {
  world = await startWorld({ requestMsMax })
})
after(() => world.close())

afterEach(async () => {
  const { status } = await sendRaw(world.endpoint, {
    service: 'kms',
    target: 'TrentService.ListKeys',
    body: '{}',
    credentials: world.root(),
  })
  assert.equal(status, 200, 'the server does not go on')
})

const info = 'GET /_sparekey/info HTTP/1.1\r\nhost: localhost\r\n\r\n'

function post(body: string, headers: readonly string[] = []): string {
  const head = ['POST / HTTP/1.1', 'host: localhost', 'x-amz-target: TrentService.ListKeys']
  const type = 'content-type: application/x-amz-json-1.1'
  return [...head, type, ...headers, '', body].join('\r\n')
}

/** An answer of the stack to an unsigned request. */
const unsigned = /^HTTP\/1\.1 400 [^]*MissingAuthenticationTokenException/

const statusesOf = (text: string): readonly string[] =>
  [...text.matchAll(/HTTP\/1\.1 (\d{3})/g)].map(([, status = '']) => status)

/** Says a first thing, then another again and again, until the other side has had enough. */
async function dribble(first: string, again: string): Promise<void> {
  const { send, socket, closed } = await openSocket(world.endpoint)
  send(first)
  const timer = setInterval(() => send(again), 50)
  try {
    const text = await closed()
    // Whoever goes on talking to a closed connection is reset, and the reset may come first.
    if (!socket.errored) assert.match(text, /^HTTP\/1\.1 408 /)
  } finally {
    clearInterval(timer)
  }
}

test('a request that dribbles in is cut off with 408', () =>
  dribble('POST / HTTP/1.1\r\nhost: localhost\r\n', 'x: y\r\n'))

test('a body that dribbles in is cut off with 408', () =>
  dribble(post('', ['content-length: 100000']), ' '))

test('a connection that says nothing is closed', async () => {
  const { closed } = await openSocket(world.endpoint)
  assert.match(await closed(), /^(HTTP\/1\.1 408 [^]*)?$/)
})

test('headers over the limit in bytes are refused with 431', async () => {
  const { send, closed } = await openSocket(world.endpoint)
  send(post('{}', ['content-length: 2', `x-long: ${'x'.repeat(40 * 1024)}`]))
  assert.match(await closed(), /^HTTP\/1\.1 431 /)
})

test('headers over the limit in number are refused with 431, not dropped', async () => {
  const more = (count: number) => Array.from({ length: count }, (_, index) => `x-${index}: 1`)
  const over = await openSocket(world.endpoint)
  over.send(post('{}', ['content-length: 2', ...more(limits.headersMax - 3)]))
  assert.match(await over.closed(), /^HTTP\/1\.1 431 [^]*Request has more than 100 headers/)
  const at = await openSocket(world.endpoint)
  at.send(post('{}', ['content-length: 2', ...more(limits.headersMax - 4)]))
  assert.match(await at.received(unsigned), unsigned)
  at.socket.destroy()
})

test('a body that says it is over the limit hears 413, though it is sent', async () => {
  const { send, closed } = await openSocket(world.endpoint)
  const bytes = 4 * limits.requestBytesMax
  send(post('x'.repeat(bytes), [`content-length: ${bytes}`]))
  assert.match(await closed(), /^HTTP\/1\.1 413 [^]*connection: close[^]*RequestEntityTooLarge/i)
})

test('a chunked body that grows over the limit hears 413', async () => {
  const { send, closed } = await openSocket(world.endpoint)
  send(post('', ['transfer-encoding: chunked']))
  const chunk = `10000\r\n${'x'.repeat(0x10000)}\r\n`
  for (let sent = 0; sent <= limits.requestBytesMax; sent += 0x10000) send(chunk)
  send('0\r\n\r\n')
  assert.match(await closed(), /^HTTP\/1\.1 413 /)
})

test('a body without an end is not taken for ever', async () => {
  const { send, socket, closed } = await openSocket(world.endpoint)
  send(post('', ['content-length: 1000000000000']))
  const block = Buffer.alloc(1024 * 1024)
  for (let blocks = 0; blocks < 64 && socket.writable; blocks += 1) send(block)
  assert.match(await closed(), /^HTTP\/1\.1 413 /)
})

test('a chunked body is a body', async () => {
  const { send, received, socket } = await openSocket(world.endpoint)
  send(post('', ['transfer-encoding: chunked']))
  send('1\r\n{\r\n1\r\n}\r\n0\r\n\r\n')
  assert.match(await received(unsigned), unsigned)
  socket.destroy()
})

test('whoever waits for 100 Continue is told to go on, and then answered', async () => {
  const { send, received, socket } = await openSocket(world.endpoint)
  send(post('', ['content-length: 2', 'expect: 100-continue']))
  await received(/^HTTP\/1\.1 100 Continue\r\n\r\n/)
  send('{}')
  assert.deepEqual(statusesOf(await received(/MissingAuthenticationToken/)), ['100', '400'])
  socket.destroy()
})

test('whoever waits to send too much is refused instead of told to go on', async () => {
  const { send, closed } = await openSocket(world.endpoint)
  send(post('', ['content-length: 2000000', 'expect: 100-continue']))
  assert.deepEqual(statusesOf(await closed()), ['413'])
})

test('requests sent in one breath are answered in their order', async () => {
  const { send, received, socket } = await openSocket(world.endpoint)
  const operator = info.replace('info', 'nothing')
  send(info + post('{}', ['content-length: 2']) + operator + info)
  const text = await received(/(HTTP\/1\.1[^]*){4}\}\n?$/)
  assert.deepEqual(statusesOf(text), ['200', '400', '404', '200'])
  socket.destroy()
})

test('a connection goes on after a refusal', async () => {
  const { send, received, socket } = await openSocket(world.endpoint)
  send(post('{', ['content-length: 1']))
  assert.deepEqual(statusesOf(await received(/SerializationException/)), ['400'])
  send(info)
  assert.deepEqual(statusesOf(await received(/HTTP\/1\.1 200 /)), ['400', '200'])
  socket.destroy()
})

test('a client that has half closed its connection finds it closed', async () => {
  for (const said of ['', 'POST / HTTP/1.1\r\nhost: x', post('{', ['content-length: 5'])]) {
    const { send, socket, closed } = await openSocket(world.endpoint)
    send(said)
    socket.end()
    await closed()
  }
})

test('a client that goes away in the middle leaves nothing behind', async () => {
  for (const said of [post('{', ['content-length: 5']), post('{}', ['content-length: 2'])]) {
    const { send, socket } = await openSocket(world.endpoint)
    send(said)
    socket.resetAndDestroy()
  }
})

const strange: Readonly<Record<string, string | Uint8Array>> = {
  'random bytes': randomBytes(4096),
  'the first bytes of TLS': Buffer.from('16030100a5010000a10303', 'hex'),
  'HTTP/2': 'PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n',
  'a length that is no number': post('{}', ['content-length: two']),
  'a length below nothing': post('{}', ['content-length: -2']),
  'two lengths': post('{}', ['content-length: 2', 'content-length: 3']),
  'a length and chunks': post('{}', ['content-length: 2', 'transfer-encoding: chunked']),
  'a chunk whose length is no number': post('zz\r\n', ['transfer-encoding: chunked']),
  'a header without a name': post('{}', ['content-length: 2', ': x']),
  'a zero byte in a header': post('{}', ['content-length: 2', 'x: \0']),
  'an unknown version of HTTP': 'GET / HTTP/9.9\r\n\r\n',
  'no host': 'GET / HTTP/1.1\r\n\r\n',
}

for (const [what, bytes] of Object.entries(strange)) {
  test(`${what} ends in 400 and a closed connection`, async () => {
    const { send, closed } = await openSocket(world.endpoint)
    send(bytes)
    assert.match(await closed(), /^HTTP\/1\.1 400 /)
  })
}
