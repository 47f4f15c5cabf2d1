// Which of S3's operations a request is for.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { AwsError } from '../../src/aws/errors.ts'
import { streamsInput, streamsOutput } from '../../src/aws/model.ts'
import { findRoute } from '../../src/aws/rest/find-route.ts'
import { isRestRequest } from '../../src/aws/rest/is-rest-request.ts'
import { resourceOf } from '../../src/aws/rest/resource.ts'
import { bucketOfHost } from '../../src/aws/rest/s3-host.ts'
import type { RequestHead } from '../../src/aws/wire-request.ts'
import { model } from '../../src/services/s3/model.ts'

function headOf(line: string, headers: Readonly<Record<string, string>> = {}): RequestHead {
  const [method = '', url = ''] = line.split(' ')
  const [path = '', query = ''] = url.split('?')
  return { method, path, query, headers: { host: '127.0.0.1:4599', ...headers } }
}

function route(line: string, headers: Readonly<Record<string, string>> = {}): string {
  try {
    return findRoute(model, headOf(line, headers))
  } catch (thrown) {
    assert.ok(thrown instanceof AwsError)
    return `${thrown.code} ${thrown.status}`
  }
}

test('every operation of the table is found by the request that its URI writes', () => {
  for (const [name, { http, input }] of Object.entries(model.operations)) {
    const shape = model.shapes[input ?? '']
    assert.ok(http && shape?.type === 'structure')
    const required = Object.entries(shape.members).filter(([member]) =>
      shape.required?.includes(member),
    )
    const places = required.flatMap(([, member]) => (typeof member === 'string' ? [] : [member]))
    const query = places.filter(({ location }) => location === 'querystring')
    const headers = places.filter(({ location }) => location === 'header')
    const uri = http.uri.replace('{Bucket}', 'bucket').replace('{Key+}', 'a/b.txt')
    const pairs = query.map(({ wireName }) => `${wireName}=1`)
    const url = [uri.includes('?') ? uri : `${uri}?`, ...pairs, `x-id=${name}`].join('&')
    const sent = Object.fromEntries(headers.map(({ wireName }) => [wireName.toLowerCase(), '1']))
    assert.equal(route(`${http.method} ${url}`, sent), name)
  }
})

test('the most specific operation wins', () => {
  const copies = { 'x-amz-copy-source': '/from/key' }
  assert.equal(route('GET /'), 'ListBuckets')
  assert.equal(route('GET /bucket'), 'ListObjects')
  assert.equal(route('GET /bucket/?prefix=a'), 'ListObjects')
  assert.equal(route('GET /bucket?list-type=2&prefix=policy'), 'ListObjectsV2')
  assert.equal(route('GET /bucket/key?partNumber=2&versionId=a'), 'GetObject')
  assert.equal(route('GET /bucket/key?uploadId=a'), 'ListParts')
  assert.equal(route('PUT /bucket/key'), 'PutObject')
  assert.equal(route('PUT /bucket/key', copies), 'CopyObject')
  assert.equal(route('PUT /bucket/key?partNumber=1&uploadId=a'), 'UploadPart')
  assert.equal(route('PUT /bucket/key?partNumber=1&uploadId=a', copies), 'UploadPartCopy')
  assert.equal(route('PUT /b/key?x-amz-copy-source=%2Ffrom&X-Amz-Signature=0'), 'CopyObject')
  assert.equal(route('POST /bucket/key?uploadId=a'), 'CompleteMultipartUpload')
  assert.equal(route('DELETE /bucket/key?uploadId=a'), 'AbortMultipartUpload')
  assert.equal(route('GET /bucket?analytics'), 'ListBucketAnalyticsConfigurations')
  assert.equal(route('GET /bucket?analytics&id=1'), 'GetBucketAnalyticsConfiguration')
})

test('what would select another operation is never passed over', () => {
  assert.equal(route('DELETE /bucket?policyStatus'), 'MethodNotAllowed 405')
  assert.equal(route('PUT /bucket?location'), 'MethodNotAllowed 405')
  assert.equal(route('DELETE /bucket/key?acl'), 'MethodNotAllowed 405')
  assert.equal(route('PUT /bucket/key?uploadId=a'), 'MethodNotAllowed 405')
  assert.equal(route('GET /bucket/key?policy'), 'MethodNotAllowed 405')
  assert.equal(route('GET /bucket?acl&policy'), 'InvalidArgument 400')
})

