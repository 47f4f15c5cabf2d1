// Who is let in to the console. Nothing here needs a browser: it is what a browser, or somebody who
// pretends to be one, can send.

import assert from 'node:assert/strict'
import { once } from 'node:events'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { request, type IncomingHttpHeaders } from 'node:http'
import { connect } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { dayMs, hourMs, minuteMs } from '../../src/base/sizes.ts'
import type { ConsolePlace } from '../../src/console/place.ts'
import { startConsole, type RunningConsole } from '../../src/console/start-console.ts'
import { systemWorld } from '../../src/server/system-world.ts'

const world = systemWorld()
const place: ConsolePlace = {
  kind: 'stack',
  connect: { endpoint: 'http://127.0.0.1:1' },
  region: 'us-east-1',
  profiles: () => [],
  profile: () => undefined,
  takesAccessKeys: true,
}

let assets: string
let site: RunningConsole
let link = ''

before(async () => {
  assets = await mkdtemp(join(tmpdir(), 'sparekey-console-'))
  await writeFile(join(assets, 'index.html'), '<!doctype html><title>pages</title>')
  site = await start()
})
after(async () => {
  await site.close()
  await rm(assets, { recursive: true })
})

function start(host = '127.0.0.1'): Promise<RunningConsole> {
  const invite = (url: string): void => {
    link = url
  }
  return startConsole({
    ...{ port: 0, host, assets, place, version: 'test', world, invite },
    report: () => undefined,
  })
}

interface Answer {
  readonly status: number
  readonly headers: IncomingHttpHeaders
  readonly text: string
}

interface Sent {
  readonly method?: string
  readonly headers?: Readonly<Record<string, string>>
  readonly body?: string
}

/** With any headers at all, Host included: a browser would not let a page do that. */
function send(path: string, { method = 'GET', headers = {}, body }: Sent = {}): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const asking = request(`${site.origin}${path}`, { method, headers }, (answer) => {
      let text = ''
      answer.setEncoding('utf8')
      answer.on('data', (part: string) => (text += part))
      answer.on('end', () =>
        resolve({ status: answer.statusCode ?? 0, headers: answer.headers, text }),
      )
    })
    asking.on('error', reject)
    asking.end(body)
  })
}

interface Let {
  readonly cookie: string
  readonly page: string
}

/** As a browser that follows the link. */
async function enter(): Promise<Let> {
  const { status, headers } = await send(link.slice(site.origin.length))
  assert.equal(status, 303)
  const [cookie = ''] = headers['set-cookie'] ?? []
  assert.match(cookie, /; HttpOnly; SameSite=Strict; Path=\/$/)
  const [, page = ''] = /^\/#page=([\w-]{43})$/.exec(headers.location ?? '') ?? []
  assert.ok(page)
  return { cookie: cookie.split(';')[0] ?? '', page }
}

const asking = ({ cookie, page }: Let, more: Readonly<Record<string, string>> = {}): Sent => ({
  method: 'POST',
  headers: {
    ...{ cookie, origin: site.origin, 'content-type': 'application/json' },
    ...{ 'x-sparekey-page': page, ...more },
  },
  body: '{}',
})

test('the link lets in one browser, once', async () => {
  const used = link.slice(site.origin.length)
  const browser = await enter()
  const { status, text } = await send('/', { headers: { cookie: browser.cookie } })
  assert.deepEqual([status, text], [200, '<!doctype html><title>pages</title>'])
  assert.equal((await send(used)).status, 403)
  const answer = await send('/api/session', asking(browser))
  assert.deepEqual([answer.status, JSON.parse(answer.text).result.signedIn], [200, null])
})

test('without the cookie there is nothing, not even the pages', async () => {
  for (const path of ['/', '/index.html', '/api/session', '/icon.svg', '/?token=', '/?token=x']) {
    const answer = await send(path)
    assert.equal(answer.status, 403, path)
    assert.doesNotMatch(answer.text, /pages|result/)
  }
})

test('the cookie alone asks nothing: another server on this host is sent it too', async () => {
  const { cookie } = await enter()
  assert.equal((await send('/api/session', asking({ cookie, page: '' }))).status, 403)
  assert.equal((await send('/api/session', asking({ cookie, page: 'x'.repeat(43) }))).status, 403)
})

