// The readers of what strangers send: any bytes give a value or a refusal, never a fault.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { AwsError } from '../../src/aws/errors.ts'
import { openPayload } from '../../src/aws/payload/open-payload.ts'
import { readXml } from '../../src/aws/protocols/xml-reader.ts'
import { readS3Signature } from '../../src/aws/sigv4/read-s3-signature.ts'
import { signatureScheme } from '../../src/aws/sigv4/signature-scheme.ts'
import { protocols } from '../../src/aws/protocols/protocols.ts'
import { findTarget } from '../../src/aws/target.ts'
import { SecretBytes } from '../../src/base/secret-bytes.ts'
import { registry } from '../../src/server/registry.ts'
import { model as s3 } from '../../src/services/s3/model.ts'
import { compilePolicy, readPolicy } from '../../src/policy/index.ts'
import { inSlices } from './budget.ts'
import { spoilt } from './shape-values.ts'

const models = [...registry({ lookupEventsPerSecond: undefined }).values()].map(
  ({ model }) => model,
)
const operations = models.flatMap((model) =>
  Object.keys(model.operations).map((operation) => ({ model, operation })),
)

/** Refusals are answers; anything else that is thrown is a fault. */
function refusable(read: () => unknown): void {
  try {
    read()
  } catch (thrown) {
    if (!(thrown instanceof AwsError)) throw thrown
    assert.ok(thrown.status < 500)
  }
}

const text = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 300 }),
  fc.json(),
  spoilt('Action=CreateUser&Version=2010-05-08&Tags.member.1.Key=a&UserName=%F0%9F%94%91'),
  spoilt('{"KeyId":"1234abcd","EncryptionContext":{"a":"b"},"GrantTokens":["a"],"Limit":1e3}'),
)

const request = fc.record({
  method: fc.constantFrom('GET', 'POST'),
  path: fc.webPath(),
  query: fc.oneof(fc.webQueryParameters(), text),
  headers: fc.dictionary(fc.constantFrom('authorization', 'x-amz-target', 'content-type'), text),
  body: text.map((sent) => Buffer.from(sent)),
})

test('any request has a target or a refusal', async () => {
  await inSlices(() => fc.property(request, (sent) => refusable(() => findTarget(sent, models))))
})

test('any body is the input of an operation or refused', async () => {
  await inSlices(() =>
    fc.property(fc.constantFrom(...operations), request, ({ model, operation }, sent) =>
      refusable(() => protocols[model.protocol].decode(model, operation, sent)),
    ),
  )
})

const AUTHORIZATION =
  'AWS4-HMAC-SHA256 Credential=AKIAIOSFODNN7EXAMPLE/20261123/us-east-1/kms/aws4_request, ' +
  'SignedHeaders=host;x-amz-date;x-amz-target, Signature=' +
  '0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef'
const PRESIGNED =
  'X-Amz-Algorithm=AWS4-HMAC-SHA256&X-Amz-Credential=AKIAIOSFODNN7EXAMPLE%2F20261123%2Fus-east-1' +
  '%2Fsts%2Faws4_request&X-Amz-Date=20261123T120000Z&X-Amz-Expires=60&X-Amz-SignedHeaders=host' +
  '&X-Amz-Signature=0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef'

/** By its place: a counterexample that held the tables would fill screens. */
const anOperation = fc.nat(operations.length - 1)

function schemeOf(at: number) {
  const found = operations[at]
  assert.ok(found)
  return signatureScheme(found.model, found.operation)
}

test('any signature is read or refused', async () => {
  const signed = fc.record({
    authorization: spoilt(AUTHORIZATION),
    'x-amz-date': fc.oneof(fc.constant('20261123T120000Z'), spoilt('20261123T120000Z')),
  })
  const now = new Date('2026-11-23T12:00:00Z')
  const base = { method: 'POST', path: '/', body: Buffer.from('{}') }
  await inSlices(() =>
    fc.property(anOperation, signed, spoilt(PRESIGNED), (at, headers, query) => {
      const { read } = schemeOf(at)
      refusable(() => read({ ...base, query: '', headers }, now))
      refusable(() => read({ ...base, query, headers: {} }, now))
    }),
  )
})

/** A naive count, by a reader that is not ours. */
function statementsOf(sent: string): number {
  const { Statement } = JSON.parse(sent) as { Statement: unknown }
  return Array.isArray(Statement) ? Statement.length : 1
}

