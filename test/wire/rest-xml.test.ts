// S3's requests and answers, as its API pages show them.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { AwsError } from '../../src/aws/errors.ts'
import type { Members } from '../../src/aws/protocols/protocol.ts'
import { restXml } from '../../src/aws/protocols/rest-xml.ts'
import type { WireRequest } from '../../src/aws/wire-request.ts'
import { model } from '../../src/services/s3/model.ts'

const HEAD = '<?xml version="1.0" encoding="UTF-8"?>\n'
const NAMESPACE = 'xmlns="http://s3.amazonaws.com/doc/2006-03-01/"'
const answered = { requestId: '1234abcd-12ab-34cd-56ef-1234567890ab', method: 'GET' }
const ids = {
  'x-amz-request-id': answered.requestId,
  'x-amz-id-2': 'MTIzNGFiY2QtMTJhYi0zNGNkLTU2ZWYtMTIzNDU2Nzg5MGFi',
}

interface Sent {
  readonly url?: string
  readonly headers?: Readonly<Record<string, string>>
  readonly body?: string
}

function decode(operation: string, { url = '/bucket/key', headers = {}, body = '' }: Sent) {
  const [path = '', query = ''] = url.split('?')
  const host = { host: 'localhost' }
  const request: WireRequest = {
    ...{ method: 'PUT', path, query },
    headers: { ...host, ...headers },
    body: Buffer.from(body),
  }
  return restXml.decode(model, operation, request)
}

function refusal(operation: string, sent: Sent): string {
  try {
    return JSON.stringify(decode(operation, sent))
  } catch (thrown) {
    assert.ok(thrown instanceof AwsError)
    return `${thrown.code} ${thrown.status}`
  }
}

const encode = (operation: string, output: Members | undefined) =>
  restXml.encode(model, operation, output, answered)

test('an input is gathered from path, query and headers', () => {
  const headers = {
    'content-encoding': 'aws-chunked, gzip',
    'content-type': 'text/plain',
    'content-length': '5',
    'x-amz-meta-colour': 'green',
    'x-amz-meta-': 'empty',
    'x-amz-object-lock-retain-until-date': '2026-11-23T01:02:03Z',
    'x-amz-server-side-encryption-bucket-key-enabled': 'TRUE',
  }
  assert.deepEqual(decode('PutObject', { url: '/bucket/a%20b/c', headers, body: 'hello' }), {
    Bucket: 'bucket',
    Key: 'a b/c',
    ContentEncoding: 'gzip',
    ContentLength: 5,
    ContentType: 'text/plain',
    Metadata: { colour: 'green', '': 'empty' },
    BucketKeyEnabled: true,
    ObjectLockRetainUntilDate: new Date('2026-11-23T01:02:03Z'),
  })
  assert.deepEqual(decode('ListObjectsV2', { url: '/b?list-type=2&max-keys=7&prefix=a%2Fb+c&x' }), {
    Bucket: 'b',
    MaxKeys: 7,
    Prefix: 'a/b c',
  })
})

test('a presigned URL may carry headers in its query, and those that are sent win', () => {
  const hoisted = 'x-amz-meta-a=1&X-Amz-Storage-Class=GLACIER&x-amz-acl=private'
  const headers = { 'x-amz-acl': 'public-read' }
  const signed = `/bucket/key?${hoisted}&X-Amz-Signature=00`
  const { Metadata, StorageClass, ACL } = decode('PutObject', { url: signed, headers })
  assert.deepEqual(
    { Metadata, StorageClass, ACL },
    {
      Metadata: { a: '1' },
      StorageClass: 'GLACIER',
      ACL: 'public-read',
    },
  )
  const unsigned = decode('PutObject', { url: `/bucket/key?${hoisted}` })
  assert.deepEqual(unsigned, { Bucket: 'bucket', Key: 'key' })
})

test('a date of HTTP is read in its three forms, and a condition that has none is ignored', () => {
  const since = (text: string) =>
    decode('GetObject', { headers: { 'if-modified-since': text } })['IfModifiedSince']
  const moment = new Date('1994-11-06T08:49:37Z')
  assert.deepEqual(since('Sun, 06 Nov 1994 08:49:37 GMT'), moment)
  assert.deepEqual(since('Sunday, 06-Nov-94 08:49:37 GMT'), moment)
  assert.deepEqual(since('Sun Nov  6 08:49:37 1994'), moment)
  assert.equal(since('yesterday'), undefined)
})

test('an argument that is no value of its type is named', () => {
  const maxKeys = (text: string) => refusal('ListObjectsV2', { url: `/b?max-keys=${text}` })
  for (const text of ['a', '1.5', '2147483648', '0x10']) {
    assert.equal(maxKeys(text), 'InvalidArgument 400')
  }
  assert.equal(maxKeys(''), '{"Bucket":"b"}')
  const date = { 'x-amz-object-lock-retain-until-date': 'never' }
  assert.equal(refusal('PutObject', { headers: date }), 'InvalidArgument 400')
})

