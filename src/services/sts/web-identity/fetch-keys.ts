// The public keys of an OIDC provider, asked for at the address that its discovery document names.
// https://openid.net/specs/openid-connect-discovery-1_0.html

import type { JsonWebKey } from 'node:crypto'
import type { Json } from '../../../base/json.ts'
import { isJsonObject } from '../../../base/json.ts'
import { isLoopback } from '../../../base/loopback.ts'
import { limits } from '../limits.ts'

/** Rejects when the provider does not answer, answers too much, or answers something else. */
export async function fetchKeys(issuer: string): Promise<readonly JsonWebKey[]> {
  const discovery = await fetchJson(`${issuer}/.well-known/openid-configuration`)
  const { issuer: named, jwks_uri: address } = isJsonObject(discovery) ? discovery : {}
  if (typeof named !== 'string' || named.replace(/\/+$/, '') !== issuer) {
    throw new Error('the discovery document is of another issuer')
  }
  if (typeof address !== 'string' || !isReachable(address, issuer)) {
    throw new Error('the discovery document names no address of keys')
  }
  const { keys } = asObject(await fetchJson(address))
  const list: readonly Json[] = Array.isArray(keys) ? keys : []
  return list.slice(0, limits.providerKeysMax).filter(isJsonObject) as readonly JsonWebKey[]
}

/** A provider elsewhere cannot send the stack to a service of this machine. */
function isReachable(address: string, issuer: string): boolean {
  const url = URL.parse(address)
  if (!url) return false
  return isLoopback(new URL(issuer))
    ? isLoopback(url)
    : url.protocol === 'https:' && !isLoopback(url)
}

const asObject = (value: Json) => (isJsonObject(value) ? value : {})

async function fetchJson(address: string): Promise<Json> {
  const answer = await fetch(address, {
    headers: { accept: 'application/json' },
    redirect: 'error',
    signal: AbortSignal.timeout(limits.providerAnswerMsMax),
  })
  if (!answer.ok || !answer.body) throw new Error(`the provider answers ${answer.status}`)
  const chunks: Uint8Array[] = []
  let bytes = 0
  for await (const chunk of answer.body) {
    bytes += chunk.length
    if (bytes > limits.providerAnswerBytesMax) throw new Error('the provider answers too much')
    chunks.push(chunk)
  }
  return JSON.parse(Buffer.concat(chunks).toString('utf8')) as Json
}
