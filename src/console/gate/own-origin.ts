// Who is asked, and from where: a page of another site, or a name that somebody made point to this
// machine (DNS rebinding), is told apart before anything is looked at.

import type { IncomingHttpHeaders } from 'node:http'

export interface OwnOrigin {
  /** `http://127.0.0.1:4600`. */
  readonly origin: string
  /** Every value of the Host header that means this console. */
  readonly hosts: ReadonlySet<string>
}

/** `localhost` and the address are the same place: the browser may have been told either. */
export function ownOrigin(scheme: 'http' | 'https', host: string, port: number): OwnOrigin {
  const name = host.includes(':') ? `[${host}]` : host
  const loopback = ['127.0.0.1', '[::1]', 'localhost']
  const names = loopback.includes(name) ? loopback : [name]
  const isUsual = port === (scheme === 'http' ? 80 : 443)
  const authority = (one: string): string => (isUsual ? one : `${one}:${port}`)
  return {
    origin: `${scheme}://${authority(name)}`,
    hosts: new Set(names.map(authority)),
  }
}

export const isForUs = ({ hosts }: OwnOrigin, { host = '' }: IncomingHttpHeaders): boolean =>
  hosts.has(host.toLowerCase())

/**
 * A request that a page of ours sent. Browsers name the origin of whatever a script posts, and tell
 * by Sec-Fetch-Site what else had a hand in it.
 */
export function isFromOurPage(own: OwnOrigin, headers: IncomingHttpHeaders): boolean {
  const site = headers['sec-fetch-site']
  if (site !== undefined && site !== 'same-origin') return false
  return isOurOrigin(own, headers)
}

function isOurOrigin({ origin, hosts }: OwnOrigin, headers: IncomingHttpHeaders): boolean {
  const [scheme = '', authority = ''] = (headers.origin ?? '').split('://')
  return origin.startsWith(`${scheme}://`) && hosts.has(authority) && authority === headers.host
}
