// Our verifier against the SDK's signer, over requests that neither was made for.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { AwsError } from '../../src/aws/errors.ts'
import { readSignature, signatureRules } from '../../src/aws/sigv4/read-signature.ts'
import { signingKey, verifySignature } from '../../src/aws/sigv4/verify-signature.ts'
import type { WireRequest } from '../../src/aws/wire-request.ts'
import { SecretBytes } from '../../src/base/secret-bytes.ts'
import { model as kms } from '../../src/services/kms/model.ts'
import { model as sts } from '../../src/services/sts/model.ts'
import { presign, signInHeader, type SigningScope, type Unsigned } from './sign.ts'

const at = new Date('2026-11-23T12:00:00Z')
const secretAccessKey = 'wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY'
const credentials = { accessKeyId: 'AKIAIOSFODNN7EXAMPLE', secretAccessKey }
const scope: SigningScope = { credentials, region: 'eu-west-1', service: 'kms', at }

function verify(request: WireRequest, model = kms, now = at): void {
  const rules = signatureRules(model)
  const claim = readSignature(request, rules, now)
  const secret = new SecretBytes(Buffer.from(secretAccessKey))
  const key = signingKey(secret, claim.date, claim.region, claim.service)
  verifySignature(request, claim, key, rules)
}

const visible = fc.string({ unit: fc.constantFrom(...' \ta1Z~!$&*()+,;=:@%/?#[]\'"<>|') })
const headerName = fc.stringMatching(/^x-[a-z]{1,8}-[a-z0-9]{1,8}$/)
const requests: fc.Arbitrary<Unsigned> = fc.record({
  method: fc.constantFrom('GET', 'POST', 'PUT'),
  path: fc
    .array(fc.oneof(fc.string({ unit: 'binary' }), fc.constantFrom('', '.', '..')))
    .map((parts) => `/${parts.map((part) => encodeURIComponent(part.toWellFormed())).join('/')}`),
  query: fc.dictionary(
    // The SDK's signer keeps the query in a plain object, and loses this name.
    fc.string({ minLength: 1, unit: 'grapheme' }).filter((name) => name !== '__proto__'),
    fc.string({ unit: 'grapheme' }),
    {
      maxKeys: 5,
    },
  ),
  headers: fc
    .dictionary(headerName, visible, { maxKeys: 4 })
    .map((headers) => ({ ...headers, host: '127.0.0.1:4599' })),
  body: fc.uint8Array({ maxLength: 64 }),
})

/** All of them decode to the same text. */
const spellings = fc.constantFrom<((text: string) => string)[]>(
  encodeURIComponent,
  (text) => encodeURIComponent(text).replaceAll(/%../g, (escape) => escape.toLowerCase()),
  (text) => [...Buffer.from(text)].map((byte) => `%${byte.toString(16).padStart(2, '0')}`).join(''),
)

test('what the SDK signs in the header verifies, however its query is spelled', async () => {
  await fc.assert(
    fc.asyncProperty(requests, spellings, async (unsigned, spell) => {
      verify(await signInHeader(unsigned, scope, spell))
    }),
    { numRuns: 200 },
  )
})

test('what the SDK presigns verifies', async () => {
  await fc.assert(
    fc.asyncProperty(requests, async (unsigned) => {
      verify(await presign({ ...unsigned, headers: { host: 'h' } }, scope, 60))
    }),
    { numRuns: 100 },
  )
})

test('changing any byte of what the SDK signed makes the signature worthless', async () => {
  const positions = fc.nat()
  await fc.assert(
    fc.asyncProperty(requests, positions, async (unsigned, position) => {
      fc.pre(unsigned.body.length > 0)
      const request = await signInHeader(unsigned, scope)
      const changed = position % request.body.length
      const body = request.body.map((byte, index) => (index === changed ? byte ^ 1 : byte))
      assert.throws(() => verify({ ...request, body }), { code: 'InvalidSignatureException' })
    }),
    { numRuns: 50 },
  )
})

test('a session token is signed and read from the header and from the query', async () => {
  const temporary = { ...scope, credentials: { ...credentials, sessionToken: 'token/+=' } }
  const unsigned: Unsigned = {
    method: 'POST',
    path: '/',
    query: {},
    headers: { host: 'h' },
    body: new Uint8Array(),
  }
  const rules = signatureRules(kms)
  for (const request of [
    await signInHeader(unsigned, temporary),
    await presign(unsigned, temporary, 60),
  ]) {
    verify(request)
    assert.equal(readSignature(request, rules, at).sessionToken, 'token/+=')
  }
})

test('a presigned GetCallerIdentity lives as long as it says and no longer', async () => {
  const unsigned: Unsigned = {
    method: 'GET',
    path: '/',
    query: { Action: 'GetCallerIdentity', Version: '2011-06-15' },
    headers: { host: 'sts.amazonaws.com' },
    body: new Uint8Array(),
  }
  const request = await presign(unsigned, { ...scope, service: 'sts' }, 60)
  verify(request, sts, new Date(at.getTime() + 60_000))
  assert.throws(() => verify(request, sts, new Date(at.getTime() + 61_000)), {
    code: 'RequestExpired',
  })
})

test('no header and no query makes reading a signature throw anything but AwsError', () => {
  const pieces = fc.constantFrom(
    'AWS4-HMAC-SHA256',
    ' ',
    ',',
    '=',
    '/',
    '%',
    ';',
    '&',
    'Credential=AKIA/20261123/eu-west-1/kms/aws4_request',
    'SignedHeaders=host;constructor',
    'Signature=00',
    'X-Amz-Algorithm=AWS4-HMAC-SHA256',
    'X-Amz-Signature=',
    'X-Amz-Date=20261123T120000Z',
    '\u0000é\uD800',
  )
  const text = fc.array(pieces, { maxLength: 12 }).map((parts) => parts.join(''))
  const hostile = fc.record({
    method: fc.string(),
    path: text,
    query: text,
    headers: fc.oneof(
      fc.record({
        authorization: text,
        'x-amz-date': fc.constantFrom('20261123T120000Z', '', 'x'),
      }),
      fc.constant({}),
    ),
    body: fc.constant(new Uint8Array()),
  })
  fc.assert(
    fc.property(hostile, (request) => {
      try {
        verify(request)
      } catch (thrown) {
        assert.ok(thrown instanceof AwsError, String(thrown))
      }
    }),
    { numRuns: 500 },
  )
})
