import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
import { test } from 'node:test'
import { SecretBytes } from '../../base/secret-bytes.ts'
import { AwsError } from '../errors.ts'
import type { ServiceModel } from '../shapes.ts'
import type { WireRequest } from '../wire-request.ts'
import { canonicalRequest } from './canonical.ts'
import { signatureScheme } from './signature-scheme.ts'
import { hmacHex, signingKey, stringToSign } from './verify-signature.ts'

const model: ServiceModel = {
  signingName: 's3',
  eventSource: 's3.amazonaws.com',
  apiVersion: '2006-03-01',
  protocol: 'restXml',
  operations: {
    PutIt: { input: 'Streamed', errors: [] },
    DescribeIt: { input: 'Whole', errors: [] },
  },
  shapes: {
    Streamed: { type: 'structure', members: {}, payload: 'Body', streams: true },
    Whole: { type: 'structure', members: {} },
  },
  errors: {},
}

const secret = new SecretBytes(Buffer.from('wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY'))
const now = new Date('2026-11-23T12:00:00Z')
const key = signingKey(secret, '20261123', 'us-east-1', 's3')

/** Signed over `declared`, whatever is sent. */
function requestOf(declared: string, body: string): WireRequest {
  const signedHeaders = ['host', 'x-amz-content-sha256', 'x-amz-date']
  const timestamp = '20261123T120000Z'
  const headers = { host: 'h', 'x-amz-content-sha256': declared, 'x-amz-date': timestamp }
  const request = { method: 'PUT', path: '/b/k', query: '', headers, body: Buffer.from(body) }
  const { read } = signatureScheme(model, 'PutIt')
  const withSignature = (signature: string): WireRequest => {
    const credential = 'AKIAIOSFODNN7EXAMPLE/20261123/us-east-1/s3/aws4_request'
    const signed = `SignedHeaders=${signedHeaders.join(';')},Signature=${signature}`
    const authorization = `AWS4-HMAC-SHA256 Credential=${credential},${signed}`
    return { ...request, headers: { ...headers, authorization } }
  }
  const claim = read(withSignature('00'), now)
  const canonical = canonicalRequest(request, signedHeaders, declared)
  return withSignature(hmacHex(key.asKey(), stringToSign(claim, canonical)))
}

function outcome(operation: string, request: WireRequest): string {
  const { read, verify } = signatureScheme(model, operation)
  try {
    verify(request, read(request, now), key)
  } catch (thrown) {
    assert.ok(thrown instanceof AwsError)
    return thrown.code
  }
  return 'verified'
}

const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex')

test('a body that is held whole must be the declared one', () => {
  assert.equal(outcome('DescribeIt', requestOf(sha256('a'), 'a')), 'verified')
  assert.equal(outcome('DescribeIt', requestOf(sha256('a'), 'b')), 'XAmzContentSHA256Mismatch')
  assert.equal(outcome('DescribeIt', requestOf('UNSIGNED-PAYLOAD', 'b')), 'verified')
  const chunks = requestOf('STREAMING-AWS4-HMAC-SHA256-PAYLOAD', 'b')
  assert.equal(outcome('DescribeIt', chunks), 'InvalidRequest')
})

test('a body that streams is not looked at, only what is declared of it', () => {
  assert.equal(outcome('PutIt', requestOf(sha256('a'), '')), 'verified')
  const request = requestOf(sha256('a'), '')
  const headers = { ...request.headers, 'x-amz-content-sha256': sha256('b') }
  assert.equal(outcome('PutIt', { ...request, headers }), 'SignatureDoesNotMatch')
})
