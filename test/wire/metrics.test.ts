// What monitoring sees: metrics, readiness, and the log.

import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { CreateKeyCommand, DescribeKeyCommand, KMSClient } from '@aws-sdk/client-kms'
import { GetCallerIdentityCommand, STSClient } from '@aws-sdk/client-sts'
import type { TestWorld } from '../fixtures/world.ts'
import { startWorld } from '../fixtures/world.ts'
import { root } from '../tidy/tree.ts'

let world: TestWorld
before(async () => {
  world = await startWorld()
})
after(() => world.close())

const page = async (): Promise<string> => {
  const answer = await fetch(`${world.endpoint}/_sparekey/metrics`)
  assert.equal(answer.status, 200)
  assert.match(answer.headers.get('content-type') ?? '', /^text\/plain; version=0\.0\.4/)
  return answer.text()
}

const SAMPLE = /^([a-z][a-z0-9_]*)((?:\{(?:[a-z]+="(?:[^"\\\n]|\\.)*",?)+\})?) (\S+)$/

/** Every line, or the page is not what Prometheus takes. */
function samplesOf(text: string): ReadonlyMap<string, number> {
  assert.ok(text.endsWith('\n'))
  const families = new Map<string, string>()
  const samples = new Map<string, number>()
  for (const line of text.trimEnd().split('\n')) {
    const [, name = '', type = ''] = /^# TYPE (\S+) (counter|gauge|histogram)$/.exec(line) ?? []
    if (name !== '') {
      assert.ok(!families.has(name), `${name} is there twice`)
      families.set(name, type)
    }
    if (line === '' || line.startsWith('#')) continue
    const [, sample = '', labels = '', value = ''] = SAMPLE.exec(line) ?? []
    const family = sample.replace(/_(bucket|sum|count)$/, '')
    assert.ok(families.has(sample) || families.get(family) === 'histogram', line)
    assert.ok(Number.isFinite(Number(value)), line)
    assert.ok(!samples.has(sample + labels), `${line} is there twice`)
    samples.set(sample + labels, Number(value))
  }
  return samples
}

test('requests are counted by service, operation and code, and timed', async () => {
  const kms = world.client(KMSClient)
  const { KeyMetadata } = await kms.send(new CreateKeyCommand({}))
  const KeyId = KeyMetadata?.KeyId
  for (let times = 0; times < 3; times += 1) await kms.send(new DescribeKeyCommand({ KeyId }))
  await assert.rejects(kms.send(new DescribeKeyCommand({ KeyId: 'alias/none' })))
  await world.client(STSClient).send(new GetCallerIdentityCommand({}))
  const samples = samplesOf(await page())
  const counted = (service: string, operation: string, code: string) =>
    samples.get(
      `sparekey_requests_total{service="${service}",operation="${operation}",code="${code}"}`,
    )
  assert.equal(counted('kms', 'DescribeKey', 'OK'), 3)
  assert.equal(counted('kms', 'DescribeKey', 'NotFoundException'), 1)
  assert.equal(counted('sts', 'GetCallerIdentity', 'OK'), 1)
  const describe = 'service="kms",operation="DescribeKey"'
  const seconds = 'sparekey_request_duration_seconds'
  assert.equal(samples.get(`${seconds}_count{${describe}}`), 4)
  assert.equal(samples.get(`${seconds}_bucket{le="+Inf",${describe}}`), 4)
  assert.ok((samples.get(`${seconds}_sum{${describe}}`) ?? 0) > 0)
})

test('a name that a client made up is no label', async () => {
  const headers = {
    'content-type': 'application/x-amz-json-1.1',
    'x-amz-target': 'TrentService.Planted"Name',
  }
  await fetch(world.endpoint, { method: 'POST', headers, body: '{}' })
  const text = await page()
  assert.doesNotMatch(text, /Planted/)
  const unknown = /sparekey_requests_total\{service="unknown",operation="unknown",code="\w+"\} 1\n/
  assert.match(text, unknown)
})

test('queue, readiness, memory and the event loop have their gauges', async () => {
  const samples = samplesOf(await page())
  assert.equal(samples.get('sparekey_requests_in_flight'), 0)
  assert.equal(samples.get('sparekey_store_queued_writes'), 0)
  assert.equal(samples.get('sparekey_store_trouble'), 0)
  assert.equal(samples.get('sparekey_ready'), 1)
  assert.ok((samples.get('process_resident_memory_bytes') ?? 0) > 1024 * 1024)
  assert.ok((samples.get('process_cpu_seconds_total') ?? 0) > 0)
  assert.ok(samples.has('nodejs_eventloop_lag_p99_seconds'))
})

test('every metric is in the reference, with its type, and no other', async () => {
  const told = readFileSync(join(root, 'docs/reference/endpoints.md'), 'utf8')
  const rows = [...told.matchAll(/^\| `(\w+)` +\| (counter|gauge|histogram) /gm)]
  const types = [...(await page()).matchAll(/^# TYPE (\S+) (\S+)$/gm)]
  const named = (found: readonly RegExpExecArray[]) =>
    found.map(([, name = '', type = '']) => `${name} ${type}`).toSorted()
  assert.deepEqual(named(rows), named(types))
})

test('ready: yes while it serves, and no more when it is told to stop', async () => {
  const own = await startWorld({ drainMs: 500 })
  const ask = async () => {
    const answer = await fetch(`${own.endpoint}/_sparekey/ready`)
    return [answer.status, await answer.json()]
  }
  assert.deepEqual(await ask(), [200, { status: 'ready' }])
  const closed = own.close()
  assert.deepEqual(await ask(), [503, { status: 'unready', message: 'the stack is stopping' }])
  await own.client(STSClient).send(new GetCallerIdentityCommand({}))
  await closed
  await assert.rejects(ask())
})
