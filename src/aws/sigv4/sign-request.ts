import type { SecretBytes } from '../../base/secret-bytes.ts'
import type { WireRequest } from '../wire-request.ts'
import { canonicalRequest } from './canonical.ts'
import { ALGORITHM } from './claim.ts'
import { basicTimestamp } from './timestamp.ts'
import { hmacHex, scopeText, sha256Hex, signingKey, stringToSign } from './verify-signature.ts'

export interface Signer {
  readonly accessKeyId: string
  readonly secretAccessKey: SecretBytes
  readonly region: string
  /** The signing name. */
  readonly service: string
}

/** The headers of a request with its signature, which covers all of them and the body. */
export function signedHeaders(
  request: WireRequest,
  { accessKeyId, secretAccessKey, region, service }: Signer,
  now: Date,
): Readonly<Record<string, string>> {
  const timestamp = basicTimestamp(now)
  const scope = { date: timestamp.slice(0, 8), region, service, terminator: 'aws4_request' }
  const headers = { ...request.headers, 'x-amz-date': timestamp }
  const names = Object.keys(headers).toSorted()
  const canonical = canonicalRequest({ ...request, headers }, names, sha256Hex(request.body))
  const key = signingKey(secretAccessKey, scope.date, region, service)
  const text = stringToSign({ ...scope, timestamp }, canonical)
  const authorization = [
    `${ALGORITHM} Credential=${accessKeyId}/${scopeText(scope)}`,
    `SignedHeaders=${names.join(';')}`,
    `Signature=${hmacHex(key.asKey(), text)}`,
  ].join(', ')
  return { ...headers, authorization }
}