const restRequest = fc.record({
  method: fc.constantFrom('GET', 'PUT', 'POST', 'DELETE', 'HEAD'),
  path: fc.oneof(fc.webPath(), spoilt('/bucket/../%2e%2e//key%20%F0%9F%94%91')),
  query: spoilt('list-type=2&prefix=a%2Fb&acl&uploadId=1&partNumber=2&max-keys=7'),
  headers: fc.record({
    host: spoilt('bucket.s3.eu-west-1.localhost:4599'),
    'x-amz-meta-a': text,
    'content-length': spoilt('1234'),
    'if-modified-since': spoilt('Sun, 06 Nov 1994 08:49:37 GMT'),
    'x-amz-object-lock-retain-until-date': spoilt('2026-11-23T01:02:03Z'),
  }),
  body: fc
    .oneof(
      text,
      spoilt('<Tagging><TagSet><Tag><Key>a&amp;b</Key><Value/></Tag></TagSet></Tagging>'),
      spoilt('<Delete><Object><Key>a</Key></Object><Quiet>true</Quiet></Delete>'),
    )
    .map((sent) => Buffer.from(sent)),
})

test('any request of S3’s has an operation or a refusal, and an input or a refusal', async () => {
  const names = fc.constantFrom(...Object.keys(s3.operations))
  await inSlices(() =>
    fc.property(restRequest, names, (sent, operation) => {
      refusable(() => findTarget(sent, [s3]))
      refusable(() => protocols.restXml.decode(s3, operation, sent))
    }),
  )
})

test('any bytes are a document or refused', async () => {
  const document = '<?xml version="1.0"?><a b="&lt;"><!-- c --><d:e/><![CDATA[<]]>&#x41;</a>'
  const bytes = fc.oneof(text, spoilt(document)).map((sent) => Buffer.from(sent))
  await inSlices(() => fc.property(bytes, (sent) => refusable(() => readXml(sent))))
})

const CHUNKED = '5\r\nhello\r\n0\r\nx-amz-checksum-crc32:NhCmhg==\r\n\r\n'

/** Signed by nobody: only its form and its checksum can be wrong. */
const chunkedHead = {
  method: 'PUT',
  path: '/bucket/key',
  query: '',
  headers: {
    authorization: AUTHORIZATION.replace('/kms/', '/s3/').replace(
      'host;x-amz-date;x-amz-target',
      'host;x-amz-content-sha256;x-amz-date;x-amz-decoded-content-length;x-amz-trailer',
    ),
    'x-amz-content-sha256': 'STREAMING-UNSIGNED-PAYLOAD-TRAILER',
    'x-amz-date': '20261123T120000Z',
    'x-amz-decoded-content-length': '5',
    'x-amz-trailer': 'x-amz-checksum-crc32',
  },
}

async function contentOf(body: string, size: number): Promise<string> {
  const claim = readS3Signature(chunkedHead, new Date('2026-11-23T12:00:00Z'))
  const key = new SecretBytes(Buffer.alloc(32))
  const { chunks } = openPayload({ head: chunkedHead, claim, key }, piecesOf(body, size))
  let content = ''
  for await (const piece of chunks) content += Buffer.from(piece).toString('latin1')
  return content
}

async function* piecesOf(body: string, size: number): AsyncGenerator<Uint8Array> {
  const bytes = Buffer.from(body)
  for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size)
}

test('any chunked body is its content or refused, and no other content', async () => {
  assert.equal(await contentOf(CHUNKED, 3), 'hello')
  await inSlices(() =>
    fc.asyncProperty(fc.oneof(text, spoilt(CHUNKED)), fc.integer({ min: 1, max: 50 }), readChunks),
  )
})

async function readChunks(body: string, size: number): Promise<void> {
  try {
    assert.equal(await contentOf(body, size), 'hello')
  } catch (thrown) {
    if (!(thrown instanceof AwsError)) throw thrown
    assert.ok(thrown.status < 500)
  }
}

test('any text is a policy or a list of problems', async () => {
  const policy = '{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":["kms:*"]}]}'
  const texts = fc.oneof(
    text,
    spoilt(policy),
    fc.nat(20_000).map((deep) => '['.repeat(deep)),
  )
  await inSlices(() =>
    fc.property(texts, (sent) => {
      const read = readPolicy(sent, { positions: true })
      if ('problems' in read) assert.ok(read.problems.length > 0)
      else assert.equal(compilePolicy(read.document).statements.length, statementsOf(sent))
    }),
  )
})
