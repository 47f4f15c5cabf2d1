// The text that both sides sign.
// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-create-signed-request.html

import { headerOf, type RequestHead } from '../wire-request.ts'

/** `path` is `plainPath` for S3, which neither normalises it nor encodes it again. */
export function canonicalRequest(
  request: RequestHead,
  signedHeaders: readonly string[],
  payloadHash: string,
  path: string = canonicalPath(request.path),
): string {
  const headers = signedHeaders.toSorted()
  return [
    request.method,
    path,
    canonicalQuery(request.query),
    ...headers.map((name) => `${name}:${canonicalValue(headerOf(request, name) ?? '')}`),
    '',
    headers.join(';'),
    payloadHash,
  ].join('\n')
}

/** Without empty and dot segments, and encoded once more: a `%20` that was sent is `%2520` here. */
export function canonicalPath(path: string): string {
  const segments: string[] = []
  for (const segment of path.split('/')) {
    if (segment === '..') segments.pop()
    else if (segment !== '' && segment !== '.') segments.push(encodeText(segment))
  }
  const isFolder = segments.length > 0 && path.endsWith('/')
  return `/${segments.join('/')}${isFolder ? '/' : ''}`
}

/** In one spelling, but with every segment in its place: in S3 `..` and `//` are parts of names. */
export function plainPath(path: string): string {
  return path.split('/').map(reencode).join('/')
}

/** Sorted by encoded name, then by encoded value; a presigned signature does not sign itself. */
export function canonicalQuery(query: string): string {
  const pairs = query
    .split('&')
    .filter((pair) => pair !== '')
    .map((pair): readonly [string, string] => {
      const equals = pair.indexOf('=')
      return equals < 0
        ? [reencode(pair), '']
        : [reencode(pair.slice(0, equals)), reencode(pair.slice(equals + 1))]
    })
    .filter(([name]) => name !== 'X-Amz-Signature')
  return pairs
    .toSorted(([a, x], [b, y]) => compare(a, b) || compare(x, y))
    .map(([name, value]) => `${name}=${value}`)
    .join('&')
}

function compare(a: string, b: string): number {
  return a < b ? -1 : Number(a > b)
}

const NOT_CANONICAL = /^ | $| {2}|\t/

function canonicalValue(value: string): string {
  if (!NOT_CANONICAL.test(value)) return value
  return value.replaceAll(/[ \t]+/g, ' ').replaceAll(/^ | $/g, '')
}

const RESERVED = /[^A-Za-z0-9_.~-]+/g
const ESCAPE_OR_RESERVED = /%[0-9A-Fa-f]{2}|[^A-Za-z0-9_.~%-]+|%/g

/** Percent-encodes all but RFC 3986's unreserved characters. */
function encodeText(text: string): string {
  return text.replaceAll(RESERVED, encodeBytes)
}

/** One spelling for what can be sent in several: `%7e`, `%7E` and `~` are all `~`. */
function reencode(text: string): string {
  return text.replaceAll(ESCAPE_OR_RESERVED, (part) => {
    if (!/^%[0-9A-Fa-f]{2}$/.test(part)) return encodeBytes(part)
    const sign = String.fromCharCode(Number.parseInt(part.slice(1), 16))
    return /[A-Za-z0-9_.~-]/.test(sign) ? sign : part.toUpperCase()
  })
}

function encodeBytes(text: string): string {
  return [...Buffer.from(text, 'utf8')]
    .map((byte) => `%${byte.toString(16).toUpperCase().padStart(2, '0')}`)
    .join('')
}
