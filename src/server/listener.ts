// HTTP in, HTTP out: bytes, limits and headers. What the bytes mean is the pipeline's business.

import { createServer } from 'node:http'
import type { IncomingMessage, Server, ServerResponse } from 'node:http'
import type { AddressInfo, Socket } from 'node:net'
import type { Answer, Arrival, House } from './exchange.ts'
import { limits } from './limits.ts'
import type { OperatorEndpoints } from './operator-endpoints.ts'
import { answerRequest } from './pipeline.ts'

export interface Listener {
  readonly port: number
  /** Takes no new connections, lets requests in flight finish, then closes. */
  close(): Promise<void>
}

export async function listen(
  house: House,
  operator: OperatorEndpoints,
  address: { readonly host: string; readonly port: number },
): Promise<Listener> {
  const server = createServer(
    {
      maxHeaderSize: limits.headerBytesMax,
      requestTimeout: limits.requestMsMax,
      headersTimeout: limits.requestMsMax,
      keepAliveTimeout: limits.idleConnectionMsMax,
    },
    (request, response) => {
      void serve(house, operator, request, response)
    },
  )
  server.maxHeadersCount = limits.headersMax
  await started(server, address)
  return {
    port: (server.address() as AddressInfo).port,
    close: () => stopped(server),
  }
}

function started(server: Server, { host, port }: { host: string; port: number }): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', reject)
    server.listen({ host, port }, () => {
      server.off('error', reject)
      resolve()
    })
  })
}

function stopped(server: Server): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => resolve())
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
    const body = await readBody(request)
    const answer = await answerTo(house, operator, arrivalOf(request, requestId, body))
    send(response, requestId, answer)
  } catch (cause) {
    if (cause instanceof BodyTooLarge) send(response, requestId, tooLarge)
    else house.log.warn({ requestId, err: cause }, 'a connection ended before its answer')
    // What is left of the body is not waited for.
    request.destroy()
  }
}

async function answerTo(
  house: House,
  operator: OperatorEndpoints,
  arrival: Arrival,
): Promise<Answer> {
  return (await operator(arrival)) ?? answerRequest(house, arrival)
}

function send(response: ServerResponse, requestId: string, answer: Answer): void {
  response.writeHead(answer.status, {
    'x-amzn-RequestId': requestId,
    'content-length': Buffer.byteLength(answer.body),
    ...(answer.contentType && { 'content-type': answer.contentType }),
  })
  response.end(answer.body)
}

class BodyTooLarge extends Error {}

const tooLarge: Answer = {
  status: 413,
  contentType: 'application/x-amz-json-1.1',
  body: JSON.stringify({
    __type: 'RequestEntityTooLargeException',
    message: `Request body exceeds ${limits.requestBytesMax} bytes`,
  }),
}

function readBody(request: IncomingMessage): Promise<Uint8Array> {
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = []
    let length = 0
    request.on('data', (chunk: Buffer) => {
      length += chunk.length
      if (length > limits.requestBytesMax) reject(new BodyTooLarge())
      else chunks.push(chunk)
    })
    request.on('end', () => resolve(Buffer.concat(chunks)))
    request.on('error', reject)
    request.on('close', () => reject(new Error('the connection was closed')))
  })
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

function joinedHeaders({ headersDistinct }: IncomingMessage): Readonly<Record<string, string>> {
  const joined: Record<string, string> = Object.create(null) as Record<string, string>
  for (const [name, values] of Object.entries(headersDistinct))
    joined[name] = values?.join(',') ?? ''
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
