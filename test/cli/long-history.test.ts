// A key whose history takes many pages: AWS's rate is kept as the wire sees it, progress is shown,
// and an interrupt ends it with what was found until then.

import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { text } from 'node:stream/consumers'
import { after, before, test, type TestContext } from 'node:test'
import { KMSClient, PutKeyPolicyCommand } from '@aws-sdk/client-kms'
import { secondMs } from '../../src/base/sizes.ts'
import {
  accountStatement,
  administrator,
  createKey,
  keyPolicy,
} from '../doctor/scenarios/locked-key.ts'
import { startProxy, type Decision, type Proxy } from '../fixtures/proxy.ts'
import { startWorld, type TestWorld } from '../fixtures/world.ts'
import { cleanEnvironment, LAUNCHER, sparekey } from './sparekey.ts'

const LOOKUP = 'cloudtrail:LookupEvents'
const puts = 220

let world: TestWorld
let key: string
let env: Readonly<Record<string, string>>

before(async () => {
  world = await startWorld({ lookupEventsPerSecond: 2 })
  const admin = await world.user('admin', administrator)
  env = {
    AWS_ACCESS_KEY_ID: admin.accessKeyId,
    AWS_SECRET_ACCESS_KEY: admin.secretAccessKey,
    AWS_REGION: 'us-east-1',
  }
  key = await createKey(world, keyPolicy(accountStatement))
  const kms = world.client(KMSClient)
  for (let number = 1; number <= puts; number += 1) {
    const Policy = JSON.stringify(keyPolicy({ ...accountStatement, Sid: `Version ${number}` }))
    await kms.send(new PutKeyPolicyCommand({ KeyId: key, Policy }))
  }
})
after(() => world.close())

async function proxyOf(t: TestContext, decide: (lookups: number) => Decision): Promise<Proxy> {
  let lookups = 0
  const proxy = await startProxy(({ action }) => {
    if (action !== LOOKUP) return 'pass'
    lookups += 1
    return decide(lookups)
  }, world.endpoint)
  t.after(() => proxy.close())
  return proxy
}

const historyAt = ({ endpoint }: Proxy) => ['history', key, '--json', '--endpoint', endpoint]

const lookupsOf = ({ calls }: Proxy): readonly number[] =>
  calls.flatMap(({ action, atMs }) => (action === LOOKUP ? atMs : []))

/** How many fell into one second, at most; what is a little early on this machine counts on. */
function mostInASecond(times: readonly number[]): number {
  const windowMs = 0.9 * secondMs
  const counts = times.map((from) => {
    return times.filter((at) => at >= from && at < from + windowMs).length
  })
  return Math.max(...counts)
}

test('two lookups a second, progress on standard error, and every version', async (t) => {
  const proxy = await proxyOf(t, () => 'pass')
  const { code, stdout, stderr } = await sparekey(historyAt(proxy), env)
  assert.equal(code, 0, stderr)
  assert.notEqual(stdout, '', stderr)
  const { entries, gaps } = JSON.parse(stdout)
  assert.deepEqual([entries.length, gaps], [puts + 1, []])
  const times = lookupsOf(proxy)
  assert.ok(times.length >= 6, `${times.length} pages`)
  assert.equal(mostInASecond(times), 2)
  assert.ok(stderr.split('\n').length > 1, 'progress')
})

test('throttled by others in the account, it backs off and still finds all', async (t) => {
  const throttled: Decision = {
    status: 400,
    type: 'application/x-amz-json-1.1',
    body: JSON.stringify({ __type: 'ThrottlingException', message: 'Rate exceeded' }),
  }
  const proxy = await proxyOf(t, (lookups) => (lookups % 3 === 0 ? throttled : 'pass'))
  const { code, stdout, stderr } = await sparekey(historyAt(proxy), env)
  assert.equal(code, 0, stderr)
  assert.equal(JSON.parse(stdout).entries.length, puts + 1)
})

test('an interrupt ends it at once, with what was found until then', async (t) => {
  let interrupt = (): unknown => undefined
  const proxy = await proxyOf(t, (lookups) => {
    if (lookups === 4) interrupt()
    return 'pass'
  })
  const child = spawn(process.execPath, [LAUNCHER, ...historyAt(proxy)], {
    env: cleanEnvironment(env),
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  let interruptedAtMs = 0
  interrupt = () => {
    interruptedAtMs = performance.now()
    return child.kill('SIGINT')
  }
  const [stdout, stderr, [code]] = await Promise.all([
    text(child.stdout),
    text(child.stderr),
    once(child, 'close'),
  ])
  assert.ok(performance.now() - interruptedAtMs < 5 * secondMs)
  assert.equal(code, 1, stderr)
  assert.doesNotMatch(stderr, /^\s+at /m)
  assert.notEqual(stdout, '', stderr)
  const { entries, gaps } = JSON.parse(stdout)
  assert.ok(entries.length >= 50 && entries.length < puts, `${entries.length} entries`)
  assert.deepEqual(
    gaps.map(({ because }: { because: string }) => because),
    ['interrupted'],
  )
})
