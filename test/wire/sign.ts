// Signs requests with the SDK's own signer, which shares no code with ours.

import { SignatureV4 } from '@smithy/signature-v4'
import type { WireRequest } from '../../src/aws/wire-request.ts'
import { NodeSha256 } from '../fixtures/node-sha256.ts'

export interface SigningCredentials {
  readonly accessKeyId: string
  readonly secretAccessKey: string
  readonly sessionToken?: string
}

export interface SigningScope {
  readonly credentials: SigningCredentials
  readonly region: string
  readonly service: string
  readonly at: Date
}

export interface Unsigned {
  readonly method: string
  /** As it goes over the wire. */
  readonly path: string
  /** Decoded; `spell` decides how the pairs are written. */
  readonly query: Readonly<Record<string, string>>
  readonly headers: Readonly<Record<string, string>>
  readonly body: Uint8Array
}

type Spell = (text: string) => string

/** The request with its Authorization header, its query written by `spell`. */
export async function signInHeader(
  unsigned: Unsigned,
  scope: SigningScope,
  spell: Spell = encodeURIComponent,
): Promise<WireRequest> {
  const signer = signerOf(scope)
  const signed = await signer.sign(smithyRequest(unsigned), { signingDate: scope.at })
  return wireRequest(unsigned, signed.headers, unsigned.query, spell)
}

/** The request with its signature in the query. */
export async function presign(
  unsigned: Unsigned,
  scope: SigningScope,
  expiresIn: number,
): Promise<WireRequest> {
  const signer = signerOf(scope)
  const signed = await signer.presign(smithyRequest(unsigned), {
    signingDate: scope.at,
    expiresIn,
  })
  const query = signed.query as Readonly<Record<string, string>>
  return wireRequest(unsigned, signed.headers, query, encodeURIComponent)
}

function signerOf({ credentials, region, service }: SigningScope): SignatureV4 {
  return new SignatureV4({ credentials, region, service, sha256: NodeSha256, applyChecksum: true })
}

function smithyRequest({ method, path, query, headers, body }: Unsigned) {
  return {
    method,
    protocol: 'http:',
    hostname: '127.0.0.1',
    path,
    query: { ...query },
    headers: { ...headers },
    body,
  }
}

function wireRequest(
  unsigned: Unsigned,
  headers: Readonly<Record<string, string>>,
  query: Readonly<Record<string, string>>,
  spell: Spell,
): WireRequest {
  const pairs = Object.entries(query).map(([name, value]) => `${spell(name)}=${spell(value)}`)
  const lowerCase = Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value])
  return { ...unsigned, query: pairs.join('&'), headers: Object.fromEntries(lowerCase) }
}
