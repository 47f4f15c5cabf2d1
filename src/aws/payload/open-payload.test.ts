// The signatures are those of AWS's examples.
// https://docs.aws.amazon.com/AmazonS3/latest/API/sigv4-streaming.html
// https://docs.aws.amazon.com/AmazonS3/latest/API/sigv4-streaming-trailers.html

import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
import { test } from 'node:test'
import { SecretBytes } from '../../base/secret-bytes.ts'
import { AwsError } from '../errors.ts'
import { readS3Signature } from '../sigv4/read-s3-signature.ts'
import { signingKey } from '../sigv4/verify-signature.ts'
import { verifyS3Signature } from '../sigv4/verify-s3-signature.ts'
import type { RequestHead } from '../wire-request.ts'
import { openPayload, type Payload, type VerifiedHead } from './open-payload.ts'

const secret = new SecretBytes(Buffer.from('wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY'))
const now = new Date('2013-05-24T00:00:00Z')

interface Sent {
  readonly signature?: string
  readonly headers: Readonly<Record<string, string>>
}

function headOf({ signature = '0'.repeat(64), headers }: Sent): RequestHead {
  const sent: Readonly<Record<string, string>> = {
    host: 's3.amazonaws.com',
    'x-amz-date': '20130524T000000Z',
    ...headers,
  }
  const signed = Object.keys(sent).toSorted().join(';')
  const scope = 'AKIAIOSFODNN7EXAMPLE/20130524/us-east-1/s3/aws4_request'
  const claim = `SignedHeaders=${signed},Signature=${signature}`
  const authorization = `AWS4-HMAC-SHA256 Credential=${scope},${claim}`
  const path = '/examplebucket/chunkObject.txt'
  return { method: 'PUT', path, query: '', headers: { ...sent, authorization } }
}

function verified(head: RequestHead): VerifiedHead {
  const claim = readS3Signature(head, now)
  return { head, claim, key: signingKey(secret, claim.date, claim.region, claim.service) }
}

/** In pieces of `size` bytes. */
async function* piecesOf(body: Buffer, size: number): AsyncGenerator<Uint8Array> {
  for (let at = 0; at < body.length; at += size) yield body.subarray(at, at + size)
}

async function contentOf({ chunks }: Payload): Promise<Buffer> {
  const pieces: Uint8Array[] = []
  for await (const piece of chunks) pieces.push(piece)
  return Buffer.concat(pieces)
}

async function refusal(head: RequestHead, body: string | Buffer, size = 1000): Promise<string> {
  try {
    await contentOf(openPayload(verified(head), piecesOf(Buffer.from(body), size)))
  } catch (thrown) {
    assert.ok(thrown instanceof AwsError, String(thrown))
    return `${thrown.code} ${thrown.status}`
  }
  return 'none'
}

const content = Buffer.alloc(66_560, 'a')

const chunked = headOf({
  signature: '4f232c4386841ef735655705268965c44a0e4690baa4adea153f7db9fa80a0a9',
  headers: {
    'content-encoding': 'aws-chunked',
    'content-length': '66824',
    'x-amz-content-sha256': 'STREAMING-AWS4-HMAC-SHA256-PAYLOAD',
    'x-amz-decoded-content-length': '66560',
    'x-amz-storage-class': 'REDUCED_REDUNDANCY',
  },
})

const chunkedBody =
  '10000;chunk-signature=ad80c730a21e5b8d04586a2213dd63b9a0e99e0e2307b0ade35a65485a288648\r\n' +
  `${'a'.repeat(65_536)}\r\n` +
  '400;chunk-signature=0055627c9e194cb4542bae2aa5492e3c1575bbb81b612b7d234b86a503ef5497\r\n' +
  `${'a'.repeat(1024)}\r\n` +
  '0;chunk-signature=b6c6ea8a5354eaf15b3cb7646744f4275b71ea724fed81ceb9323e279d449df9\r\n\r\n'

