// Keeps the operator's endpoints, which ask for no signature, from the web pages that the operator
// happens to have open: any page can send requests to this machine.

import { isIP } from 'node:net'
import type { Arrival } from './exchange.ts'

/** Why a web page may be behind the request; undefined: none is. `host` is the one listened on. */
export function crossSiteReason({ headers, tls }: Arrival, host: string): string | undefined {
  // Browsers send one of the two with whatever a page asks for; commands and SDKs send neither.
  const site = headers['sec-fetch-site'] ?? 'none'
  if (headers['origin'] !== undefined || site !== 'none') {
    return 'requests from web pages are refused here'
  }
  // Over TLS the browser has held the name against the certificate, which is this stack's.
  if (tls !== undefined) return undefined
  const name = hostName(headers['host'] ?? '')
  if (isOurs(name, host)) return undefined
  return `\`${name}\` is not a name of this stack: call it by its address, or as localhost`
}

/** Without the port, and without the brackets of an IPv6 address. */
function hostName(header: string): string {
  const [, bracketed, plain = ''] = /^(?:\[([^\]]*)\]|([^:]*))(?::\d*)?$/.exec(header) ?? []
  return (bracketed ?? plain).toLowerCase()
}

/**
 * A page that had its own name point at this machine (DNS rebinding) sends that name. Nobody can
 * have a page under an address, under localhost, or under a name without a dot, which is how
 * containers call each other.
 */
function isOurs(name: string, host: string): boolean {
  if (name === '') return false
  if (isIP(name) !== 0 || name === host.toLowerCase()) return true
  return !name.includes('.') || name.endsWith('.localhost')
}
