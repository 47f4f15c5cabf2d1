// Everything that can be said against an S3 request's signature before its secret is known.

import { parseRegion, type Region } from '../../base/region.ts'
import { secondMs } from '../../base/sizes.ts'
import type { RequestHead } from '../wire-request.ts'
import type { Claim } from './claim.ts'
import { contentForm, declaredHash } from './content-hash.ts'
import type { ScopedClaim } from './read-signature.ts'
import { parseS3Claim } from './s3-claim.ts'
import { s3Errors, S3_SKEW_MS_MAX } from './s3-errors.ts'

/** `now` is the wall clock. From the head alone: the body need not have been sent yet. */
export function readS3Signature(head: RequestHead, now: Date): ScopedClaim {
  const claim = parseS3Claim(head)
  const region = requireRegion(claim)
  checkTime(claim, now)
  contentForm(declaredHash(head, claim))
  checkSignedHeaders(claim, head)
  return { ...claim, region }
}

function requireRegion({ region, presigned }: Claim): Region {
  const known = parseRegion(region)
  if (known) return known
  const what = `the region '${region}' is wrong; expecting 'us-east-1'`
  if (presigned) {
    throw s3Errors.queryMalformed(`Error parsing the X-Amz-Credential parameter; ${what}`)
  }
  throw s3Errors.headerMalformed(what)
}

/** A presigned request lives as long as it asks for, which may be a week. */
function checkTime({ presigned, signedAt, timestamp }: Claim, now: Date): void {
  const ageMs = now.getTime() - signedAt.getTime()
  if (!presigned) {
    if (Math.abs(ageMs) > S3_SKEW_MS_MAX) throw s3Errors.tooSkewed(timestamp, now)
    return
  }
  const { expiresSeconds = 0 } = presigned
  if (ageMs < -S3_SKEW_MS_MAX) throw s3Errors.accessDenied('Request is not valid yet')
  if (ageMs > expiresSeconds * secondMs) throw s3Errors.expired(expiresSeconds, signedAt, now)
}

/** What is not signed could have been put there by anybody on the way. */
function checkSignedHeaders(claim: Claim, head: RequestHead): void {
  const signed = new Set(claim.signedHeaders)
  const mustBe = Object.keys(head.headers).filter((name) => name.startsWith('x-amz-'))
  const unsigned = ['host', ...mustBe].filter((name) => !signed.has(name))
  if (unsigned.length === 0) return
  throw s3Errors.accessDenied('There were headers present in the request which were not signed', {
    HeadersNotSigned: unsigned.join(', '),
  })
}
