// Everything that can be said against a signature before its secret is known.

import { AssertionError } from 'node:assert'
import { parseRegion, type Region } from '../../base/region.ts'
import { minuteMs, secondMs } from '../../base/sizes.ts'
import type { ServiceModel } from '../shapes.ts'
import type { WireRequest } from '../wire-request.ts'
import { parseClaim, type Claim } from './claim.ts'
import { authenticationErrors, type AuthenticationErrors } from './errors.ts'
import { basicTimestamp } from './timestamp.ts'

/** How one service takes signatures. */
export interface SignatureRules {
  /** The service of the credential scope. */
  readonly service: string
  readonly skewMinutesMax: number
  readonly errors: AuthenticationErrors
}

/** Five minutes is what AWS's answers name, for KMS too; IAM and STS allow fifteen. */
const SKEW_MINUTES_MAX = { awsJson1_1: 5, query: 15 } as const

export function signatureRules({ signingName, protocol }: ServiceModel): SignatureRules {
  if (protocol === 'restXml') {
    throw new AssertionError({ message: `${signingName} has a signature scheme of its own` })
  }
  return {
    service: signingName,
    skewMinutesMax: SKEW_MINUTES_MAX[protocol],
    errors: authenticationErrors(protocol),
  }
}

/** A claim whose scope and time are in order; whether the signature is right is still open. */
export interface ScopedClaim extends Claim {
  readonly region: Region
}

/**
 * `now` is the wall clock. The order, of which the first failure is the answer: parsing (missing,
 * then incomplete), the checks below, then what needs the secret: the access key exists, the
 * session token belongs to it and is not expired, `verifySignature`.
 */
export function readSignature(request: WireRequest, rules: SignatureRules, now: Date): ScopedClaim {
  const claim = parseClaim(request, rules.errors)
  checkTerminator(claim, rules)
  checkService(claim, rules)
  const region = requireRegion(claim, rules)
  checkScopeDate(claim, rules)
  checkTime(claim, rules, now)
  checkSignedHeaders(claim, rules, request)
  return { ...claim, region }
}

function checkTerminator({ terminator }: Claim, { errors }: SignatureRules): void {
  if (terminator === 'aws4_request') return
  throw errors.invalid(
    `Credential should be scoped with a valid terminator: 'aws4_request', not '${terminator}'.`,
  )
}

function checkService(claim: Claim, { service, errors }: SignatureRules): void {
  if (claim.service === service) return
  throw errors.invalid(`Credential should be scoped to correct service: '${service}'.`)
}

// UNLIKE AWS: IAM takes the scope of every Region, not of us-east-1 only. SDKs that are given an
// endpoint sign for the configured Region, and one endpoint serves all services here.
function requireRegion(claim: Claim, { errors }: SignatureRules): Region {
  const region = parseRegion(claim.region)
  if (region) return region
  throw errors.invalidRegion(claim.region)
}

function checkScopeDate({ date, timestamp }: Claim, { errors }: SignatureRules): void {
  const day = timestamp.slice(0, 'YYYYMMDD'.length)
  if (date === day) return
  throw errors.invalid(
    'Date in Credential scope does not match YYYYMMDD from ISO-8601 version of date from HTTP: ' +
      `'${date}' != '${day}', from '${timestamp}'.`,
  )
}

function checkTime(claim: Claim, rules: SignatureRules, now: Date): void {
  const { errors, skewMinutesMax: minutes } = rules
  const signedMs = claim.signedAt.getTime()
  const latestMs = now.getTime() + minutes * minuteMs
  if (signedMs > latestMs) {
    throw errors.invalid(
      `Signature not yet current: ${claim.timestamp} is still later than ` +
        `${stamp(latestMs)} (${basicTimestamp(now)} + ${minutes} min.)`,
    )
  }
  const lifetimeSeconds = lifetimeSecondsOf(claim, minutes)
  const earliestMs = now.getTime() - lifetimeSeconds * secondMs
  if (signedMs >= earliestMs) return
  const lifetime =
    lifetimeSeconds % 60 === 0 ? `${lifetimeSeconds / 60} min` : `${lifetimeSeconds} s`
  const detail =
    `Signature expired: ${claim.timestamp} is now earlier than ` +
    `${stamp(earliestMs)} (${basicTimestamp(now)} - ${lifetime}.)`
  throw claim.presigned ? errors.presignedExpired(detail) : errors.invalid(detail)
}

/** A presigned request can ask for less than the skew, never for more. */
function lifetimeSecondsOf({ presigned }: Claim, skewMinutesMax: number): number {
  return Math.min(presigned?.expiresSeconds ?? Infinity, skewMinutesMax * 60)
}

function stamp(timeMs: number): string {
  return basicTimestamp(new Date(timeMs))
}

/** What is not signed could have been put there by anybody on the way. */
function checkSignedHeaders(claim: Claim, { errors }: SignatureRules, request: WireRequest): void {
  const signed = claim.signedHeaders
  if (!signed.includes('host')) {
    throw errors.invalid(
      "'Host' or ':authority' must be a 'SignedHeader' in the AWS Authorization.",
    )
  }
  const names = Object.keys(request.headers)
  const unsigned = names.filter((name) => name.startsWith('x-amz-') && !signed.includes(name))
  if (unsigned.length > 0) {
    // The sentence is S3's; the rule holds for every service.
    throw errors.invalid(
      `There were headers present in the request which were not signed: ${unsigned.join(', ')}`,
    )
  }
}
