// The signatures are those that AWS publishes with its Signature Version 4 test suite and its
// worked example for IAM.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { SecretBytes } from '../../base/secret-bytes.ts'
import { AwsError } from '../errors.ts'
import type { WireRequest } from '../wire-request.ts'
import { parseClaim } from './claim.ts'
import { authenticationErrors } from './errors.ts'
import type { SignatureRules } from './read-signature.ts'
import { signingKey, verifySignature } from './verify-signature.ts'

const secret = new SecretBytes(Buffer.from('wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY'))
const errors = authenticationErrors('query')
const rules: SignatureRules = { service: 'service', skewMinutesMax: 15, errors }

interface Case {
  readonly method?: string
  readonly path?: string
  readonly query?: string
  readonly headers?: Readonly<Record<string, string>>
  readonly body?: string
  readonly service?: string
  readonly signature: string
}

function requestOf(published: Case): WireRequest {
  const headers = {
    host: 'example.amazonaws.com',
    'x-amz-date': '20150830T123600Z',
    ...published.headers,
  }
  const scope = `AKIDEXAMPLE/20150830/us-east-1/${published.service ?? 'service'}/aws4_request`
  const signed = Object.keys(headers).toSorted().join(';')
  const authorization =
    `AWS4-HMAC-SHA256 Credential=${scope}, SignedHeaders=${signed}, ` +
    `Signature=${published.signature}`
  return {
    method: published.method ?? 'GET',
    path: published.path ?? '/',
    query: published.query ?? '',
    headers: { ...headers, authorization },
    body: Buffer.from(published.body ?? ''),
  }
}

function verify(request: WireRequest, key = secret): void {
  const claim = parseClaim(request, errors)
  const derived = signingKey(key, claim.date, claim.region, claim.service)
  verifySignature(request, claim, derived, rules)
}

const vanilla: Case = {
  signature: '5fa00fa31553b73ebf1942676e86291e8372ff2a2260956d9b8aae1d763fbf31',
}

const form: Case = {
  method: 'POST',
  headers: { 'content-type': 'application/x-www-form-urlencoded' },
  body: 'Param1=value1',
  signature: 'ff11897932ad3f4e8b18135d722051e5ac45fc38421b1da7b9d196a0fe09473a',
}

const published: Readonly<Record<string, Case>> = {
  'get-vanilla': vanilla,
  'get-vanilla-query-order-key-case': {
    query: 'Param2=value2&Param1=value1',
    signature: 'b97d918cfa904a5beff61c982a1b6f458b799221646efd99d3219ec94cdf2500',
  },
  'get-utf8': {
    path: '/\u1234',
    signature: '8318018e0b0f223aa2bbf98705b62bb787dc9c0e678f255a891fd03141be5d85',
  },
  'get-space': {
    path: '/example space/',
    signature: '652487583200325589f1fba4c7e578f72c47cb61beeca81406b39ddec1366741',
  },
  'get-slash-dot-slash': { ...vanilla, path: '/./' },
  'get-relative-relative': { ...vanilla, path: '/example1/example2/../..' },
  'get-header-key-duplicate': {
    headers: { 'my-header1': 'value2,value2,value1' },
    signature: 'c9d5ea9f3f72853aea855b47ea873832890dbdd183b4468f858259531a5138ea',
  },
  'get-header-value-trim': {
    headers: { 'my-header1': ' value1', 'my-header2': ' "a   b   c"' },
    signature: 'acc3ed3afb60bb290fc8d2dd0098b9911fcaa05412b367055dee359757a9c736',
  },
  'post-vanilla': {
    method: 'POST',
    signature: '5da7c1a2acd57cee7505fc6676e4e544621c30862966e37dddb68e92efbe5d6b',
  },
  'post-x-www-form-urlencoded': form,
  'IAM ListUsers': {
    query: 'Action=ListUsers&Version=2010-05-08',
    headers: {
      host: 'iam.amazonaws.com',
      'content-type': 'application/x-www-form-urlencoded; charset=utf-8',
    },
    service: 'iam',
    signature: '5d672d79c15b13162d9279b0855cfba6789a8edb4c82c400e06b5924a6f2b5d7',
  },
}

for (const [name, example] of Object.entries(published)) {
  test(`the published signature of ${name} verifies`, () => {
    verify(requestOf(example))
  })
}

test('the published IAM signing key is derived', () => {
  const key = signingKey(secret, '20150830', 'us-east-1', 'iam')
  const published = 'c4afb1cc5771d871763a393e44b703571b55cc28424d1a5e86da6ed3c154a4b9'
  assert.ok(key.equals(new SecretBytes(Buffer.from(published, 'hex'))))
})

const isMismatch = (thrown: unknown): boolean =>
  thrown instanceof AwsError && thrown.code === 'SignatureDoesNotMatch' && thrown.status === 403

test('a signature is refused when anything it covers has changed', () => {
  const request = requestOf(form)
  const changed: readonly Partial<WireRequest>[] = [
    { method: 'PUT' },
    { path: '/other' },
    { query: 'a=b' },
    { body: Buffer.from('Param1=value2') },
    { headers: { ...request.headers, host: 'elsewhere.amazonaws.com' } },
    { headers: { ...request.headers, 'content-type': 'text/plain' } },
  ]
  for (const change of changed) {
    assert.throws(() => verify({ ...request, ...change }), isMismatch)
  }
})

test('a signature made with another secret is refused', () => {
  assert.throws(() => verify(requestOf(vanilla), new SecretBytes(Buffer.from('x'))), isMismatch)
})

test('a signature that is cut off or empty is refused', () => {
  for (const signature of ['', vanilla.signature.slice(0, -1), `${vanilla.signature}0`]) {
    assert.throws(() => verify(requestOf({ signature })), isMismatch)
  }
})

test('a payload hash that is not the body’s is refused, unsigned payloads included', () => {
  for (const declared of ['UNSIGNED-PAYLOAD', 'STREAMING-UNSIGNED-PAYLOAD-TRAILER', '00']) {
    const request = requestOf(vanilla)
    const headers = { ...request.headers, 'x-amz-content-sha256': declared }
    assert.throws(() => verify({ ...request, headers }), isMismatch)
  }
})
