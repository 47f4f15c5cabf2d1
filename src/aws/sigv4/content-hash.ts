// What an S3 request declares about its body before it sends it.
// https://docs.aws.amazon.com/AmazonS3/latest/API/sigv4-auth-using-authorization-header.html

import { parseRestQuery } from '../rest/parse-rest-query.ts'
import { headerOf, type RequestHead } from '../wire-request.ts'
import type { Claim } from './claim.ts'
import { s3Errors } from './s3-errors.ts'

export type ContentForm =
  | { readonly kind: 'hashed'; readonly sha256: string }
  | { readonly kind: 'unsigned' }
  | { readonly kind: 'chunks'; readonly isSigned: boolean; readonly hasTrailer: boolean }

const UNSIGNED = 'UNSIGNED-PAYLOAD'
const SHA256 = /^[0-9a-f]{64}$/i
const FORMS: ReadonlyMap<string, ContentForm> = new Map([
  [UNSIGNED, { kind: 'unsigned' }],
  ['STREAMING-AWS4-HMAC-SHA256-PAYLOAD', { kind: 'chunks', isSigned: true, hasTrailer: false }],
  [
    'STREAMING-AWS4-HMAC-SHA256-PAYLOAD-TRAILER',
    { kind: 'chunks', isSigned: true, hasTrailer: true },
  ],
  ['STREAMING-UNSIGNED-PAYLOAD-TRAILER', { kind: 'chunks', isSigned: false, hasTrailer: true }],
])

/**
 * The text that stands for the body in what is signed. A request that is signed in its header must
 * declare it; one that is signed in its query need not, and then nobody vouches for the body.
 */
export function declaredHash(head: RequestHead, { presigned }: Pick<Claim, 'presigned'>): string {
  const header = headerOf(head, 'x-amz-content-sha256')
  if (header !== undefined) return header
  if (!presigned) throw s3Errors.missingHash()
  return parseRestQuery(head.query).get('X-Amz-Content-Sha256') ?? UNSIGNED
}

export function contentForm(declared: string): ContentForm {
  const form = FORMS.get(declared)
  if (form) return form
  if (SHA256.test(declared)) return { kind: 'hashed', sha256: declared.toLowerCase() }
  if (declared.startsWith('STREAMING-AWS4-ECDSA-P256-SHA256-PAYLOAD')) throw s3Errors.asymmetric()
  throw s3Errors.invalidHash(declared)
}