test('a list in a header is split at its commas', () => {
  const headers = { 'x-amz-object-attributes': 'ETag, ObjectSize' }
  const { ObjectAttributes } = decode('GetObjectAttributes', { headers })
  assert.deepEqual(ObjectAttributes, ['ETag', 'ObjectSize'])
})

test('a document becomes the member that is the body', () => {
  const body = `${HEAD}<CompleteMultipartUpload ${NAMESPACE}>
    <Part><PartNumber>1</PartNumber><ETag>&quot;a&#x22;</ETag></Part>
    <Part><ETag><![CDATA["b"]]></ETag><PartNumber> 2 </PartNumber></Part><!-- two -->
  </CompleteMultipartUpload>`
  const url = '/bucket/key?uploadId=u'
  assert.deepEqual(decode('CompleteMultipartUpload', { url, body }), {
    Bucket: 'bucket',
    Key: 'key',
    UploadId: 'u',
    MultipartUpload: {
      Parts: [
        { ETag: '"a"', PartNumber: 1 },
        { ETag: '"b"', PartNumber: 2 },
      ],
    },
  })
  const tagging = '<Tagging><TagSet><Tag><Key>a</Key><Value/></Tag></TagSet></Tagging>'
  assert.deepEqual(decode('PutBucketTagging', { url: '/bucket?tagging', body: tagging }), {
    Bucket: 'bucket',
    Tagging: { TagSet: [{ Key: 'a', Value: '' }] },
  })
})

test('an attribute and a prefix are read where ACLs have them', () => {
  const grantee =
    '<Grantee xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xsi:type="CanonicalUser">' +
    '<ID>1</ID></Grantee>'
  const grant = `<s3:Grant>${grantee}<Permission>READ</Permission></s3:Grant>`
  const list = `<AccessControlList>${grant}</AccessControlList>`
  const body = `<AccessControlPolicy>${list}</AccessControlPolicy>`
  const { AccessControlPolicy } = decode('PutBucketAcl', { url: '/bucket?acl', body })
  assert.deepEqual(AccessControlPolicy, {
    Grants: [{ Grantee: { Type: 'CanonicalUser', ID: '1' }, Permission: 'READ' }],
  })
})

test('a policy is a text as it stands, and no body is no payload', () => {
  const url = '/bucket?policy'
  const body = '{"Version": "2012-10-17"}\n'
  assert.deepEqual(decode('PutBucketPolicy', { url, body }), { Bucket: 'bucket', Policy: body })
  assert.deepEqual(decode('PutBucketPolicy', { url }), { Bucket: 'bucket' })
  assert.deepEqual(decode('CreateBucket', { url: '/bucket' }), { Bucket: 'bucket' })
})

test('only a body that streams may come in chunks', () => {
  const headers = { 'x-amz-content-sha256': 'STREAMING-UNSIGNED-PAYLOAD-TRAILER' }
  assert.equal(refusal('PutBucketTagging', { url: '/b?tagging', headers }), 'InvalidRequest 400')
  assert.equal(refusal('UploadPart', { url: '/b/k', headers }), '{"Bucket":"b","Key":"k"}')
})

test('a document that the schema does not know is refused', () => {
  const versioning = (content: string, root = 'VersioningConfiguration') =>
    refusal('PutBucketVersioning', {
      url: '/bucket?versioning',
      body: `<${root}>${content}</${root}>`,
    })
  const malformed = 'MalformedXML 400'
  assert.match(versioning('<Status>Enabled</Status>'), /"Status":"Enabled"/)
  assert.equal(versioning('<Status>Enabled</Status>', 'Versioning'), malformed)
  assert.equal(versioning('<State>Enabled</State>'), malformed)
  assert.equal(versioning('<Status>Enabled</Status><Status>Enabled</Status>'), malformed)
  assert.equal(versioning('<Status><Status>Enabled</Status></Status>'), malformed)
  assert.equal(versioning('Enabled'), malformed)
})

test('an answer without a body has its status, and an answer with a range is a part', () => {
  assert.deepEqual(encode('DeleteObject', { VersionId: 'v', DeleteMarker: true }), {
    status: 204,
    headers: { ...ids, 'x-amz-delete-marker': 'true', 'x-amz-version-id': 'v' },
    body: '',
  })
  assert.deepEqual(encode('PutBucketPolicy', undefined), { status: 204, headers: ids, body: '' })
  const object = {
    LastModified: new Date('2009-10-12T17:50:30Z'),
    ContentLength: 434_234,
    ETag: '"fba9dede5f27731c9771645a39863328"',
    ContentType: 'text/plain',
    Metadata: { Colour: 'green' },
  }
  assert.deepEqual(encode('GetObject', object), {
    status: 200,
    headers: {
      ...ids,
      'last-modified': 'Mon, 12 Oct 2009 17:50:30 GMT',
      'content-length': '434234',
      etag: '"fba9dede5f27731c9771645a39863328"',
      'content-type': 'text/plain',
      'x-amz-meta-colour': 'green',
    },
    body: undefined,
  })
  const part = encode('GetObject', { ...object, ContentRange: 'bytes 0-9/443' })
  assert.equal(part.status, 206)
  assert.equal(encode('HeadBucket', { BucketRegion: 'eu-west-1' }).body, undefined)
})

