// HTTP in, HTTP out: bytes, limits and headers. What the bytes mean is the pipeline's business.

import type { IncomingMessage, ServerResponse } from 'node:http'
import type { AddressInfo, Socket } from 'node:net'
import { pipeline } from 'node:stream/promises'
import { isRestRequest } from '../aws/rest/is-rest-request.ts'
import type { RequestHead } from '../aws/wire-request.ts'
import type { Content } from '../services/operation.ts'
import type { Answer, Arrival, House } from './exchange.ts'
import { serverFor, started, stopped } from './http-server.ts'
import { limits } from './limits.ts'
import type { OperatorEndpoints } from './operator-endpoints.ts'
import { answerRequest } from './pipeline.ts'
import {
  ConnectionClosed,
  declaresTooMuch,
  discardBody,
  goOn,
  readBody,
  TooSlow,
  unreadBody,
} from './request-body.ts'
import { streamsBody } from './streams-body.ts'
import type { ServedCertificate } from './tls/certificate.ts'
import { Turns } from './turns.ts'
import type { VpcEndpoint } from './vpc-endpoint.ts'

export interface Listener {
  readonly port: number
  /** Takes no new connections, lets requests in flight finish, then closes. */
  close(): Promise<void>
}

export interface Address {
  readonly host: string
  readonly port: number
  readonly requestMsMax?: number
  /** Absent: HTTP in clear. */
  readonly certificate?: ServedCertificate
  /** What is listened for is a VPC endpoint. */
  readonly vpcEndpoint?: VpcEndpoint
}

export async function listen(
  house: House,
  operator: OperatorEndpoints,
  address: Address,
): Promise<Listener> {
  const { vpcEndpoint } = address
  const requestMsMax = address.requestMsMax ?? limits.requestMsMax
  const server = serverFor(address.certificate, requestMsMax)
  const unanswered = new Set<ServerResponse>()
  const turns = new Turns()
  const answer = (request: IncomingMessage, response: ServerResponse): void => {
    if (!server.listening) response.shouldKeepAlive = false
    unanswered.add(response)
    response.once('close', () => {
      unanswered.delete(response)
      turns.done(response)
    })
    const turn = { request, response, requestMsMax, ...(vpcEndpoint && { vpcEndpoint }) }
    turns.take(response, () => void serve(house, operator, turn))
  }
  server.on('request', answer)
  server.on('checkContinue', (request: IncomingMessage, response: ServerResponse) => {
    const head = headOf(request, '')
    const body = streamsBody(house, head) ? 'later' : 'now'
    if (body === 'now' && !declaresTooMuch(request, bytesMaxOf(head))) goOn(response)
    answer(request, response)
  })
  await started(server, address)
  return {
    port: (server.address() as AddressInfo).port,
    close: () => stopped(server, unanswered),
  }
}

async function serve(
  house: House,
  operator: OperatorEndpoints,
  { request, response, requestMsMax, vpcEndpoint }: Turn,
): Promise<void> {
  const requestId = house.world.uuid()
  const turn = { request, response, requestId }
  try {
    if (request.rawHeaders.length / 2 > limits.headersMax) return await refuse(turn, tooManyHeaders)
    const plain = headOf(request, requestId)
    const head = vpcEndpoint ? { ...plain, vpcEndpoint } : plain
    if (streamsBody(house, head)) {
      const unread = unreadBody(request, response, requestMsMax)
      return await answerAndEnd(turn, await answerTo(house, operator, { ...head, unread }))
    }
    const body = await readBody(request, { bytesMax: bytesMaxOf(head), msMax: requestMsMax })
    if (!body) return await refuse(turn, tooLarge(bytesMaxOf(head)))
    const answer = await answerTo(house, operator, { ...head, body })
    if (answer.content) await sendContent(turn, answer, answer.content)
    else sendText(turn, answer)
  } catch (err) {
    if (err instanceof TooSlow && !response.headersSent) return tellTooSlow(request)
    if (err instanceof ConnectionClosed) house.log.info({ requestId, err }, 'a request broke off')
    else house.log.error({ requestId, err }, 'a request got no answer')
    // The connection with it: whoever has sent all of a request waits for an answer.
    response.destroy()
  }
}

