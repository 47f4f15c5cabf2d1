// The readers of what strangers send: any bytes give a value or a refusal, never a fault.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { AwsError } from '../../src/aws/errors.ts'
import { readSignature, signatureRules } from '../../src/aws/sigv4/read-signature.ts'
import { protocols } from '../../src/aws/protocols/protocols.ts'
import { findTarget } from '../../src/aws/target.ts'
import { registry } from '../../src/server/registry.ts'
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

test('any signature is read or refused', async () => {
  const signed = fc.record({
    authorization: spoilt(AUTHORIZATION),
    'x-amz-date': fc.oneof(fc.constant('20261123T120000Z'), spoilt('20261123T120000Z')),
  })
  const now = new Date('2026-11-23T12:00:00Z')
  const base = { method: 'POST', path: '/', body: Buffer.from('{}') }
  await inSlices(() =>
    fc.property(fc.constantFrom(...models), signed, spoilt(PRESIGNED), (model, headers, query) => {
      const rules = signatureRules(model)
      refusable(() => readSignature({ ...base, query: '', headers }, rules, now))
      refusable(() => readSignature({ ...base, query, headers: {} }, rules, now))
    }),
  )
})

/** A naive count, by a reader that is not ours. */
function statementsOf(sent: string): number {
  const { Statement } = JSON.parse(sent) as { Statement: unknown }
  return Array.isArray(Statement) ? Statement.length : 1
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
