import assert from 'node:assert/strict'
import { test } from 'node:test'
import { AwsError } from '../errors.ts'
import type { WireRequest } from '../wire-request.ts'
import { authenticationErrors } from './errors.ts'
import { readSignature, type SignatureRules } from './read-signature.ts'

const now = new Date('2024-08-20T23:08:02Z')
const kms: SignatureRules = {
  service: 'kms',
  skewMinutesMax: 5,
  errors: authenticationErrors('awsJson1_1'),
}
const sts: SignatureRules = {
  service: 'sts',
  skewMinutesMax: 15,
  errors: authenticationErrors('query'),
}

interface Parts {
  readonly credential?: string
  readonly signedHeaders?: string
  readonly date?: string
  readonly headers?: Readonly<Record<string, string>>
}

function request(parts: Parts = {}): WireRequest {
  const credential = parts.credential ?? 'AKIAIOSFODNN7EXAMPLE/20240820/us-east-1/kms/aws4_request'
  const signedHeaders = parts.signedHeaders ?? 'host;x-amz-date'
  const signed = `SignedHeaders=${signedHeaders}, Signature=00`
  const authorization = `AWS4-HMAC-SHA256 Credential=${credential}, ${signed}`
  const date = parts.date ?? '20240820T230802Z'
  return wire({ host: 'h', 'x-amz-date': date, authorization, ...parts.headers })
}

function wire(headers: Readonly<Record<string, string>>, query = ''): WireRequest {
  return { method: 'POST', path: '/', query, headers, body: new Uint8Array() }
}

function refusal(asked: WireRequest, rules = kms): string {
  try {
    readSignature(asked, rules, now)
  } catch (thrown) {
    assert.ok(thrown instanceof AwsError)
    return `${thrown.code} ${thrown.status}: ${thrown.message}`
  }
  return 'none'
}

test('a claim in order is read', () => {
  const claim = readSignature(request(), kms, now)
  assert.equal(claim.accessKeyId, 'AKIAIOSFODNN7EXAMPLE')
  assert.equal(claim.region, 'us-east-1')
  assert.deepEqual(claim.signedHeaders, ['host', 'x-amz-date'])
  assert.deepEqual(claim.signedAt, now)
  assert.equal(claim.presigned, undefined)
})

test('a request without any signature is told so in its family’s code', () => {
  assert.equal(
    refusal(wire({})),
    'MissingAuthenticationTokenException 400: Missing Authentication Token',
  )
  assert.equal(
    refusal(wire({}), sts),
    'MissingAuthenticationToken 403: Missing Authentication Token',
  )
})

test('an Authorization header of another scheme lacks every parameter, and is not echoed', () => {
  const said = refusal(wire({ authorization: 'Bearer abc' }))
  assert.match(said, /^IncompleteSignatureException 400: /)
  assert.match(said, /requires 'Credential' parameter\. .*requires 'Signature' parameter\./)
  assert.match(said, /requires existence of either a 'X-Amz-Date' or a 'Date' header\./)
  assert.ok(!said.includes('abc'))
})

test('a pair without an equal-sign is an incomplete signature', () => {
  const authorization = 'AWS4-HMAC-SHA256 Credential= AKIA, SignedHeaders=host, Signature=00'
  assert.match(
    refusal(wire({ authorization }), sts),
    /^IncompleteSignature 400: Invalid key=value pair \(missing equal-sign\)/,
  )
})

test('a credential of the wrong number of parts is an incomplete signature', () => {
  assert.equal(
    refusal(request({ credential: 'AKIA/us-east-1' })),
    'IncompleteSignatureException 400: Credential must have exactly 5 slash-delimited elements, ' +
      "e.g. keyid/date/region/service/term, got 'AKIA/us-east-1'.",
  )
})

test('a date in another format, or of no calendar, is an incomplete signature', () => {
  for (const date of ['2024-08-20T23:08:02Z', '20240230T000000Z', '20240820T250000Z', '']) {
    assert.match(
      refusal(request({ date })),
      /^IncompleteSignatureException 400: Date must be in ISO/,
    )
  }
})

