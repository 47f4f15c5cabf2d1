// With a certificate: what is sent is for the console alone, and so is its cookie.

import assert from 'node:assert/strict'
import { execFileSync } from 'node:child_process'
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import type { IncomingHttpHeaders } from 'node:http'
import { request } from 'node:https'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { startConsole, type RunningConsole } from '../../src/console/start-console.ts'
import { systemWorld } from '../../src/server/system-world.ts'

let folder: string
let cert: string
let site: RunningConsole | undefined
let link = ''

const noOpenssl = hasOpenssl() ? false : 'openssl is not installed'

function hasOpenssl(): boolean {
  try {
    execFileSync('openssl', ['version'], { stdio: 'ignore' })
    return true
  } catch {
    return false
  }
}

before(async () => {
  if (noOpenssl) return
  folder = await mkdtemp(join(tmpdir(), 'sparekey-console-'))
  const [certFile, keyFile] = [join(folder, 'cert.pem'), join(folder, 'key.pem')]
  execFileSync(
    'openssl',
    [
      ...['req', '-x509', '-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-256', '-nodes'],
      ...['-subj', '/CN=127.0.0.1', '-addext', 'subjectAltName=IP:127.0.0.1', '-days', '1'],
      ...['-keyout', keyFile, '-out', certFile],
    ],
    { stdio: 'ignore' },
  )
  cert = await readFile(certFile, 'utf8')
  await writeFile(join(folder, 'index.html'), '<!doctype html><title>pages</title>')
  site = await startConsole({
    ...{ port: 0, host: '127.0.0.1', assets: folder, version: 'test', world: systemWorld() },
    certificate: { cert, key: await readFile(keyFile, 'utf8') },
    place: {
      kind: 'stack',
      connect: { endpoint: 'http://127.0.0.1:1' },
      region: 'us-east-1',
      profiles: () => [],
      profile: () => undefined,
      takesAccessKeys: true,
    },
    invite: (url) => (link = url),
    report: () => undefined,
  })
})
after(async () => {
  await site?.close()
  if (folder) await rm(folder, { recursive: true })
})

interface Answer {
  readonly status: number
  readonly headers: IncomingHttpHeaders
  readonly text: string
}

function get(url: string, headers: Readonly<Record<string, string>> = {}): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const asking = request(url, { ca: cert, headers }, (answer) => {
      let text = ''
      answer.on('data', (part: Buffer) => (text += part.toString()))
      answer.on('end', () =>
        resolve({ status: answer.statusCode ?? 0, headers: answer.headers, text }),
      )
    })
    asking.on('error', reject)
    asking.end()
  })
}

test('the link is for TLS, and the cookie goes nowhere else', { skip: noOpenssl }, async () => {
  assert.match(link, /^https:\/\/127\.0\.0\.1:\d+\/\?token=/)
  const { status, headers } = await get(link)
  assert.equal(status, 303)
  const [cookie = ''] = headers['set-cookie'] ?? []
  assert.match(cookie, /; HttpOnly; SameSite=Strict; Path=\/; Secure$/)
  const page = await get(`${site?.origin}/`, { cookie: cookie.split(';')[0] ?? '' })
  assert.deepEqual([page.status, page.text], [200, '<!doctype html><title>pages</title>'])
})

test('without TLS it answers nothing', { skip: noOpenssl }, async () => {
  await assert.rejects(fetch(String(site?.origin).replace('https', 'http')))
})
