// What an S3 request says about its signature, in either of the two places.
// https://docs.aws.amazon.com/AmazonS3/latest/API/sigv4-query-string-auth.html

import { parseRestQuery } from '../rest/parse-rest-query.ts'
import { headerOf, type RequestHead } from '../wire-request.ts'
import { ALGORITHM, headerList, httpDate, type Claim } from './claim.ts'
import { s3Errors } from './s3-errors.ts'
import { parseBasicTimestamp } from './timestamp.ts'

export function parseS3Claim(head: RequestHead): Claim {
  const authorization = headerOf(head, 'authorization')
  const query = parseRestQuery(head.query)
  const isPresigned = query.has('X-Amz-Algorithm') || query.has('X-Amz-Signature')
  if (authorization !== undefined) {
    if (isPresigned || query.has('Signature')) throw s3Errors.twoMechanisms()
    return headerClaim(head, authorization)
  }
  if (isPresigned) {
    requireOneSignature(head)
    return queryClaim(query)
  }
  if (query.has('AWSAccessKeyId') && query.has('Signature')) throw s3Errors.signatureVersion2()
  throw s3Errors.accessDenied()
}

function headerClaim(head: RequestHead, authorization: string): Claim {
  const [algorithm = '', ...pairs] = authorization.split(/[\s,]+/)
  refuseOther(algorithm, authorization)
  const given = pairs.filter((pair) => pair !== '')
  const parameters = new Map(given.map((pair) => [nameOf(pair), pair.split('=')[1] ?? '']))
  // As of two headers, which arrive joined: which of them is meant nobody can tell. The sentence is
  // ours.
  if (parameters.size < given.length || !given.every((pair) => pair.includes('='))) {
    throw s3Errors.headerMalformed('each of its components must be there once, as NAME=VALUE.')
  }
  const [credential, signedHeaders, signature] = ['Credential', 'SignedHeaders', 'Signature'].map(
    (name) => parameters.get(name) ?? '',
  )
  if (!credential || !signedHeaders || !signature) {
    throw s3Errors.headerMalformed(
      'the authorization header requires three components: Credential, SignedHeaders, and ' +
        'Signature.',
    )
  }
  const date = headerOf(head, 'x-amz-date') ?? httpDate(headerOf(head, 'date')) ?? ''
  const signedAt = parseBasicTimestamp(date)
  if (!signedAt) {
    throw s3Errors.accessDenied('AWS authentication requires a valid Date or x-amz-date header')
  }
  return {
    ...parseScope(credential, date, s3Errors.headerMalformed),
    timestamp: date,
    signedAt,
    signedHeaders: headerList(signedHeaders),
    signature,
    sessionToken: headerOf(head, 'x-amz-security-token'),
    presigned: undefined,
  }
}

const nameOf = (pair: string): string => pair.split('=')[0] ?? ''

function refuseOther(algorithm: string, authorization: string): void {
  if (algorithm === ALGORITHM) return
  if (algorithm === 'AWS4-ECDSA-P256-SHA256') throw s3Errors.asymmetric()
  if (algorithm === 'AWS') throw s3Errors.signatureVersion2()
  throw s3Errors.unknownMechanism(authorization)
}

/** The signature is the one parameter that nothing signs. The sentence is ours. */
function requireOneSignature({ query }: RequestHead): void {
  if (new URLSearchParams(query).getAll('X-Amz-Signature').length <= 1) return
  throw s3Errors.queryMalformed('X-Amz-Signature must be there once')
}

const QUERY_PARAMETERS = [
  'X-Amz-Algorithm',
  'X-Amz-Credential',
  'X-Amz-Signature',
  'X-Amz-Date',
  'X-Amz-SignedHeaders',
  'X-Amz-Expires',
]

function queryClaim(query: ReadonlyMap<string, string>): Claim {
  const given = QUERY_PARAMETERS.map((name) => query.get(name) ?? '')
  if (given.includes('')) {
    throw s3Errors.queryMalformed(
      'Query-string authentication version 4 requires the X-Amz-Algorithm, X-Amz-Credential, ' +
        'X-Amz-Signature, X-Amz-Date, X-Amz-SignedHeaders, and X-Amz-Expires parameters.',
    )
  }
  const [algorithm, credential = '', signature = '', date = '', signedHeaders, expires = ''] = given
  if (algorithm === 'AWS4-ECDSA-P256-SHA256') throw s3Errors.asymmetric()
  if (algorithm !== ALGORITHM) {
    throw s3Errors.queryMalformed(`X-Amz-Algorithm only supports "${ALGORITHM}"`)
  }
  const signedAt = parseBasicTimestamp(date)
  if (!signedAt) {
    throw s3Errors.queryMalformed(
      "X-Amz-Date must be in the ISO8601 Long Format \"yyyyMMdd'T'HHmmss'Z'\"",
    )
  }
  const malformed = (what: string) =>
    s3Errors.queryMalformed(`Error parsing the X-Amz-Credential parameter; ${what}`)
  return {
    ...parseScope(credential, date, malformed),
    timestamp: date,
    signedAt,
    signedHeaders: headerList(signedHeaders),
    signature,
    sessionToken: query.get('X-Amz-Security-Token'),
    presigned: { expiresSeconds: parseExpires(expires) },
  }
}

const EXPIRES_SECONDS_MAX = 7 * 24 * 60 * 60

function parseExpires(text: string): number {
  const seconds = /^-?\d{1,15}$/.test(text) ? Number(text) : Number.NaN
  if (Number.isNaN(seconds)) throw s3Errors.queryMalformed('X-Amz-Expires should be a number')
  if (seconds < 0) throw s3Errors.queryMalformed('X-Amz-Expires must be non-negative')
  if (seconds <= EXPIRES_SECONDS_MAX) return seconds
  throw s3Errors.queryMalformed(
    'X-Amz-Expires must be less than a week (in seconds); that is, the given X-Amz-Expires must ' +
      `be less than ${EXPIRES_SECONDS_MAX} seconds`,
  )
}

type Malformed = (what: string) => Error

/** An access key id has no slash, so the scope is the last four parts. */
function parseScope(credential: string, timestamp: string, malformed: Malformed) {
  const parts = credential.split('/')
  const [accessKeyId = '', date = '', region = '', service = '', terminator = ''] = parts
  if (parts.length !== 5) {
    throw malformed(
      'the Credential is mal-formed; expecting ' +
        '"<YOUR-AKID>/YYYYMMDD/REGION/SERVICE/aws4_request".',
    )
  }
  if (service !== 's3') {
    throw malformed(`incorrect service "${service}". This endpoint belongs to "s3".`)
  }
  if (terminator !== 'aws4_request') {
    throw malformed(`incorrect terminator "${terminator}". This endpoint uses "aws4_request".`)
  }
  const day = timestamp.slice(0, 'YYYYMMDD'.length)
  if (date !== day) {
    throw malformed(
      `Invalid credential date "${date}". This date is not the same as X-Amz-Date: "${day}".`,
    )
  }
  return { accessKeyId, date, region, service, terminator }
}