test('the HTTP date stands in for a missing X-Amz-Date', () => {
  const { authorization = '' } = request({ signedHeaders: 'date;host' }).headers
  const date = 'Tue, 20 Aug 2024 23:08:02 GMT'
  const claim = readSignature(wire({ host: 'h', date, authorization }), kms, now)
  assert.equal(claim.timestamp, '20240820T230802Z')
})

test('a scope for another service, Region, day or terminator is refused in AWS’s words', () => {
  const credential = (scope: string) => request({ credential: `AKIAIOSFODNN7EXAMPLE/${scope}` })
  assert.equal(
    refusal(credential('20240820/us-east-1/iam/aws4_request')),
    "InvalidSignatureException 400: Credential should be scoped to correct service: 'kms'.",
  )
  assert.equal(
    refusal(credential('20240820/moon/kms/aws4_request')),
    'InvalidSignatureException 400: Credential should be scoped to a valid region.',
  )
  assert.equal(
    refusal(credential('20240820/moon/sts/aws4_request'), sts),
    "SignatureDoesNotMatch 403: Credential should be scoped to a valid region, not 'moon'.",
  )
  assert.equal(
    refusal(credential('20240821/us-east-1/kms/aws4_request')),
    'InvalidSignatureException 400: Date in Credential scope does not match YYYYMMDD from ' +
      "ISO-8601 version of date from HTTP: '20240821' != '20240820', from '20240820T230802Z'.",
  )
  assert.match(
    refusal(credential('20240820/us-east-1/kms/aws5')),
    /valid terminator: 'aws4_request'/,
  )
})

test('KMS takes a clock five minutes off and refuses more, naming both times', () => {
  assert.equal(refusal(request({ date: '20240820T230302Z' })), 'none')
  assert.equal(refusal(request({ date: '20240820T231302Z' })), 'none')
  assert.equal(
    refusal(request({ date: '20240820T230143Z' })),
    'InvalidSignatureException 400: Signature expired: 20240820T230143Z is now earlier than ' +
      '20240820T230302Z (20240820T230802Z - 5 min.)',
  )
  assert.equal(
    refusal(request({ date: '20240820T231303Z' })),
    'InvalidSignatureException 400: Signature not yet current: 20240820T231303Z is still later ' +
      'than 20240820T231302Z (20240820T230802Z + 5 min.)',
  )
})

test('STS takes a clock fifteen minutes off and refuses more', () => {
  const credential = 'AKIAIOSFODNN7EXAMPLE/20240820/us-east-1/sts/aws4_request'
  assert.equal(refusal(request({ credential, date: '20240820T225302Z' }), sts), 'none')
  assert.match(
    refusal(request({ credential, date: '20240820T225301Z' }), sts),
    /^SignatureDoesNotMatch 403: Signature expired: .* - 15 min\.\)$/,
  )
})

test('host and every x-amz header must be signed', () => {
  assert.match(
    refusal(request({ signedHeaders: 'x-amz-date' })),
    /^InvalidSignatureException 400: 'Host' or ':authority' must be a 'SignedHeader'/,
  )
  assert.match(
    refusal(request({ headers: { 'x-amz-target': 'TrentService.ListKeys' } })),
    /^InvalidSignatureException 400: .* not signed: x-amz-target$/,
  )
})

test('a presigned query names what it lacks', () => {
  assert.equal(
    refusal(wire({}, 'X-Amz-Algorithm=AWS4-HMAC-SHA256')),
    'IncompleteSignatureException 400: AWS query-string parameters must include ' +
      "'X-Amz-Credential'. Re-examine the query-string parameters.",
  )
})

test('a presigned request may not live longer than a week, nor a time that is no number', () => {
  const query =
    'X-Amz-Algorithm=AWS4-HMAC-SHA256&X-Amz-Signature=0&X-Amz-SignedHeaders=host' +
    '&X-Amz-Date=20240820T230802Z' +
    '&X-Amz-Credential=AKIAIOSFODNN7EXAMPLE%2F20240820%2Fus-east-1%2Fkms%2Faws4_request'
  assert.equal(refusal(wire({}, `${query}&X-Amz-Expires=604800`)), 'none')
  for (const expires of ['604801', '-1', 'soon', '']) {
    assert.match(refusal(wire({}, `${query}&X-Amz-Expires=${expires}`)), /^IncompleteSignature/)
  }
})
