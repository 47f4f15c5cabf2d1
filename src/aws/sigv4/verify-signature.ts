import { createHmac, createSecretKey, hash, type KeyObject } from 'node:crypto'
import { sameText } from '../../base/constant-time.ts'
import { SecretBytes } from '../../base/secret-bytes.ts'
import { parseForm } from '../protocols/form.ts'
import { headerOf, type WireRequest } from '../wire-request.ts'
import { canonicalRequest } from './canonical.ts'
import { ALGORITHM, type Claim, type CredentialScope } from './claim.ts'
import type { SignatureRules } from './read-signature.ts'

/** Good for one day, Region and service: the caller may keep it that long, by access key. */
export function signingKey(
  secretAccessKey: SecretBytes,
  date: string,
  region: string,
  service: string,
): SecretBytes {
  const dateKey = secretAccessKey.use((secret) => {
    return hmac(createSecretKey(Buffer.concat([Buffer.from('AWS4'), secret])), date)
  })
  const inOrder = [region, service, 'aws4_request']
  const key = inOrder.reduce((last, text) => hmac(createSecretKey(last), text), dateKey)
  return new SecretBytes(key)
}

/** Throws unless the signature was made with `key` over this very request, body included. */
export function verifySignature(
  request: WireRequest,
  claim: Claim,
  key: SecretBytes,
  { errors }: SignatureRules,
): void {
  const payloadHash = sha256Hex(request.body)
  if (!declaresPayload(request, claim, payloadHash)) throw errors.mismatch()
  const canonical = canonicalRequest(request, claim.signedHeaders, payloadHash)
  const text = stringToSign(claim, canonical)
  const expected = hmacHex(key.asKey(), text)
  if (!sameText(expected, claim.signature)) throw errors.mismatch()
}

/**
 * A declared hash must be that of the body. `UNSIGNED-PAYLOAD` and the streaming forms are none:
 * the services here do not take a body that nobody vouches for.
 */
function declaresPayload(request: WireRequest, claim: Claim, payloadHash: string): boolean {
  const declared =
    headerOf(request, 'x-amz-content-sha256') ??
    (claim.presigned && parseForm(request.query).get('X-Amz-Content-Sha256'))
  return declared === undefined || declared === payloadHash
}

export function stringToSign(
  claim: CredentialScope & Pick<Claim, 'timestamp'>,
  canonical: string,
): string {
  return [ALGORITHM, claim.timestamp, scopeText(claim), sha256Hex(canonical)].join('\n')
}

export function scopeText({ date, region, service, terminator }: CredentialScope): string {
  return [date, region, service, terminator].join('/')
}

function hmac(key: KeyObject, text: string): Buffer {
  return createHmac('sha256', key).update(text).digest()
}

export function hmacHex(key: KeyObject, text: string): string {
  return createHmac('sha256', key).update(text).digest('hex')
}

export function sha256Hex(content: Uint8Array | string): string {
  return hash('sha256', content, 'hex')
}
