// Who is let in to the console. Nothing here needs a browser: it is what a browser, or somebody who
// pretends to be one, can send.

import assert from 'node:assert/strict'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { request, type IncomingHttpHeaders } from 'node:http'
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

test('a link that nobody used is good for the next day', async () => {
  world.advance(dayMs)
  await enter()
})

test('anywhere but on this machine it takes a certificate', async () => {
  await assert.rejects(start('0.0.0.0'), /on `0\.0\.0\.0` the console needs a certificate/)
})
