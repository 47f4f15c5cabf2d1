// Spans, as a collector gets them.

import assert from 'node:assert/strict'
import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { test, type TestContext } from 'node:test'
import { DescribeKeyCommand, KMSClient, ListKeysCommand } from '@aws-sdk/client-kms'
import { ACCOUNT, startWorld } from '../fixtures/world.ts'
import { sparekey } from '../cli/sparekey.ts'

interface Attribute {
  readonly key: string
  readonly value: { readonly stringValue?: string; readonly intValue?: string }
}

interface SentSpan {
  readonly traceId: string
  readonly spanId: string
  readonly parentSpanId?: string
  readonly name: string
  readonly kind: number
  readonly startTimeUnixNano: string
  readonly endTimeUnixNano: string
  readonly attributes: readonly Attribute[]
}

/** Keeps what it is sent, and answers with `status`. */
async function collector(t: TestContext, status = 200) {
  const spans: SentSpan[] = []
  const resources: unknown[] = []
  const server = createServer(async (request, response) => {
    assert.equal(request.url, '/v1/traces')
    assert.equal(request.headers['content-type'], 'application/json')
    const sent = JSON.parse((await request.toArray()).join(''))
    for (const { resource, scopeSpans } of sent.resourceSpans) {
      resources.push(resource)
      for (const scope of scopeSpans) spans.push(...scope.spans)
    }
    response.writeHead(status).end('{}')
  }).listen(0, '127.0.0.1')
  await once(server, 'listening')
  t.after(() => server.close())
  const { port } = server.address() as AddressInfo
  return { url: `http://127.0.0.1:${port}`, spans, resources }
}

const valuesOf = ({ attributes }: SentSpan) =>
  Object.fromEntries(
    attributes.map(({ key, value }) => [key, value.stringValue ?? Number(value.intValue)]),
  )

test('every request leaves a span, and continues the trace it came with', async (t) => {
  const { url, spans, resources } = await collector(t)
  const world = await startWorld({ otlp: url })
  const kms = world.client(KMSClient)
  const { $metadata } = await kms.send(new ListKeysCommand({}))
  const trace = '4bf92f3577b34da6a3ce929d0e0e4736'
  const send = (traceparent: string) => {
    const client = world.client(KMSClient)
    client.middlewareStack.add(
      (next) => (call) => {
        Object.assign((call.request as { headers: object }).headers, { traceparent })
        return next(call)
      },
      { step: 'build' },
    )
    return client.send(new DescribeKeyCommand({ KeyId: 'alias/none' })).catch(() => undefined)
  }
  await send(`00-${trace}-00f067aa0ba902b7-01`)
  await send(`00-${trace}-00f067aa0ba902b7-00`)
  await world.close()

  assert.deepEqual(
    spans.map(({ name }) => name),
    ['kms.ListKeys', 'kms.DescribeKey'],
  )
  const [list, describe] = spans
  assert.ok(list && describe)
  assert.match(list.traceId, /^[0-9a-f]{32}$/)
  assert.match(list.spanId, /^[0-9a-f]{16}$/)
  assert.equal(list.parentSpanId, undefined)
  assert.ok(BigInt(list.endTimeUnixNano) > BigInt(list.startTimeUnixNano))
  assert.deepEqual(valuesOf(list), {
    ...{ 'rpc.system': 'aws-api', 'rpc.service': 'kms', 'rpc.method': 'ListKeys' },
    ...{ 'aws.request_id': $metadata.requestId, 'http.response.status_code': 200 },
    ...{ 'cloud.region': 'us-east-1', 'cloud.account.id': ACCOUNT },
  })
  assert.deepEqual([describe.traceId, describe.parentSpanId], [trace, '00f067aa0ba902b7'])
  assert.equal(valuesOf(describe)['error.type'], 'NotFoundException')
  assert.match(JSON.stringify(resources[0]), /"service\.name","value":\{"stringValue":"sparekey"\}/)
})

test('a collector that is not there, or refuses, holds nothing up', async (t) => {
  const { url } = await collector(t, 503)
  for (const otlp of ['http://127.0.0.1:1', url]) {
    const world = await startWorld({ otlp })
    await world.client(KMSClient).send(new ListKeysCommand({}))
    await world.close()
  }
})

test('what is no URL of a collector is refused', async () => {
  const { code, stderr } = await sparekey(['serve', '--otlp', '127.0.0.1:4318'])
  assert.equal(code, 1)
  assert.match(stderr, /`127\.0\.0\.1:4318` is not the URL of a collector\n.*--otlp http:/)
})
