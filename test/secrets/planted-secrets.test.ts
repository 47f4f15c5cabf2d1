// Secrets of every kind are planted, everything is done with them, and then they are looked for
// in all that the stack has written anywhere, and in a picture of its memory.

import assert from 'node:assert/strict'
import { randomBytes } from 'node:crypto'
import { once } from 'node:events'
import { readdirSync, readFileSync, statSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join, relative } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { test, type TestContext } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import { ACCOUNT, readCredentialsFile } from '../fixtures/credentials-file.ts'
import { LAUNCHER, cleanEnvironment, scratch, sparekey, stop } from '../cli/sparekey.ts'
import { spawn } from 'node:child_process'
import { createInterface } from 'node:readline'
import { consoleAnswers } from './console-answers.ts'
import { PlantedSecrets } from './planted.ts'
import * as siege from './siege.ts'

/** Pictures of a process's memory are asked for by signals. */
const skip = process.platform === 'win32' ? 'there are no signals here' : false

/** What is meant to be in clear in a data directory, by its path there. */
const MEANT_IN_CLEAR = new Map([
  ['credentials', ['root secret access key']], // --no-credentials-file does without
])

async function collector(t: TestContext) {
  const bodies: string[] = []
  const server = createServer(async (request, response) => {
    bodies.push((await request.toArray()).join(''))
    response.end('{}')
  }).listen(0, '127.0.0.1')
  await once(server, 'listening')
  t.after(() => server.close())
  return { bodies, url: `http://127.0.0.1:${(server.address() as AddressInfo).port}` }
}

type Environment = Readonly<Record<string, string>>

interface Watched {
  readonly endpoint: string
  readonly pid: number
  readonly credentialsFile: string
  readonly written: () => string
  stop(): Promise<void>
}

async function serve(t: TestContext, args: readonly string[], env: Environment): Promise<Watched> {
  const child = spawn(
    process.execPath,
    [LAUNCHER, 'serve', '--json', '--port', '0', '--no-console', ...args],
    { env: cleanEnvironment(env), stdio: ['ignore', 'pipe', 'pipe'] },
  )
  t.after(() => stop(child))
  let written = ''
  for (const stream of [child.stdout, child.stderr]) {
    stream.on('data', (chunk: Buffer) => (written += chunk.toString()))
  }
  const [line] = (await once(createInterface({ input: child.stdout }), 'line')) as [string]
  return { ...JSON.parse(line), written: () => written, stop: () => stop(child) }
}

const filesIn = (folder: string): readonly string[] =>
  readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .map((name) => join(folder, name))
    .filter((path) => statSync(path).isFile())

/** The material of every key is spoilt, as a bad disk might spoil it. */
function spoilMaterials(data: string): void {
  const database = new DatabaseSync(join(data, 'state.db'))
  database.exec(
    `UPDATE row SET value = replace(value, substr(json_extract(value, '$.sealedMaterial'), 60, 8),
       'AAAAAAAA') WHERE json_extract(value, '$.sealedMaterial') IS NOT NULL`,
  )
  database.close()
}

async function until(isTrue: () => Promise<boolean>): Promise<void> {
  for (let tries = 0; !(await isTrue()); tries += 1) {
    assert.ok(tries < 200, 'it never came')
    await sleep(100)
  }
}

type Looked = (readonly [place: string, written: Uint8Array | string])[]

/** By its owner, while the stack runs. */
async function commandsOver(data: string, folder: string, env: Environment): Promise<Looked> {
  const backup = join(folder, 'all.backup')
  const looked: Looked = []
  for (const args of [
    ['verify', '--data', data, '--root-key', 'env'],
    ['backup', backup, '--data', data],
  ]) {
    const { code, stdout, stderr } = await sparekey(args, env)
    assert.equal(code, 0, stdout + stderr)
    looked.push([String(args[0]), stdout + stderr])
  }
  return [...looked, ['the archive', readFileSync(backup)]]
}

/** A picture of its memory, as far as Node makes one. */
async function memoryOf({ pid, endpoint }: Watched, folder: string): Promise<Looked> {
  process.kill(pid, 'SIGURG')
  process.kill(pid, 'SIGUSR2')
  const made = (end: string) => readdirSync(folder).find((name) => name.endsWith(end))
  await until(async () => made('.json') !== undefined && made('.heapsnapshot') !== undefined)
  // It answers when it has written them.
  await until(async () => (await fetch(`${endpoint}/_sparekey/health`)).ok)
  const report = readFileSync(join(folder, made('.json') ?? ''), 'utf8')
  assert.match(report, /"nodejsVersion"/)
  // Strings and names alone: the bytes of buffers, as those of keys are, are in no heap snapshot.
  const heap = readFileSync(join(folder, made('.heapsnapshot') ?? ''))
  return [
    ['the diagnostic report', report],
    ['the heap', heap],
  ]
}