test('an answer has the root element of its API page', () => {
  const list = encode('ListObjectsV2', {
    Name: 'bucket',
    KeyCount: 2,
    IsTruncated: false,
    Contents: [
      { Key: 'a&b', LastModified: new Date('2009-10-12T17:50:30Z'), Size: 1 },
      { Key: 'c', Size: 2, ChecksumAlgorithm: ['CRC32', 'SHA1'] },
    ],
  })
  assert.equal(list.headers['content-type'], 'application/xml')
  assert.equal(
    list.body,
    `${HEAD}<ListBucketResult ${NAMESPACE}><IsTruncated>false</IsTruncated>` +
      '<Contents><Key>a&amp;b</Key><LastModified>2009-10-12T17:50:30.000Z</LastModified>' +
      '<Size>1</Size></Contents><Contents><Key>c</Key>' +
      '<ChecksumAlgorithm>CRC32</ChecksumAlgorithm><ChecksumAlgorithm>SHA1</ChecksumAlgorithm>' +
      '<Size>2</Size></Contents><Name>bucket</Name><KeyCount>2</KeyCount></ListBucketResult>',
  )
  const buckets = encode('ListBuckets', { Buckets: [{ Name: 'a' }], Owner: { ID: '1' } })
  assert.equal(
    buckets.body,
    `${HEAD}<ListAllMyBucketsResult ${NAMESPACE}><Buckets><Bucket><Name>a</Name></Bucket>` +
      '</Buckets><Owner><ID>1</ID></Owner></ListAllMyBucketsResult>',
  )
  const copied = encode('CopyObject', { CopyObjectResult: { ETag: '"a"' }, VersionId: 'v' })
  assert.equal(
    copied.body,
    `${HEAD}<CopyObjectResult ${NAMESPACE}><ETag>&quot;a&quot;</ETag></CopyObjectResult>`,
  )
})

test('a location is a text in the root itself, and nothing for us-east-1', () => {
  const location = (LocationConstraint?: string) =>
    encode('GetBucketLocation', { LocationConstraint }).body
  const root = (text: string) =>
    `${HEAD}<LocationConstraint ${NAMESPACE}>${text}</LocationConstraint>`
  assert.equal(location('eu-west-1'), root('eu-west-1'))
  assert.equal(location(), root(''))
})

test('a grantee’s type is an attribute, and a policy is a text', () => {
  const grant = { Grantee: { Type: 'Group', URI: 'http://a' }, Permission: 'READ' }
  assert.match(
    encode('GetBucketAcl', { Grants: [grant] }).body ?? '',
    /<AccessControlList><Grant><Grantee xmlns:xsi="[^"]+" xsi:type="Group"><URI>http:\/\/a<\/URI>/,
  )
  const { headers, body } = encode('GetBucketPolicy', { Policy: '{"a":"<"}' })
  assert.equal(headers['content-type'], 'application/json')
  assert.equal(body, '{"a":"<"}')
})

test('an error carries its details, and has no body for HEAD and 304', () => {
  const details = { Key: 'a<b', BucketName: 'bucket' }
  const error = new AwsError('NoSuchKey', 404, 'The specified key does not exist.', {
    details,
    headers: { 'x-amz-delete-marker': 'true' },
  })
  assert.deepEqual(restXml.encodeError(model, error, answered), {
    status: 404,
    headers: { 'content-type': 'application/xml', ...ids, 'x-amz-delete-marker': 'true' },
    body:
      `${HEAD}<Error><Code>NoSuchKey</Code><Message>The specified key does not exist.</Message>` +
      '<Key>a&lt;b</Key><BucketName>bucket</BucketName>' +
      `<RequestId>${answered.requestId}</RequestId><HostId>${ids['x-amz-id-2']}</HostId></Error>`,
  })
  const head = restXml.encodeError(model, error, { ...answered, method: 'HEAD' })
  assert.equal(head.body, '')
  const unmodified = new AwsError('NotModified', 304, 'Not Modified')
  assert.deepEqual(restXml.encodeError(model, unmodified, answered), {
    status: 304,
    headers: ids,
    body: '',
  })
})

test('every answer of the table has a root element or needs none', () => {
  for (const [name, { output, resultWrapper, http }] of Object.entries(model.operations)) {
    const shape = model.shapes[output ?? '']
    if (shape?.type !== 'structure' || shape.payload !== undefined) continue
    const hasBody = Object.values(shape.members).some(
      (member) => typeof member === 'string' || member.location === undefined,
    )
    assert.equal(hasBody && http?.method !== 'HEAD', resultWrapper !== undefined, name)
  }
})