test("AWS's chunked upload verifies, head and chunks, wherever its bytes are cut", async () => {
  const { head, claim, key } = verified(chunked)
  verifyS3Signature(head, claim, key)
  assert.equal(chunkedBody.length, 66_824)
  for (const size of [1, 7, 65_536, 100_000]) {
    const payload = openPayload({ head, claim, key }, piecesOf(Buffer.from(chunkedBody), size))
    assert.equal(payload.length, 66_560)
    assert.deepEqual(await contentOf(payload), content)
    assert.deepEqual([...payload.trailers()], [])
  }
})

test('a chunk that is changed, moved, cut off or followed by more is refused', async () => {
  const changed = (from: string, to: string) => refusal(chunked, chunkedBody.replace(from, to))
  assert.equal(await changed('aaa\r\n400', 'aab\r\n400'), 'SignatureDoesNotMatch 403')
  assert.equal(await changed('00556', '10556'), 'SignatureDoesNotMatch 403')
  assert.equal(await changed('b6c6', 'B6C6'), 'SignatureDoesNotMatch 403')
  assert.equal(await changed('0;chunk-signature=b6c6', '0;chunk-signature=b'), 'IncompleteBody 400')
  assert.equal(await changed('10000;', '1000g;'), 'IncompleteBody 400')
  assert.equal(await changed('10000;', '20000;'), 'IncompleteBody 400')
  assert.equal(await changed('400;', '401;'), 'IncompleteBody 400')
  for (const length of [0, 50, 30_000, 66_000, chunkedBody.length - 30]) {
    assert.equal(await refusal(chunked, chunkedBody.slice(0, length)), 'IncompleteBody 400')
  }
  assert.equal(await refusal(chunked, `${chunkedBody}more`), 'IncompleteBody 400')
  assert.equal(await refusal(chunked, '1'.repeat(100_000)), 'IncompleteBody 400')
})

const trailed = headOf({
  signature: '106e2a8a18243abcf37539882f36619c00e2dfc72633413f02d3b74544bfeb8e',
  headers: {
    'content-encoding': 'aws-chunked',
    'x-amz-content-sha256': 'STREAMING-AWS4-HMAC-SHA256-PAYLOAD-TRAILER',
    'x-amz-decoded-content-length': '66560',
    'x-amz-storage-class': 'REDUCED_REDUNDANCY',
    'x-amz-trailer': 'x-amz-checksum-crc32c',
  },
})

const trailedBody =
  '10000;chunk-signature=b474d8862b1487a5145d686f57f013e54db672cee1c953b3010fb58501ef5aa2\r\n' +
  `${'a'.repeat(65_536)}\r\n` +
  '400;chunk-signature=1c1344b170168f8e65b41376b44b20fe354e373826ccbbe2c1d40a8cae51e5c7\r\n' +
  `${'a'.repeat(1024)}\r\n` +
  '0;chunk-signature=2ca2aba2005185cf7159c6277faf83795951dd77a3a99e6e65d5c9f85863f992\r\n' +
  'x-amz-checksum-crc32c:sOO8/Q==\r\n' +
  'x-amz-trailer-signature:d81f82fc3505edab99d459891051a732e8730629a2e4a59689829ca17fe2e435\r\n\r\n'

test("AWS's upload with a trailing checksum verifies, and gives the checksum out", async () => {
  const { head, claim, key } = verified(trailed)
  verifyS3Signature(head, claim, key)
  const payload = openPayload({ head, claim, key }, piecesOf(Buffer.from(trailedBody), 1000))
  assert.throws(() => payload.trailers(), /trailers are known when the content has been read/)
  assert.deepEqual(await contentOf(payload), content)
  assert.deepEqual([...payload.trailers()], [['x-amz-checksum-crc32c', 'sOO8/Q==']])
})

