// The signatures are those of AWS's examples for S3.
// https://docs.aws.amazon.com/AmazonS3/latest/API/sig-v4-header-based-auth.html
// https://docs.aws.amazon.com/AmazonS3/latest/API/sigv4-query-string-auth.html

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { SecretBytes } from '../../base/secret-bytes.ts'
import { AwsError } from '../errors.ts'
import type { RequestHead } from '../wire-request.ts'
import { readS3Signature } from './read-s3-signature.ts'
import { signingKey } from './verify-signature.ts'
import { verifyS3Signature } from './verify-s3-signature.ts'

const secret = new SecretBytes(Buffer.from('wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY'))
const now = new Date('2013-05-24T00:00:00Z')
const EMPTY = 'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855'
const SCOPE = 'AKIAIOSFODNN7EXAMPLE/20130524/us-east-1/s3/aws4_request'

interface Published extends Partial<RequestHead> {
  readonly signature: string
  readonly scope?: string
}

function headOf({ signature, scope = SCOPE, headers, ...line }: Published): RequestHead {
  const sent: Readonly<Record<string, string>> = {
    host: 'examplebucket.s3.amazonaws.com',
    'x-amz-content-sha256': EMPTY,
    'x-amz-date': '20130524T000000Z',
    ...headers,
  }
  const signed = Object.keys(sent).toSorted().join(';')
  const claim = `SignedHeaders=${signed},Signature=${signature}`
  const authorization = `AWS4-HMAC-SHA256 Credential=${scope},${claim}`
  return { method: 'GET', path: '/', query: '', ...line, headers: { ...sent, authorization } }
}

function verify(head: RequestHead, at = now): void {
  const claim = readS3Signature(head, at)
  verifyS3Signature(head, claim, signingKey(secret, claim.date, claim.region, claim.service))
}

function refusal(head: RequestHead, at = now): string {
  try {
    verify(head, at)
  } catch (thrown) {
    assert.ok(thrown instanceof AwsError)
    return `${thrown.code} ${thrown.status}: ${thrown.message}`
  }
  return 'none'
}

const getObject: Published = {
  path: '/test.txt',
  headers: { range: 'bytes=0-9' },
  signature: 'f0e8bdb87c964420e857bd35b5d6ed310bd44f0170aba48dd91039c6036bdb41',
}

const published: Readonly<Record<string, Published>> = {
  'GET object': getObject,
  'PUT object': {
    method: 'PUT',
    path: '/test$file.text',
    headers: {
      date: 'Fri, 24 May 2013 00:00:00 GMT',
      'x-amz-content-sha256': '44ce7dd67c959e0d3524ffac1771dfbba87d2b6b4b4e99e42034a8b803f8b072',
      'x-amz-storage-class': 'REDUCED_REDUNDANCY',
    },
    signature: '98ad721746da40c64f1a55b78f14c238d841ea1380cd77a1b5971af0ece108bd',
  },
  'GET bucket lifecycle': {
    query: 'lifecycle',
    signature: 'fea454ca298b7da1c68078a5d1bdbfbbe0d65c699e0f91ac7a200a0136783543',
  },
  'list objects': {
    query: 'max-keys=2&prefix=J',
    signature: '34b48302e7b5fa45bde8084f4b7868a86f0a534bc59db6670ed5711ef69dc6f7',
  },
}

for (const [name, example] of Object.entries(published)) {
  test(`AWS's example verifies: ${name}`, () => {
    assert.equal(refusal(headOf(example)), 'none')
    assert.match(
      refusal(headOf({ ...example, signature: EMPTY })),
      /^SignatureDoesNotMatch 403: The request signature we calculated does not match/,
    )
  })
}

const presigned: RequestHead = {
  method: 'GET',
  path: '/test.txt',
  query:
    'X-Amz-Algorithm=AWS4-HMAC-SHA256' +
    '&X-Amz-Credential=AKIAIOSFODNN7EXAMPLE%2F20130524%2Fus-east-1%2Fs3%2Faws4_request' +
    '&X-Amz-Date=20130524T000000Z&X-Amz-Expires=86400&X-Amz-SignedHeaders=host' +
    '&X-Amz-Signature=aeeed9bbccd4d02ee5c0109b86d86835f995330da4c265957d157751f604d404',
  headers: { host: 'examplebucket.s3.amazonaws.com' },
}

test("AWS's presigned URL verifies for as long as it asks for, not for the skew", () => {
  assert.equal(refusal(presigned), 'none')
  assert.equal(refusal(presigned, new Date('2013-05-25T00:00:00Z')), 'none')
  const late = new Date('2013-05-25T00:00:01Z')
  assert.equal(refusal(presigned, late), 'AccessDenied 403: Request has expired')
  const early = new Date('2013-05-23T23:00:00Z')
  assert.equal(refusal(presigned, early), 'AccessDenied 403: Request is not valid yet')
})

const asked = (change: (query: string) => string): RequestHead => ({
  ...presigned,
  query: change(presigned.query),
})