const picturesIn = (folder: string): string =>
  [
    ...['--report-on-signal', '--report-signal=SIGURG', `--report-directory=${folder}`],
    ...['--heapsnapshot-signal=SIGUSR2', `--diagnostic-dir=${folder}`],
  ].join(' ')

function requireNone(secrets: PlantedSecrets, looked: Looked): void {
  const leaks = looked.flatMap(([place, text]) => {
    const meant = MEANT_IN_CLEAR.get(place) ?? []
    return secrets
      .foundIn(text)
      .filter((found) => !meant.some((name) => found.startsWith(`${name} (`)))
      .map((found) => `${place}: ${found}`)
  })
  assert.deepEqual(leaks, [])
}

/** Everything that there is to do with secrets; the key that objects are under. */
async function doEverything(by: siege.Besieger): Promise<string> {
  await siege.openTrail(by)
  const keyId = await siege.useKeys(by)
  await siege.useIdentities(by)
  await siege.keepObjects(by, keyId, await siege.openSessions(by))
  await until(async () => (await siege.countLogFiles(by)) > 1)
  return keyId
}

test('no secret leaves the stack but to whom it is given', { skip }, async (t) => {
  const folder = scratch(t)
  const data = join(folder, 'data')
  const secrets = new PlantedSecrets()
  const rootKey = Buffer.from(secrets.bytes('root key', randomBytes(32)))
  const rootSecret = secrets.text('root secret access key', randomBytes(30).toString('base64'))
  const { bodies, url } = await collector(t)
  const told = ['--data', data, '--root-key', 'env', '--log-level', 'debug', '--otlp', url]
  const args = [...told, '--lookup-events-rate', 'off', '--trail-interval', '1s']
  const keyEnv = { SPAREKEY_ROOT_KEY: rootKey.toString('base64') }
  const env = {
    ...keyEnv,
    SPAREKEY_ROOT_ACCESS_KEY_ID: 'AKIAIOSFODNN7EXAMPLE',
    SPAREKEY_ROOT_SECRET_ACCESS_KEY: rootSecret,
    AWS_SECRET_ACCESS_KEY: secrets.text(
      'secret of the environment',
      randomBytes(30).toString('hex'),
    ),
    NODE_OPTIONS: picturesIn(folder),
  }
  const stack = await serve(t, args, env)
  const credentials = (await readCredentialsFile(stack.credentialsFile)).get(ACCOUNT)
  assert.equal(credentials?.secretAccessKey, rootSecret)
  const refusals: string[] = []
  const by = { endpoint: stack.endpoint, credentials, secrets, refusals }
  const keyId = await doEverything(by)
  const pages = await consoleAnswers(by, stack.credentialsFile, keyId)
  assert.ok(pages.answered.size > 12, [...pages.answered].join(' '))
  const events = await siege.readEvents(by)
  assert.ok(events.length > 30, `${events.length} events`)
  const metrics = await (await fetch(`${stack.endpoint}/_sparekey/metrics`)).text()
  const commands = await commandsOver(data, folder, keyEnv)
  const memory = await memoryOf(stack, folder)

  await stack.stop()
  spoilMaterials(data)
  const spoilt = await serve(t, args, env)
  await siege.failWithin({ ...by, endpoint: spoilt.endpoint }, keyId)
  await spoilt.stop()
  assert.match(spoilt.written(), /"level":"error"/)
  const looked: Looked = [
    ...[...commands, ...memory],
    ['events', events.join('\n')],
    ['metrics', metrics],
    ['refusals', refusals.join('\n')],
    ['the console', pages.text],
    ['spans', bodies.join('\n')],
    ['standard output and error', stack.written() + spoilt.written()],
    ...filesIn(data).map((path) => [relative(data, path), readFileSync(path)] as const),
  ]
  requireNone(secrets, looked)
  t.diagnostic(`${secrets.names.length} secrets, ${looked.length} places`)
  // What is looked for is found where it is.
  assert.ok(bodies.length > 0)
  assert.notDeepEqual(secrets.foundIn(readFileSync(stack.credentialsFile)), [])
})
