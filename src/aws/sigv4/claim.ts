// What a request says about its signature, in either of the two places. Nothing is believed yet.

import { createHash } from 'node:crypto'
import { parseForm } from '../protocols/form.ts'
import { headerOf, type WireRequest } from '../wire-request.ts'
import type { AuthenticationErrors } from './errors.ts'
import { basicTimestamp, parseBasicTimestamp } from './timestamp.ts'

export const ALGORITHM = 'AWS4-HMAC-SHA256'

/** The credential scope: what the signing key was derived for. */
export interface CredentialScope {
  /** `20150830`. */
  readonly date: string
  readonly region: string
  readonly service: string
  /** `aws4_request`. */
  readonly terminator: string
}

export interface Claim extends CredentialScope {
  readonly accessKeyId: string
  /** `20150830T123600Z`, and the moment it names. */
  readonly timestamp: string
  readonly signedAt: Date
  /** In lower case. */
  readonly signedHeaders: readonly string[]
  readonly signature: string
  readonly sessionToken: string | undefined
  /** Set for a presigned request; undefined for one signed in its header. */
  readonly presigned: { readonly expiresSeconds: number | undefined } | undefined
}

export function parseClaim(request: WireRequest, errors: AuthenticationErrors): Claim {
  const authorization = headerOf(request, 'authorization')
  if (authorization !== undefined) return headerClaim(request, authorization, errors)
  const parameters = parseForm(request.query)
  const isPresigned = parameters.has('X-Amz-Signature') || parameters.has('X-Amz-Algorithm')
  if (isPresigned) return queryClaim(parameters, errors)
  throw errors.missing()
}

function headerClaim(
  request: WireRequest,
  authorization: string,
  errors: AuthenticationErrors,
): Claim {
  const parameters = authorizationParameters(authorization, errors)
  const date = headerOf(request, 'x-amz-date') ?? httpDate(headerOf(request, 'date'))
  const missing = ['Credential', 'Signature', 'SignedHeaders']
    .filter((name) => !parameters.has(name))
    .map((name) => `Authorization header requires '${name}' parameter.`)
  if (date === undefined) {
    missing.push(
      "Authorization header requires existence of either a 'X-Amz-Date' or a 'Date' header.",
    )
  }
  if (missing.length > 0 || date === undefined) {
    throw errors.incomplete(`${missing.join(' ')} ${hashed('Authorization', authorization)}`)
  }
  return {
    ...parseCredential(parameters.get('Credential') ?? '', errors),
    ...parseDate(date, errors),
    signedHeaders: headerList(parameters.get('SignedHeaders')),
    signature: parameters.get('Signature') ?? '',
    sessionToken: headerOf(request, 'x-amz-security-token'),
    presigned: undefined,
  }
}

/** `AWS4-HMAC-SHA256 Credential=…, SignedHeaders=…, Signature=…`, with or without the spaces. */
function authorizationParameters(
  authorization: string,
  errors: AuthenticationErrors,
): ReadonlyMap<string, string> {
  const [algorithm, ...pairs] = authorization.split(/[\s,]+/)
  // Another scheme, such as Bearer, has none of the parameters: it is answered that way.
  if (algorithm !== ALGORITHM) return new Map()
  const parameters = new Map<string, string>()
  for (const pair of pairs.filter((text) => text !== '')) {
    const equals = pair.indexOf('=')
    if (equals < 0) throw errors.incomplete(invalidPair(pair))
    const name = pair.slice(0, equals)
    // As of two headers, which arrive joined: which of them is meant nobody can tell. The sentence
    // is ours.
    if (parameters.has(name)) {
      throw errors.incomplete(
        `Authorization header must have one '${name}' parameter. ` +
          hashed('Authorization', authorization),
      )
    }
    parameters.set(name, pair.slice(equals + 1))
  }
  return parameters
}

function queryClaim(parameters: ReadonlyMap<string, string>, errors: AuthenticationErrors): Claim {
  const [algorithm, credential, signature, signedHeaders, date] = [
    'X-Amz-Algorithm',
    'X-Amz-Credential',
    'X-Amz-Signature',
    'X-Amz-SignedHeaders',
    'X-Amz-Date',
  ].map((name) => required(parameters, name, errors))
  if (algorithm !== ALGORITHM)
    throw errors.incomplete(`Unsupported AWS 'algorithm': '${algorithm}'.`)
  return {
    ...parseCredential(credential ?? '', errors),
    ...parseDate(date ?? '', errors),
    signedHeaders: headerList(signedHeaders),
    signature: signature ?? '',
    sessionToken: parameters.get('X-Amz-Security-Token'),
    presigned: { expiresSeconds: parseExpires(parameters.get('X-Amz-Expires'), errors) },
  }
}

function required(
  parameters: ReadonlyMap<string, string>,
  name: string,
  errors: AuthenticationErrors,
): string {
  const value = parameters.get(name)
  if (value !== undefined && value !== '') return value
  throw errors.incomplete(
    `AWS query-string parameters must include '${name}'. Re-examine the query-string parameters.`,
  )
}

function parseCredential(credential: string, errors: AuthenticationErrors) {
  const parts = credential.split('/')
  const [accessKeyId = '', date = '', region = '', service = '', terminator = ''] = parts
  if (parts.length === 5) return { accessKeyId, date, region, service, terminator }
  throw errors.incomplete(
    'Credential must have exactly 5 slash-delimited elements, ' +
      `e.g. keyid/date/region/service/term, got '${credential}'.`,
  )
}

function parseDate(timestamp: string, errors: AuthenticationErrors) {
  const signedAt = parseBasicTimestamp(timestamp)
  if (signedAt) return { timestamp, signedAt }
  throw errors.incomplete(
    `Date must be in ISO-8601 'basic format'. Got '${timestamp}'. ` +
      'See http://en.wikipedia.org/wiki/ISO_8601',
  )
}

const EXPIRES_SECONDS_MAX = 7 * 24 * 60 * 60

function parseExpires(text: string | undefined, errors: AuthenticationErrors): number | undefined {
  if (text === undefined) return undefined
  const seconds = /^\d{1,9}$/.test(text) ? Number(text) : Number.NaN
  if (seconds <= EXPIRES_SECONDS_MAX) return seconds
  throw errors.incomplete(
    `X-Amz-Expires must be a number of seconds, at most ${EXPIRES_SECONDS_MAX}.`,
  )
}

export function headerList(text = ''): readonly string[] {
  return text.toLowerCase().split(';')
}

/** The `Date` header may be in HTTP's own format; it is signed in the basic one. */
export function httpDate(text: string | undefined): string | undefined {
  const isHttpDate = text !== undefined && /^[A-Z][a-z]{2}, [\w :]{20,30}$/.test(text)
  const time = new Date(isHttpDate ? text : Number.NaN)
  return Number.isNaN(time.getTime()) ? text : basicTimestamp(time)
}

/** AWS no longer echoes the header itself: it may hold a usable signature. */
function hashed(name: string, text: string): string {
  return `(Hashed with SHA-256 and encoded with Base64) ${name}=${sha256Base64(text)}`
}

function invalidPair(pair: string): string {
  const label = 'Invalid key=value pair (missing equal-sign) in Authorization header'
  return `${label} (hashed with SHA-256 and encoded with Base64): '${sha256Base64(pair)}'.`
}

function sha256Base64(text: string): string {
  return createHash('sha256').update(text).digest('base64')
}