test('a trailer that is changed, missing, repeated or not announced is refused', async () => {
  const changed = (from: RegExp, to: string) => refusal(trailed, trailedBody.replace(from, to))
  assert.equal(await changed(/sOO8/, 'sOO9'), 'SignatureDoesNotMatch 403')
  assert.equal(await changed(/:d81f/, ':e81f'), 'SignatureDoesNotMatch 403')
  assert.equal(await changed(/x-amz-trailer-signature.*/, ''), 'MalformedTrailerError 400')
  assert.equal(await changed(/x-amz-checksum.*\r\n/, ''), 'MalformedTrailerError 400')
  assert.equal(await changed(/(x-amz-checksum.*\r\n)/, '$1$1'), 'MalformedTrailerError 400')
  assert.equal(await changed(/x-amz-checksum/, 'x-amz-meta-a:b\r\n$&'), 'MalformedTrailerError 400')
  assert.equal(await changed(/x-amz-checksum-crc32c:/, 'nothing'), 'MalformedTrailerError 400')
})

const unsignedChunks = (headers: Readonly<Record<string, string>> = {}) =>
  headOf({
    headers: {
      'x-amz-content-sha256': 'STREAMING-UNSIGNED-PAYLOAD-TRAILER',
      'x-amz-decoded-content-length': '5',
      'x-amz-trailer': 'x-amz-checksum-crc32',
      ...headers,
    },
  })

test('unsigned chunks are held against their trailing checksum', async () => {
  const body = '5\r\nhello\r\n0\r\nx-amz-checksum-crc32:NhCmhg==\r\n\r\n'
  const head = unsignedChunks()
  assert.equal(await refusal(head, body), 'none')
  assert.equal(await refusal(head, body.replace('NhCm', 'NhCn')), 'BadDigest 400')
  assert.equal(await refusal(head, body.replace('NhCmhg==', 'NhCm')), 'InvalidRequest 400')
  assert.equal(await refusal(head, body.replace('hello', 'hellO')), 'BadDigest 400')
  assert.equal(await refusal(head, body.replace('5\r\n', '4\r\n')), 'IncompleteBody 400')
})

test('a small chunk may only be the last, and the content must have its length', async () => {
  const head = unsignedChunks()
  const two = '2\r\nhe\r\n3\r\nllo\r\n0\r\nx-amz-checksum-crc32:NhCmhg==\r\n\r\n'
  assert.equal(await refusal(head, two), 'InvalidChunkSizeError 403')
  const short = '2\r\nhe\r\n0\r\nx-amz-checksum-crc32:NhCmhg==\r\n\r\n'
  assert.equal(await refusal(head, short), 'IncompleteBody 400')
  const lengthless = unsignedChunks({ 'x-amz-decoded-content-length': '' })
  assert.equal(await refusal(lengthless, short), 'MissingContentLength 411')
})

test('a trailing checksum that cannot be checked is refused before anything is read', async () => {
  const xxhash = unsignedChunks({ 'x-amz-trailer': 'x-amz-checksum-xxhash64' })
  assert.equal(await refusal(xxhash, ''), 'NotImplemented 501')
  const form = { 'x-amz-content-sha256': 'STREAMING-AWS4-HMAC-SHA256-PAYLOAD' }
  assert.equal(await refusal(unsignedChunks(form), ''), 'MalformedTrailerError 400')
})

test('a whole body is held against its hash, if it has one', async () => {
  const hash = createHash('sha256').update('hello').digest('hex')
  const hashed = headOf({ headers: { 'x-amz-content-sha256': hash, 'content-length': '5' } })
  assert.equal(openPayload(verified(hashed), piecesOf(Buffer.alloc(0), 1)).length, 5)
  assert.equal(await refusal(hashed, 'hello', 2), 'none')
  assert.equal(await refusal(hashed, 'hellO', 2), 'XAmzContentSHA256Mismatch 400')
  assert.equal(await refusal(hashed, ''), 'XAmzContentSHA256Mismatch 400')
  const unsigned = headOf({ headers: { 'x-amz-content-sha256': 'UNSIGNED-PAYLOAD' } })
  assert.equal(await refusal(unsigned, 'anything'), 'none')
})
