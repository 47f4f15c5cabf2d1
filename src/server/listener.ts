// HTTP in, HTTP out: bytes, limits and headers. What the bytes mean is the pipeline's business.

import { createServer } from 'node:http'
import type { IncomingMessage, Server, ServerResponse } from 'node:http'
import type { AddressInfo, Socket } from 'node:net'
import type { Answer, Arrival, House } from './exchange.ts'
import { limits } from './limits.ts'
import type { OperatorEndpoints } from './operator-endpoints.ts'
import { answerRequest } from './pipeline.ts'
import { ConnectionClosed, declaresTooMuch, discardBody, readBody } from './request-body.ts'

export interface Listener {
  readonly port: number
  /** Takes no new connections, lets requests in flight finish, then closes. */
  close(): Promise<void>
}

export interface Address {
  readonly host: string
  readonly port: number
  readonly requestMsMax?: number
}

export async function listen(
  house: House,
  operator: OperatorEndpoints,
  address: Address,
): Promise<Listener> {
  const requestMsMax = address.requestMsMax ?? limits.requestMsMax
  const server = createServer({
    maxHeaderSize: limits.headerBytesMax,
    requestTimeout: requestMsMax,
    headersTimeout: requestMsMax,
    keepAliveTimeout: limits.idleConnectionMsMax,
    connectionsCheckingInterval: Math.min(limits.connectionCheckMs, requestMsMax),
  })
  // Headers over this number are dropped without a word: one more than allowed tells.
  server.maxHeadersCount = limits.headersMax + 1
  const unanswered = new Set<ServerResponse>()
  const answer = (request: IncomingMessage, response: ServerResponse): void => {
    if (!server.listening) response.shouldKeepAlive = false
    unanswered.add(response)
    response.once('close', () => unanswered.delete(response))
    void serve(house, operator, request, response)
  }
  server.on('request', answer)
  server.on('checkContinue', (request: IncomingMessage, response: ServerResponse) => {
    if (!declaresTooMuch(request)) response.writeContinue()
    answer(request, response)
  })
  await started(server, address)
  return {
    port: (server.address() as AddressInfo).port,
    close: () => stopped(server, unanswered),
  }
}

function started(server: Server, { host, port }: Address): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', reject)
    server.listen({ host, port }, () => {
      server.off('error', reject)
      resolve()
    })
  })
}

function stopped(server: Server, unanswered: Iterable<ServerResponse>): Promise<void> {
  return new Promise((resolve) => {
    // Otherwise their connections would be kept for requests to come.
    for (const response of unanswered) response.shouldKeepAlive = false
    const cut = setTimeout(() => server.closeAllConnections(), limits.closeMsMax)
    server.close(() => {
      clearTimeout(cut)
      resolve()
    })
    server.closeIdleConnections()
  })
}

async function serve(
  house: House,
  operator: OperatorEndpoints,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const requestId = house.world.uuid()
  try {
    if (request.rawHeaders.length / 2 > limits.headersMax) {
      return await refuse(request, response, requestId, tooManyHeaders)
    }
    const body = await readBody(request)
    if (!body) return await refuse(request, response, requestId, tooLarge)
    send(response, requestId, await answerTo(house, operator, arrivalOf(request, requestId, body)))
  } catch (err) {
    if (err instanceof ConnectionClosed) house.log.info({ requestId, err }, 'a request broke off')
    else house.log.error({ requestId, err }, 'a request got no answer')
    request.destroy()
  }
}

/** Refuses a request unread, and the connection with it. */
async function refuse(
  request: IncomingMessage,
  response: ServerResponse,
  requestId: string,
  answer: Answer,
): Promise<void> {
  response.writeHead(answer.status, { ...headersOf(requestId, answer), connection: 'close' })
  response.write(answer.body)
  await discardBody(request)
  response.end()
}

async function answerTo(
  house: House,
  operator: OperatorEndpoints,
  arrival: Arrival,
): Promise<Answer> {
  return (await operator(arrival)) ?? answerRequest(house, arrival)
}

function send(response: ServerResponse, requestId: string, answer: Answer): void {
  response.writeHead(answer.status, headersOf(requestId, answer))
  response.end(answer.body)
}

function headersOf(requestId: string, { contentType, body }: Answer): Record<string, string> {
  return {
    'x-amzn-RequestId': requestId,
    'content-length': String(Buffer.byteLength(body)),
    ...(contentType && { 'content-type': contentType }),
  }
}

const tooLarge = refusal(
  413,
  'RequestEntityTooLargeException',
  `Request body exceeds ${limits.requestBytesMax} bytes`,
)
const tooManyHeaders = refusal(
  431,
  'RequestHeaderFieldsTooLargeException',
  `Request has more than ${limits.headersMax} headers`,
)

function refusal(status: number, code: string, message: string): Answer {
  const body = JSON.stringify({ __type: code, message })
  return { status, contentType: 'application/x-amz-json-1.1', body }
}

function arrivalOf(request: IncomingMessage, requestId: string, body: Uint8Array): Arrival {
  const { url = '/', method = 'GET', socket } = request
  const mark = url.indexOf('?')
  const tls = tlsOf(socket)
  return {
    requestId,
    arrivedAt: new Date(),
    method,
    path: mark < 0 ? url : url.slice(0, mark),
    query: mark < 0 ? '' : url.slice(mark + 1),
    headers: joinedHeaders(request),
    body,
    sourceIp: (socket.remoteAddress ?? '').replace(/^::ffff:/, ''),
    ...(tls && { tls }),
  }
}

/** `rawHeaders` is names and values by turns. */
function joinedHeaders({ rawHeaders }: IncomingMessage): Readonly<Record<string, string>> {
  const joined = Object.create(null) as Record<string, string>
  for (let index = 0; index < rawHeaders.length; index += 2) {
    const name = rawHeaders[index]?.toLowerCase() ?? ''
    const value = rawHeaders[index + 1] ?? ''
    joined[name] = name in joined ? `${joined[name]},${value}` : value
  }
  return joined
}

function tlsOf(socket: Socket): Arrival['tls'] {
  if (!('getCipher' in socket)) return undefined
  const { getCipher, getProtocol } = socket as import('node:tls').TLSSocket
  return {
    version: getProtocol.call(socket) ?? '',
    cipherSuite: getCipher.call(socket).standardName,
  }
}
