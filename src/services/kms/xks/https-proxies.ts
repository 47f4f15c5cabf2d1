// The way to external key store proxies. Where one is, a user of the stack says: nothing is
// connected to but public addresses, nothing is followed, and answers are bounded in size and time.

import { lookup as resolveName } from 'node:dns'
import { Agent, request as startRequest } from 'node:https'
import type { RequestOptions as HttpsRequestOptions } from 'node:https'
import type { ClientRequest, IncomingMessage } from 'node:http'
import { isIP } from 'node:net'
import type { LookupFunction } from 'node:net'
import tls from 'node:tls'
import { isJsonObject, parseJson } from '../../../base/json.ts'
import { signedHeaders } from '../../../aws/sigv4/sign-request.ts'
import { limits } from '../limits.ts'
import { parseProxyError, ProxyFailure } from './failures.ts'
import type { ProxyRequest, XksProxies } from './proxy.ts'
import { isPublicAddress } from './public-address.ts'

const SIGNING_NAME = 'kms-xks-proxy'

/** Where to connect to for a host: it is whoever runs the stack who says, and may say anything. */
export interface ProxyRoute {
  readonly host: string
  readonly port: number
}

export interface XksOptions {
  /** Absent: 250 ms for a request, as on AWS. */
  readonly timeoutMs?: number
  /** Certificates of authorities (PEM) that vouch for proxies besides those that Node trusts. */
  readonly authorities?: string
  /** By host name, in lower case; all others are looked up, and must be public. */
  readonly routes?: ReadonlyMap<string, ProxyRoute>
}

/** `wallClock` dates signatures: a proxy holds them against its own. */
export function httpsProxies(
  { timeoutMs = limits.xks.requestMsMax, authorities, routes = new Map() }: XksOptions,
  wallClock: () => Date,
): XksProxies {
  const { connectionsMax } = limits.xks
  const agent = new Agent({ keepAlive: true, maxSockets: connectionsMax })
  const secureContext = authorities === undefined ? undefined : trusting(authorities)
  const options = { agent, ...(secureContext && { secureContext }) }
  return {
    send: async (asked) => {
      const signal = AbortSignal.timeout(timeoutMs)
      const sent = { ...options, ...place(asked, routes), ...signed(asked, wallClock()), signal }
      return readAnswer(await sendOnce(sent).catch((thrown) => againWhenStale(thrown, sent)))
    },
    isRouted: (uriEndpoint) => routes.has(hostOf(uriEndpoint) ?? ''),
  }
}

/** The host of a proxy's endpoint; undefined: it has none that has a name. */
export function hostOf(uriEndpoint: string): string | undefined {
  const hostname = URL.canParse(uriEndpoint) ? new URL(uriEndpoint).hostname : ''
  // `https://0x7f.1` is one as well.
  return hostname === '' || isIP(hostname) > 0 || hostname.startsWith('[') ? undefined : hostname
}

function trusting(authorities: string): tls.SecureContext {
  // Later than the first Node that the package runs on; it tells NODE_EXTRA_CA_CERTS too.
  const all = tls.getCACertificates as (() => readonly string[]) | undefined
  const known = all?.() ?? tls.rootCertificates
  return tls.createSecureContext({ ca: [...known, authorities] })
}

interface Sent extends HttpsRequestOptions {
  readonly body: Uint8Array
}

function place(
  { address: { uriEndpoint, uriPath }, path }: ProxyRequest,
  routes: ReadonlyMap<string, ProxyRoute>,
): HttpsRequestOptions {
  const servername = hostOf(uriEndpoint)
  if (servername === undefined) throw new ProxyFailure('noConnection')
  const route = routes.get(servername)
  const way = route ?? { host: servername, port: 443, lookup: lookupPublic }
  return { ...way, servername, path: `${uriPath}${path}` }
}

function signed({ address, credential, region, path, body }: ProxyRequest, now: Date) {
  const bytes = Buffer.from(JSON.stringify(body))
  const headers = { host: hostOf(address.uriEndpoint) ?? '' }
  const request = {
    ...{ method: 'POST', path: `${address.uriPath}${path}`, query: '', headers },
    body: bytes,
  }
  const signature = signedHeaders(request, { ...credential, region, service: SIGNING_NAME }, now)
  return {
    method: 'POST',
    body: bytes,
    headers: {
      ...signature,
      'content-type': 'application/json',
      'content-length': String(bytes.length),
    },
  }
}

const lookupPublic: LookupFunction = (hostname, options, done) => {
  resolveName(hostname, { ...options, all: true }, (error, addresses) => {
    const [first, ...more] = error
      ? []
      : addresses.filter(({ address }) => isPublicAddress(address))
    if (!first) done(error ?? new Error(`\`${hostname}\` is at no public address`), '', 0)
    else if (options.all) done(null, [first, ...more])
    else done(null, first.address, first.family)
  })
}

interface Received {
  readonly status: number
  readonly body: Buffer
}

/** A connection that was kept and the proxy has closed meanwhile: no request was lost on it. */
class StaleConnection extends Error {}

const againWhenStale = (thrown: unknown, sent: Sent): Promise<Received> => {
  if (thrown instanceof StaleConnection) return sendOnce(sent)
  throw thrown
}

async function sendOnce({ body, ...options }: Sent): Promise<Received> {
  const progress = { isConnected: false, isSecure: false }
  const request = startRequest(options)
  request.once('socket', (socket) => {
    if (request.reusedSocket) {
      Object.assign(progress, { isConnected: true, isSecure: true })
      return
    }
    socket.once('connect', () => (progress.isConnected = true))
    socket.once('secureConnect', () => (progress.isSecure = true))
  })
  try {
    const response = await responseTo(request, body)
    return { status: response.statusCode ?? 0, body: await wholeBody(response) }
  } catch (cause) {
    request.destroy()
    throw whyNot(cause, request, progress)
  }
}

const responseTo = (request: ClientRequest, body: Uint8Array): Promise<IncomingMessage> =>
  new Promise((resolve, reject) => {
    request.once('response', resolve)
    // Not only once: an error of a request that is given up must not end the process.
    request.on('error', reject)
    request.end(body)
  })

async function wholeBody(response: IncomingMessage): Promise<Buffer> {
  const chunks: Uint8Array[] = []
  let length = 0
  for await (const chunk of response as AsyncIterable<Uint8Array>) {
    length += chunk.length
    if (length > limits.xks.answerBytesMax) throw new ProxyFailure('malformed')
    chunks.push(chunk)
  }
  return Buffer.concat(chunks)
}

function whyNot(
  cause: unknown,
  request: ClientRequest,
  { isConnected, isSecure }: { readonly isConnected: boolean; readonly isSecure: boolean },
): Error {
  if (cause instanceof ProxyFailure) return cause
  const { name = '', code = '' } = cause as { readonly name?: string; readonly code?: string }
  if (/^(AbortError|TimeoutError)$/.test(name)) return new ProxyFailure('timeout', cause)
  if (code.startsWith('HPE_')) return new ProxyFailure('malformed', cause)
  if (request.reusedSocket && code === 'ECONNRESET') return new StaleConnection()
  if (isSecure || !isConnected) return new ProxyFailure('noConnection', cause)
  return new ProxyFailure('noTls', cause)
}

function readAnswer({ status, body }: Received): unknown {
  const answer = parseJson(body.toString('utf8'))
  if (!isJsonObject(answer)) throw new ProxyFailure('malformed')
  if (status === 200) return answer
  // `errorMessage` is not for KMS's caller, who need not be the one who runs the proxy.
  throw new ProxyFailure(parseProxyError(answer['errorName']) ?? 'malformed')
}
