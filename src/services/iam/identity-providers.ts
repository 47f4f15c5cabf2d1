// What OIDC and SAML providers are made of, checked before it is stored.

import { isLoopback } from '../../base/loopback.ts'
import { readXml } from '../../aws/protocols/xml-reader.ts'
import { InvalidInput, quotaExceeded, ValidationError } from './errors.ts'
import { limits } from './limits.ts'

/**
 * The issuer that a URL names, as tokens name it but for a slash at its end.
 *
 * UNLIKE AWS: `http://` and a port are allowed on this machine (`127.0.0.1`, `localhost`), so that
 * an identity provider can be tried out beside the stack.
 */
export function requireIssuer(text: string): string {
  const url = URL.parse(text)
  const isWellFormed =
    url !== null &&
    url.search === '' &&
    url.hash === '' &&
    url.username === '' &&
    (isLoopback(url) || (url.protocol === 'https:' && url.port === ''))
  if (!isWellFormed) throw ValidationError('Invalid Open ID Connect Provider URL')
  return text.replace(/\/+$/, '')
}

/** No two alike, and not too many. */
export function requireClientIds(ids: readonly string[] = []): readonly string[] {
  const max = limits.clientIdsPerProviderMax
  const distinct = [...new Set(ids)]
  if (distinct.length > max) throw quotaExceeded('ClientIdsPerOpenIdConnectProvider', max)
  return distinct
}

const THUMBPRINT = /^[0-9a-f]{40}$/i

/**
 * UNLIKE AWS: thumbprints are kept and answered, and nothing more. The provider's certificate is
 * held against the authorities that this machine trusts, as AWS does for most providers.
 */
export function requireThumbprints(thumbprints: readonly string[] = []): readonly string[] {
  const max = limits.thumbprintsPerProviderMax
  if (thumbprints.length > max) {
    throw InvalidInput(`Thumbprint list must contain fewer than ${max} entries.`)
  }
  if (!thumbprints.every((thumbprint) => THUMBPRINT.test(thumbprint))) {
    throw InvalidInput('Thumbprint must contain only hexadecimal characters.')
  }
  return thumbprints
}

/** A SAML metadata document: XML about an entity. */
export function requireMetadata(text: string): string {
  if (rootName(text) !== 'EntityDescriptor') throw notMetadata()
  return text
}

function rootName(text: string): string {
  try {
    return readXml(Buffer.from(text, 'utf8')).name
  } catch {
    throw notMetadata()
  }
}

const notMetadata = () => InvalidInput('Could not parse metadata')

/** The metadata's own date, or a hundred years, as AWS answers. */
export function validUntil(metadata: string, createdAt: string): Date {
  const [, stated = ''] = /\svalidUntil="([^"]+)"/.exec(metadata) ?? []
  const parsed = new Date(stated)
  if (!Number.isNaN(parsed.getTime())) return parsed
  const date = new Date(createdAt)
  date.setUTCFullYear(date.getUTCFullYear() + 100)
  return date
}

/** UNLIKE AWS: no assertion is read here, so no private key is taken to read one with. */
export function refusePrivateKeys(...keys: readonly (string | undefined)[]): void {
  if (keys.every((key) => key === undefined)) return
  throw InvalidInput('Private keys of SAML providers are not kept in this version of Sparekey.')
}
