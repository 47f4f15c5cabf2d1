// The bytes of a request: all of them up to a limit, or as they come.

import type { IncomingMessage, ServerResponse } from 'node:http'
import { payloadErrors } from '../aws/payload/payload-errors.ts'
import { limits } from './limits.ts'
import type { UnreadBody } from './exchange.ts'

/** The client went away, or was cut off, before it had said everything. */
export class ConnectionClosed extends Error {}

/** Nothing, or not everything, was said in time. */
export class TooSlow extends Error {}

/** What a body that is read whole may take. */
export interface BodyLimits {
  readonly bytesMax: number
  readonly msMax: number
}

export const declaresTooMuch = ({ headers }: IncomingMessage, bytesMax: number): boolean =>
  Number(headers['content-length'] ?? 0) > bytesMax

/** Undefined: there are more than the limit. Rejects with TooSlow after `msMax`. */
export async function readBody(
  request: IncomingMessage,
  limits: BodyLimits,
): Promise<Uint8Array | undefined> {
  await Promise.resolve() // What came in one piece with its head is there now.
  if (!isWhole(request)) return gatherBody(request, limits)
  // Most are: they need neither listeners nor a timer.
  const body = (request.read() as Buffer | null) ?? NOTHING
  return body.length > limits.bytesMax ? undefined : body
}

/** Whether all of it has come, though Node may not have said so yet. */
const isWhole = ({ complete, headers, readableLength }: IncomingMessage): boolean =>
  complete || Number(headers['content-length']) === readableLength

const NOTHING = new Uint8Array()

function gatherBody(
  request: IncomingMessage,
  { bytesMax, msMax }: BodyLimits,
): Promise<Uint8Array | undefined> {
  if (declaresTooMuch(request, bytesMax)) return Promise.resolve(undefined)
  if (request.destroyed) return Promise.reject(new ConnectionClosed('the connection was closed'))
  return new Promise((resolve, reject) => {
    const taken = new Gathered()
    let length = 0
    const deadline = setTimeout(() => reject(new TooSlow('the body did not come in time')), msMax)
    const settle = (body: Uint8Array | undefined): void => {
      clearTimeout(deadline)
      resolve(body)
    }
    const take = (chunk: Buffer): void => {
      length += chunk.length
      if (length <= bytesMax) taken.add(chunk)
      else {
        request.off('data', take)
        settle(undefined)
      }
    }
    request.on('data', take)
    request.on('end', () => settle(taken.bytes))
    // Of what broke off in the middle Node says `aborted`, and then closes.
    request.on('error', (cause) => reject(new ConnectionClosed('it broke off', { cause })))
    request.on('close', () => {
      clearTimeout(deadline)
      if (!request.complete) reject(new ConnectionClosed('the connection was closed'))
    })
  })
}

/**
 * Bytes as they come. They are copied together: a chunk may be a single byte, and an object for
 * each of a million would take hundreds of times what they hold.
 */
class Gathered {
  #held: Buffer = Buffer.alloc(0)
  #length = 0

  add(chunk: Buffer): void {
    const length = this.#length + chunk.length
    // Most bodies are one chunk, which nobody else writes to.
    if (this.#length === 0) this.#held = chunk
    else {
      if (length > this.#held.length) this.#grow(2 * length)
      chunk.copy(this.#held, this.#length)
    }
    this.#length = length
  }

  get bytes(): Buffer {
    return this.#held.subarray(0, this.#length)
  }

  #grow(capacity: number): void {
    const larger = Buffer.allocUnsafeSlow(capacity)
    this.bytes.copy(larger)
    this.#held = larger
  }
}

/**
 * A body of any length, read when the request has been let in: only then is a client that waits
 * for `100 Continue` told to go on. Between two chunks `idleMsMax` may pass. A body that breaks off
 * is refused like one that says something wrong: nobody hears it, but the call's event tells.
 */
export function unreadBody(
  request: IncomingMessage,
  response: ServerResponse,
  idleMsMax: number,
): UnreadBody {
  return { chunks: () => chunksOf(request, response, idleMsMax) }
}

async function* chunksOf(
  request: IncomingMessage,
  response: ServerResponse,
  idleMsMax: number,
): AsyncGenerator<Uint8Array, undefined> {
  if (waitsToSend(request, response)) goOn(response)
  const idle = setTimeout(() => {
    request.destroy(new TooSlow('the body did not go on in time'))
  }, idleMsMax)
  try {
    // What is left of it is not the iterator's to destroy: the answer goes the same way.
    for await (const chunk of request.iterator({ destroyOnReturn: false })) {
      idle.refresh()
      yield chunk as Buffer
    }
    if (!request.complete) throw payloadErrors.terminated()
    return undefined
  } catch (fault) {
    if (fault instanceof TooSlow) throw payloadErrors.tooSlow()
    throw request.errored === fault ? payloadErrors.terminated() : fault
  } finally {
    clearTimeout(idle)
  }
}

const continued = new WeakSet<ServerResponse>()

/** Tells a client that waits to go on with its body. */
export function goOn(response: ServerResponse): void {
  continued.add(response)
  response.writeContinue()
}

const waitsToSend = ({ headers }: IncomingMessage, response: ServerResponse): boolean =>
  headers.expect !== undefined && !continued.has(response)

/**
 * Takes what is left of a body, up to a limit. Whoever closes a connection on which bytes wait
 * resets it, and the client may never read the answer that was sent before.
 */
export function discardBody(request: IncomingMessage, response: ServerResponse): Promise<void> {
  // Whoever waits for `100 Continue` and hears an answer instead sends no body.
  if (request.complete || request.destroyed || waitsToSend(request, response)) {
    return Promise.resolve()
  }
  return new Promise((resolve) => {
    let length = 0
    request.on('data', (chunk: Buffer) => {
      length += chunk.length
      if (length > limits.discardedBytesMax) resolve()
    })
    request.on('end', resolve)
    request.on('error', () => resolve())
    request.on('close', resolve)
  })
}