test('a name that points here is another host', async () => {
  const browser = await enter()
  const { host } = new URL(site.origin)
  for (const name of ['evil.example', `evil.example:${new URL(site.origin).port}`]) {
    const answer = await send('/api/session', asking(browser, { host: name }))
    assert.equal(answer.status, 421, name)
  }
  const localhost = host.replace('127.0.0.1', 'localhost')
  const origin = `http://${localhost}`
  const answer = await send('/api/session', asking(browser, { host: localhost, origin }))
  assert.equal(answer.status, 200)
})

test('a page of another origin asks nothing', async () => {
  const browser = await enter()
  const { port } = new URL(site.origin)
  const others = [
    ...['http://evil.example', 'null', `https://127.0.0.1:${port}`, 'http://127.0.0.1:1'],
    ...[`http://localhost:${port}`, ''],
  ]
  for (const origin of others) {
    const answer = await send('/api/session', asking(browser, { origin }))
    assert.equal(answer.status, 403, origin)
  }
  for (const fetchSite of ['cross-site', 'same-site', 'none']) {
    const headers = { 'sec-fetch-site': fetchSite }
    assert.equal((await send('/api/session', asking(browser, headers))).status, 403, fetchSite)
  }
})

test('a form cannot ask: the body must say that it is JSON', async () => {
  const browser = await enter()
  const answer = await send('/api/session', asking(browser, { 'content-type': 'text/plain' }))
  assert.deepEqual([answer.status, JSON.parse(answer.text).fault.code], [400, 'ValidationError'])
})

test('a body has its limit, and must be an object', async () => {
  const browser = await enter()
  for (const body of ['[]', 'x', '', JSON.stringify({ a: 'x'.repeat(600 * 1024) })]) {
    const answer = await send('/api/session', { ...asking(browser), body })
    assert.equal(JSON.parse(answer.text).fault.code, 'ValidationError')
  }
})

test('what is not on the list cannot be asked of AWS', async () => {
  const browser = await enter()
  const body = JSON.stringify({ service: 'kms', operation: 'Decrypt', input: {} })
  const answer = await send('/api/aws', { ...asking(browser), body })
  assert.equal(JSON.parse(answer.text).fault.code, 'SignedOut')
  assert.equal((await send('/api/nothing', asking(browser))).status, 404)
  assert.equal((await send('/api/session', { ...asking(browser), method: 'PUT' })).status, 405)
})

test('every answer forbids framing, foreign scripts and guessing at types', async () => {
  for (const { headers } of [await send('/'), await send('/x', { headers: { host: 'y' } })]) {
    const policy = String(headers['content-security-policy'])
    assert.match(policy, /default-src 'none'/)
    assert.doesNotMatch(policy, /unsafe|https?:|\*/)
    assert.equal(headers['x-frame-options'], 'DENY')
    assert.equal(headers['x-content-type-options'], 'nosniff')
    assert.equal(headers['referrer-policy'], 'no-referrer')
  }
})

test('a browser that was left alone is out after half an hour', async () => {
  const browser = await enter()
  world.advance(29 * minuteMs)
  assert.equal((await send('/api/session', asking(browser))).status, 200)
  world.advance(29 * minuteMs)
  assert.equal((await send('/api/session', asking(browser))).status, 200)
  world.advance(31 * minuteMs)
  assert.equal((await send('/api/session', asking(browser))).status, 403)
})

test('a busy one is out after twelve hours', async () => {
  const browser = await enter()
  for (let spentMs = 0; spentMs < 11.5 * hourMs; spentMs += 20 * minuteMs) {
    world.advance(20 * minuteMs)
    assert.equal((await send('/api/session', asking(browser))).status, 200)
  }
  world.advance(29 * minuteMs)
  assert.equal((await send('/api/session', asking(browser))).status, 403)
})

