// JSON Web Tokens (RFC 7519) in the compact form, signed with RSA or on an elliptic curve.

import { createPublicKey, verify } from 'node:crypto'
import type { JsonWebKey } from 'node:crypto'
import type { JsonObject } from '../../../base/json.ts'
import { isJsonObject } from '../../../base/json.ts'

export interface JsonWebToken {
  readonly header: JsonObject
  readonly claims: JsonObject
  /** What the signature is over. */
  readonly signed: string
  readonly signature: Uint8Array
}

const COMPACT = /^([\w-]+)\.([\w-]+)\.([\w-]+)$/

/** Undefined: it is none. Nothing that it says has been verified. */
export function parseToken(text: string): JsonWebToken | undefined {
  const [, head = '', body = '', signature = ''] = COMPACT.exec(text) ?? []
  const [header, claims] = [jsonIn(head), jsonIn(body)]
  if (!header || !claims) return undefined
  return {
    header,
    claims,
    signed: `${head}.${body}`,
    signature: Buffer.from(signature, 'base64url'),
  }
}

function jsonIn(part: string): JsonObject | undefined {
  try {
    const value: unknown = JSON.parse(Buffer.from(part, 'base64url').toString('utf8'))
    return isJsonObject(value) ? value : undefined
  } catch {
    return undefined
  }
}

interface Algorithm {
  readonly hash: string
  readonly kty: 'RSA' | 'EC'
  readonly crv?: string
}

/**
 * Those that AWS takes. `none` and the HMACs are not among them: with those, whoever knows the
 * public key could sign.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_providers_create_oidc.html
 */
const ALGORITHMS: ReadonlyMap<unknown, Algorithm> = new Map([
  ['RS256', { hash: 'sha256', kty: 'RSA' }],
  ['RS384', { hash: 'sha384', kty: 'RSA' }],
  ['RS512', { hash: 'sha512', kty: 'RSA' }],
  ['ES256', { hash: 'sha256', kty: 'EC', crv: 'P-256' }],
  ['ES384', { hash: 'sha384', kty: 'EC', crv: 'P-384' }],
  ['ES512', { hash: 'sha512', kty: 'EC', crv: 'P-521' }],
])

/** Whether the key has signed the token, by the algorithm that it names and the key is made for. */
export function isSignedWith(
  { header, signed, signature }: JsonWebToken,
  key: JsonWebKey,
): boolean {
  const algorithm = ALGORITHMS.get(header['alg'])
  if (!algorithm || key.kty !== algorithm.kty || key.crv !== algorithm.crv) return false
  try {
    const publicKey = createPublicKey({ key, format: 'jwk' })
    const verifier = { key: publicKey, dsaEncoding: 'ieee-p1363' as const }
    return verify(algorithm.hash, Buffer.from(signed, 'ascii'), verifier, signature)
  } catch {
    return false // The key is none.
  }
}
