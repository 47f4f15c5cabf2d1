import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
import { test } from 'node:test'
import { AwsError } from '../errors.ts'
import { readS3Signature } from '../sigv4/read-s3-signature.ts'
import type { WireRequest } from '../wire-request.ts'
import { requireDeclaredBody } from './require-declared-body.ts'

const body = Buffer.from('<Delete/>')
const digest = (algorithm: string, of = body): string =>
  createHash(algorithm).update(of).digest('base64')

function answerTo(headers: Readonly<Record<string, string>>): string {
  const sent: Readonly<Record<string, string>> = {
    host: 's3.amazonaws.com',
    'x-amz-date': '20130524T000000Z',
    'x-amz-content-sha256': 'UNSIGNED-PAYLOAD',
    ...headers,
  }
  const scope = 'AKIAIOSFODNN7EXAMPLE/20130524/us-east-1/s3/aws4_request'
  const signed = `SignedHeaders=${Object.keys(sent).toSorted().join(';')}`
  const authorization = `AWS4-HMAC-SHA256 Credential=${scope},${signed},Signature=${'0'.repeat(64)}`
  const request: WireRequest = {
    method: 'POST',
    path: '/examplebucket',
    query: 'delete',
    headers: { ...sent, authorization },
    body,
  }
  try {
    requireDeclaredBody(request, readS3Signature(request, new Date('2013-05-24T00:00:00Z')))
  } catch (thrown) {
    assert.ok(thrown instanceof AwsError, String(thrown))
    return thrown.code
  }
  return 'taken'
}

test('a document must be the one that its MD5 tells', () => {
  assert.equal(answerTo({ 'content-md5': digest('md5') }), 'taken')
  assert.equal(answerTo({ 'content-md5': digest('md5', Buffer.from('other')) }), 'BadDigest')
  assert.equal(answerTo({ 'content-md5': digest('sha256') }), 'InvalidDigest')
  assert.equal(answerTo({ 'content-md5': 'no base64' }), 'InvalidDigest')
})

test('a document must be the one that its checksum tells', () => {
  const withChecksum = (value: string, algorithm = 'SHA256') =>
    answerTo({
      'x-amz-sdk-checksum-algorithm': algorithm,
      [`x-amz-checksum-${algorithm.toLowerCase()}`]: value,
    })
  assert.equal(withChecksum(digest('sha256')), 'taken')
  assert.equal(withChecksum(digest('sha256', Buffer.from('other'))), 'BadDigest')
  assert.equal(withChecksum(digest('md5')), 'InvalidRequest')
  assert.equal(withChecksum(digest('md5'), 'XXHASH64'), 'NotImplemented')
})

test('a checksum without the name of its algorithm is not that of the document', () => {
  assert.equal(
    answerTo({ 'x-amz-checksum-sha256': digest('sha256', Buffer.from('an object')) }),
    'taken',
  )
})

test('a document must have the hash that was signed', () => {
  const hash = createHash('sha256').update(body).digest('hex')
  assert.equal(answerTo({ 'x-amz-content-sha256': hash }), 'taken')
  const other = createHash('sha256').update('other').digest('hex')
  assert.equal(answerTo({ 'x-amz-content-sha256': other }), 'XAmzContentSHA256Mismatch')
  const chunks = { 'x-amz-content-sha256': 'STREAMING-UNSIGNED-PAYLOAD-TRAILER' }
  assert.equal(answerTo(chunks), 'InvalidRequest')
})