test('a combination that is nobody’s is not allowed', () => {
  assert.equal(route('POST /bucket'), 'MethodNotAllowed 405')
  assert.equal(route('POST /bucket/key?select&select-type=2'), 'MethodNotAllowed 405')
  assert.equal(route('DELETE /'), 'MethodNotAllowed 405')
  assert.equal(route('PATCH /bucket/key'), 'MethodNotAllowed 405')
  assert.equal(route('GET /bucket/%ff'), 'InvalidURI 400')
  assert.equal(route('GET /bucket?prefix=%zz'), 'InvalidURI 400')
  assert.equal(route('GET //key'), 'InvalidURI 400')
})

test('a host names a bucket, or the path does', () => {
  const buckets: Readonly<Record<string, string | undefined>> = {
    localhost: undefined,
    'localhost:4599': undefined,
    '127.0.0.1:4599': undefined,
    '[::1]:4599': undefined,
    'stack.example.com': undefined,
    's3.localhost:4599': undefined,
    's3.eu-west-1.amazonaws.com': undefined,
    's3-eu-west-1.amazonaws.com': undefined,
    's3.dualstack.eu-west-1.amazonaws.com': undefined,
    'bucket.localhost:4599': 'bucket',
    'my.bucket.localhost': 'my.bucket',
    'bucket.s3.localhost:4599': 'bucket',
    'bucket.s3.eu-west-1.localhost:4599': 'bucket',
    'bucket.s3.amazonaws.com': 'bucket',
    'BUCKET.s3.eu-west-1.amazonaws.com': 'bucket',
    'my.bucket.s3.dualstack.eu-west-1.amazonaws.com': 'my.bucket',
    'bucket.kms.amazonaws.com': undefined,
  }
  for (const [host, bucket] of Object.entries(buckets)) {
    assert.equal(bucketOfHost(host), bucket, host)
  }
})

test('a key is decoded once and never normalised', () => {
  const keys: Readonly<Record<string, string | undefined>> = {
    '/bucket': undefined,
    '/bucket/': undefined,
    '/bucket//': '/',
    '/bucket/.': '.',
    '/bucket/../../etc/passwd': '../../etc/passwd',
    '/bucket/%2e%2e/a': '../a',
    '/bucket/a%252Fb': 'a%2Fb',
    '/bucket/a+b%20c': 'a+b c',
    '/bucket/%F0%9F%94%91': '\u{1F511}',
    '/bucket/e%CC%81': 'e\u0301',
  }
  for (const [path, key] of Object.entries(keys)) {
    const pathStyle = resourceOf({ path, headers: { host: 'localhost' } })
    assert.deepEqual(pathStyle, { bucket: 'bucket', key }, path)
    const rest = path.slice('/bucket'.length)
    const virtual = resourceOf({ path: rest || '/', headers: { host: 'bucket.localhost' } })
    assert.deepEqual(virtual, { bucket: 'bucket', key }, path)
  }
})

test('a request is S3’s when no other service claims it', () => {
  const form = { 'content-type': 'application/x-www-form-urlencoded; charset=utf-8' }
  const asked = (line: string, headers = {}) => isRestRequest(headOf(line, headers))
  assert.equal(asked('GET /'), true)
  assert.equal(asked('PUT /bucket/key'), true)
  assert.equal(asked('GET /bucket?Action=a'), true)
  assert.equal(asked('POST /?delete', { host: 'bucket.localhost' }), true)
  assert.equal(asked('POST /'), false)
  assert.equal(asked('POST /', form), false)
  assert.equal(asked('POST /', { ...form, host: 'sts.localhost' }), false)
  assert.equal(asked('GET /?Action=GetUser&Version=2010-05-08'), false)
  assert.equal(asked('PUT /bucket', { 'x-amz-target': 'TrentService.Encrypt' }), false)
})

test('only the bodies of objects stream', () => {
  const names = Object.keys(model.operations)
  assert.deepEqual(
    names.filter((name) => streamsInput(model, name)),
    ['PutObject', 'PutObjectAnnotation', 'UploadPart'],
  )
  assert.deepEqual(
    names.filter((name) => streamsOutput(model, name)),
    ['GetObject', 'GetObjectAnnotation', 'GetObjectTorrent'],
  )
})