test('who fails to sign in ten times waits, and for no one else', async () => {
  const [one, other] = [await enter(), await enter()]
  const body = JSON.stringify({ accessKeyId: 'AKIAIOSFODNN7EXAMPLE', secretAccessKey: 'guess' })
  const signIn = async (browser: Let): Promise<{ code: string; message: string }> => {
    const { text } = await send('/api/sign-in', { ...asking(browser), body })
    return JSON.parse(text).fault
  }
  for (let tries = 0; tries < 10; tries += 1) {
    assert.notEqual((await signIn(one)).code, 'TooManySignIns')
  }
  const { code, message } = await signIn(one)
  assert.equal(code, 'TooManySignIns')
  assert.match(message, /^too many sign-ins have failed: wait \d+ seconds$/)
  assert.notEqual((await signIn(other)).code, 'TooManySignIns')
  world.advance(minuteMs)
  assert.notEqual((await signIn(one)).code, 'TooManySignIns')
})

test('a link that nobody used is good for the next day', async () => {
  world.advance(dayMs)
  await enter()
})

test('anywhere but on this machine it takes a certificate', async () => {
  await assert.rejects(start('0.0.0.0'), /on `0\.0\.0\.0` the console needs a certificate/)
})

test('a second client with the cookie of the first is nobody', async () => {
  const { cookie } = await enter()
  const { page } = await enter()
  assert.equal((await send('/api/session', asking({ cookie, page }))).status, 403)
})

test('two browsers are two people, and one that signs in is not the other', async () => {
  const [one, other] = [await enter(), await enter()]
  const bodies = [one, other].map((browser) => send('/api/session', asking(browser)))
  for (const { status } of await Promise.all(bodies)) assert.equal(status, 200)
  assert.notEqual(one.cookie, other.cookie)
  assert.notEqual(one.page, other.page)
})

test('no path leads out of the folder of pages', async () => {
  const { cookie } = await enter()
  const ways = ['/../package.json', '/..%2fpackage.json', '/%2e%2e/package.json', '//etc/passwd']
  for (const path of [...ways, '/assets/..\\..\\x', '/index.html%00.svg', '/.tsbuildinfo']) {
    const { status, text } = await sendRaw(
      `GET ${path} HTTP/1.1\r\nHost: HOST\r\nCookie: ${cookie}`,
    )
    assert.equal(status, 404, path)
    assert.doesNotMatch(text, /sparekey"|root:/)
  }
})

test('a target that is no URL gets an answer, and nobody is told of a fault', async () => {
  const { status } = await sendRaw('GET http://[ HTTP/1.1\r\nHost: HOST')
  assert.equal(status, 400)
})

test('without a Host there is nobody here, in HTTP/1.0 either', async () => {
  assert.equal((await sendRaw('GET / HTTP/1.0')).status, 421)
  assert.equal((await sendRaw('GET / HTTP/1.1')).status, 400)
})

test('headers have their limit', async () => {
  const { status } = await sendRaw(`GET / HTTP/1.1\r\nHost: HOST\r\nX: ${'x'.repeat(64 * 1024)}`)
  // The rest is left unread, which may overtake the answer.
  assert.ok(status === 431 || status === 0, String(status))
})

test('who sends a request too slowly is cut off', async () => {
  const { hostname, port, host } = new URL(site.origin)
  const socket = connect(Number(port), hostname)
  socket.on('error', () => undefined)
  socket.write(`GET / HTTP/1.1\r\nHost: ${host}\r\n`)
  const sending = setInterval(() => socket.write('X: x\r\n'), 500)
  socket.resume()
  await once(socket, 'close')
  clearInterval(sending)
})

/** A request as it is written, which no client would send. */
function sendRaw(head: string): Promise<{ readonly status: number; readonly text: string }> {
  const { hostname, port, host } = new URL(site.origin)
  return new Promise((resolve) => {
    const socket = connect(Number(port), hostname)
    let text = ''
    socket.on('data', (part) => (text += part.toString()))
    socket.on('error', () => undefined)
    socket.on('close', () => {
      const [, status = '0'] = /^HTTP\/1\.\d (\d{3})/.exec(text) ?? []
      resolve({ status: Number(status), text })
    })
    socket.write(`${head.replaceAll('HOST', host)}\r\nConnection: close\r\n\r\n`)
  })
}