test('a presigned URL with a parameter missing or wrong is told which', () => {
  const code = 'AuthorizationQueryParametersError 400: '
  const expires = (text: string) => asked((query) => query.replace('86400', text))
  assert.match(refusal(asked((q) => q.replace('X-Amz-Date', 'X-Date'))), /requires the X-Amz-Algo/)
  assert.equal(refusal(expires('soon')), `${code}X-Amz-Expires should be a number`)
  assert.equal(refusal(expires('-1')), `${code}X-Amz-Expires must be non-negative`)
  assert.match(refusal(expires('604801')), /must be less than a week \(in seconds\)/)
  assert.match(refusal(expires('604800')), /^SignatureDoesNotMatch/)
  assert.equal(
    refusal(asked((query) => query.replace('%2Fs3%2F', '%2Fkms%2F'))),
    `${code}Error parsing the X-Amz-Credential parameter; ` +
      'incorrect service "kms". This endpoint belongs to "s3".',
  )
})

test('what is changed on the way does not verify, and what is added unsigned is refused', () => {
  const head = headOf(getObject)
  assert.match(refusal({ ...head, path: '/other.txt' }), /^SignatureDoesNotMatch/)
  assert.match(refusal({ ...head, query: 'versionId=1' }), /^SignatureDoesNotMatch/)
  const headers = { ...head.headers, 'x-amz-meta-a': 'b' }
  assert.equal(
    refusal({ ...head, headers }),
    'AccessDenied 403: There were headers present in the request which were not signed',
  )
})

test('a path is signed as it stands: dots, empty segments and escapes are parts of names', () => {
  const paths = ['/a//b', '/a/../b', '/./a', '/a%20b', '/%C3%A9', '/a%2Fb', '/a/']
  const texts = paths.map((path) => {
    try {
      verify(headOf({ path, signature: EMPTY }))
    } catch (thrown) {
      assert.ok(thrown instanceof AwsError)
      return thrown.details['CanonicalRequest']?.split('\n')[1]
    }
    return 'verified'
  })
  assert.deepEqual(texts, paths)
})

const withHeaders = (headers: Readonly<Record<string, string>>): RequestHead => ({
  method: 'GET',
  path: '/test.txt',
  query: '',
  headers: { host: 'examplebucket.s3.amazonaws.com', ...headers },
})

test('another way of signing, or none, is answered in its own words', () => {
  assert.equal(refusal(withHeaders({})), 'AccessDenied 403: Access Denied')
  assert.equal(
    refusal(withHeaders({ authorization: 'AWS AKIAIOSFODNN7EXAMPLE:c2lnbmF0dXJl' })),
    'InvalidRequest 400: The authorization mechanism you have provided is not supported. ' +
      'Please use AWS4-HMAC-SHA256.',
  )
  assert.match(refusal(asked(() => 'AWSAccessKeyId=A&Signature=b&Expires=1')), /^InvalidRequest /)
  assert.match(
    refusal(withHeaders({ authorization: 'AWS4-ECDSA-P256-SHA256 Credential=a' })),
    /^NotImplemented 501/,
  )
  assert.equal(
    refusal(withHeaders({ authorization: 'Bearer abc' })),
    'InvalidArgument 400: Unsupported Authorization Type',
  )
  const both = { ...presigned.headers, authorization: 'AWS4-HMAC-SHA256 Credential=a' }
  assert.match(refusal({ ...presigned, headers: both }), /^InvalidArgument 400: Only one auth/)
})

test('a header that is not all there is malformed', () => {
  const code = 'AuthorizationHeaderMalformed 400: The authorization header is malformed; '
  const scoped = (scope: string) => refusal(headOf({ ...getObject, scope }))
  assert.match(
    refusal(withHeaders({ authorization: 'AWS4-HMAC-SHA256 Credential=a' })),
    /requires three components: Credential, SignedHeaders, and Signature/,
  )
  assert.match(scoped('AKIAIOSFODNN7EXAMPLE/20130524'), /the Credential is mal-formed/)
  assert.equal(
    scoped('AKIAIOSFODNN7EXAMPLE/20130524/us-east-1/s3/aws4'),
    `${code}incorrect terminator "aws4". This endpoint uses "aws4_request".`,
  )
  assert.equal(
    scoped('AKIAIOSFODNN7EXAMPLE/20130523/us-east-1/s3/aws4_request'),
    `${code}Invalid credential date "20130523". ` +
      'This date is not the same as X-Amz-Date: "20130524".',
  )
  assert.match(scoped('AKIAIOSFODNN7EXAMPLE/20130524/moon-1/s3/aws4_request'), /region 'moon-1'/)
})

test('a clock may be fifteen minutes off, and no more', () => {
  const after = (time: string) => refusal(headOf(getObject), new Date(time))
  assert.equal(after('2013-05-24T00:15:00Z'), 'none')
  const tooLarge =
    'RequestTimeTooSkewed 403: ' +
    'The difference between the request time and the current time is too large.'
  assert.equal(after('2013-05-24T00:15:01Z'), tooLarge)
  assert.equal(after('2013-05-23T23:44:59Z'), tooLarge)
})

test('the hash of the body must be declared, in a form that S3 knows', () => {
  const head = headOf(getObject)
  const { 'x-amz-content-sha256': _, ...headers } = head.headers
  assert.equal(
    refusal({ ...head, headers }),
    'InvalidRequest 400: Missing required header for this request: x-amz-content-sha256',
  )
  const declared = (hash: string) =>
    refusal({ ...head, headers: { ...headers, 'x-amz-content-sha256': hash } })
  assert.match(declared('sha'), /^InvalidArgument 400: x-amz-content-sha256 must be UNSIGNED/)
  assert.match(declared('STREAMING-AWS4-ECDSA-P256-SHA256-PAYLOAD'), /^NotImplemented 501/)
  assert.match(declared('UNSIGNED-PAYLOAD'), /^SignatureDoesNotMatch/)
})
