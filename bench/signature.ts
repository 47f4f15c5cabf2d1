import { createHash, createHmac } from 'node:crypto'
import { canonicalRequest } from '../src/aws/sigv4/canonical.ts'
import { parseClaim } from '../src/aws/sigv4/claim.ts'
import { signatureRules } from '../src/aws/sigv4/read-signature.ts'
import { basicTimestamp } from '../src/aws/sigv4/timestamp.ts'
import { signingKey, stringToSign, verifySignature } from '../src/aws/sigv4/verify-signature.ts'
import type { WireRequest } from '../src/aws/wire-request.ts'
import { SecretBytes } from '../src/base/secret-bytes.ts'
import { kms } from '../src/services/kms/index.ts'

export interface AccessKey {
  readonly accessKeyId: string
  readonly secretAccessKey: string
}

const REGION = 'us-east-1'
const rules = signatureRules(kms.model)

/** A request to KMS, signed with this key at this moment. */
export function signedRequest(
  host: string,
  { accessKeyId, secretAccessKey }: AccessKey,
  target: string,
  input: object,
): WireRequest {
  const body = Buffer.from(JSON.stringify(input))
  const timestamp = basicTimestamp(new Date())
  const date = timestamp.slice(0, 8)
  const signedHeaders = 'content-type;host;x-amz-date;x-amz-target'
  const credential = `${accessKeyId}/${date}/${REGION}/kms/aws4_request`
  const draft = (signature: string): WireRequest => ({
    method: 'POST',
    path: '/',
    query: '',
    headers: {
      'content-type': 'application/x-amz-json-1.1',
      host,
      'x-amz-date': timestamp,
      'x-amz-target': `TrentService.${target}`,
      authorization:
        `AWS4-HMAC-SHA256 Credential=${credential}, SignedHeaders=${signedHeaders}, ` +
        `Signature=${signature}`,
    },
    body,
  })
  const unsigned = draft('0'.repeat(64))
  const claim = parseClaim(unsigned, rules.errors)
  const payloadHash = createHash('sha256').update(body).digest('hex')
  const text = stringToSign(claim, canonicalRequest(unsigned, claim.signedHeaders, payloadHash))
  const key = signingKey(new SecretBytes(Buffer.from(secretAccessKey)), date, REGION, 'kms')
  return draft(key.use((bytes) => createHmac('sha256', bytes).update(text).digest('hex')))
}

/** Parses and verifies one signature, with the signing key at hand as the server has it. */
export function verification(): () => unknown {
  const accessKey = { accessKeyId: 'AKIAIOSFODNN7EXAMPLE', secretAccessKey: 'example/secret' }
  const request = signedRequest('127.0.0.1:4599', accessKey, 'DescribeKey', { KeyId: 'example' })
  const date = request.headers['x-amz-date']?.slice(0, 8) ?? ''
  const secret = new SecretBytes(Buffer.from(accessKey.secretAccessKey))
  const key = signingKey(secret, date, REGION, 'kms')
  return () => verifySignature(request, parseClaim(request, rules.errors), key, rules)
}
