import { sameText } from '../../base/constant-time.ts'
import type { SecretBytes } from '../../base/secret-bytes.ts'
import type { RequestHead } from '../wire-request.ts'
import { canonicalRequest, plainPath } from './canonical.ts'
import type { Claim } from './claim.ts'
import { declaredHash } from './content-hash.ts'
import { s3Errors } from './s3-errors.ts'
import { hmacHex, stringToSign } from './verify-signature.ts'

/**
 * Throws unless the signature was made with `key` over this very head. What the head declares about
 * the body is part of it; whether the body keeps to that, `openPayload` finds out.
 */
export function verifyS3Signature(head: RequestHead, claim: Claim, key: SecretBytes): void {
  const hash = declaredHash(head, claim)
  const canonical = canonicalRequest(head, claim.signedHeaders, hash, plainPath(head.path))
  const text = stringToSign(claim, canonical)
  const expected = hmacHex(key.asKey(), text)
  if (sameText(expected, claim.signature)) return
  // S3 shows what it has signed. It is what the sender sent, and no help in finding the key.
  throw s3Errors.mismatch({
    AWSAccessKeyId: claim.accessKeyId,
    StringToSign: text,
    SignatureProvided: claim.signature,
    CanonicalRequest: canonical,
  })
}