const bytesMaxOf = (head: RequestHead): number =>
  isRestRequest(head) ? limits.documentBytesMax : limits.requestBytesMax

/** A request on its connection. */
interface Turn {
  readonly request: IncomingMessage
  readonly response: ServerResponse
  readonly requestMsMax: number
  readonly vpcEndpoint?: VpcEndpoint
}

type AnsweredTurn = Omit<Turn, 'requestMsMax' | 'vpcEndpoint'> & { readonly requestId: string }

/** Refuses a request unread, or read in part, and the connection with it. */
async function refuse(turn: AnsweredTurn, answer: Answer): Promise<void> {
  const { request, response, requestId } = turn
  response.writeHead(answer.status, { ...headersOf(requestId, answer), connection: 'close' })
  response.write(answer.body)
  await discardBody(request, response)
  response.end()
}

/** A body that was not wanted to its end is not waited for. */
async function answerAndEnd(turn: AnsweredTurn, answer: Answer): Promise<void> {
  if (!turn.request.complete) await refuse(turn, answer)
  else if (answer.content) await sendContent(turn, answer, answer.content)
  else sendText(turn, answer)
}

/** As Node says it of headers that do not come. */
function tellTooSlow({ socket }: IncomingMessage): void {
  socket.end('HTTP/1.1 408 Request Timeout\r\nConnection: close\r\n\r\n')
  socket.destroySoon()
}

const answerTo = (house: House, operator: OperatorEndpoints, arrival: Arrival): Promise<Answer> =>
  operator(arrival) ?? answerRequest(house, arrival)

function sendText({ response, requestId }: AnsweredTurn, answer: Answer): void {
  response.writeHead(answer.status, headersOf(requestId, answer))
  response.end(answer.body)
}

async function sendContent(
  { response, requestId }: AnsweredTurn,
  answer: Answer,
  { chunks }: Content,
): Promise<void> {
  response.writeHead(answer.status, headersOf(requestId, answer))
  // A client that takes nothing for so long is cut off.
  response.setTimeout(limits.idleConnectionMsMax)
  try {
    await pipeline(chunks, response)
  } finally {
    // Also when the client went away before the first of them.
    await chunks[Symbol.asyncIterator]().return?.()
  }
}

function headersOf(requestId: string, answer: Answer): Record<string, string> {
  const headers = {
    'x-amzn-RequestId': requestId,
    'content-length': String(answer.content?.length ?? Buffer.byteLength(answer.body)),
    ...answer.headers,
  }
  return 'content-disposition' in headers ? lengthLast(headers) : headers
}

/** Behind a length, Node refuses what is not ASCII in a Content-Disposition. */
function lengthLast({ 'content-length': length, ...others }: { 'content-length': string }) {
  return { ...others, 'content-length': length }
}

const tooLarge = (bytesMax: number): Answer =>
  refusal(413, 'RequestEntityTooLargeException', `Request body exceeds ${bytesMax} bytes`)
const tooManyHeaders = refusal(
  431,
  'RequestHeaderFieldsTooLargeException',
  `Request has more than ${limits.headersMax} headers`,
)

function refusal(status: number, code: string, message: string): Answer {
  const body = JSON.stringify({ __type: code, message })
  return { status, headers: { 'content-type': 'application/x-amz-json-1.1' }, body }
}

const NOTHING = new Uint8Array()

/** All but the body. */
function headOf(request: IncomingMessage, requestId: string): Arrival {
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
    body: NOTHING,
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
    const before = joined[name]
    joined[name] = before === undefined ? value : `${before},${value}`
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
