// The bytes of a request, up to a limit.

import type { IncomingMessage } from 'node:http'
import { limits } from './limits.ts'

/** The client went away, or was cut off, before it had said everything. */
export class ConnectionClosed extends Error {}

export const declaresTooMuch = ({ headers }: IncomingMessage): boolean =>
  Number(headers['content-length'] ?? 0) > limits.requestBytesMax

/** Undefined: there are more than the limit. */
export function readBody(request: IncomingMessage): Promise<Uint8Array | undefined> {
  if (declaresTooMuch(request)) return Promise.resolve(undefined)
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = []
    let length = 0
    const take = (chunk: Buffer): void => {
      length += chunk.length
      if (length <= limits.requestBytesMax) chunks.push(chunk)
      else {
        request.off('data', take)
        resolve(undefined)
      }
    }
    request.on('data', take)
    request.on('end', () => resolve(Buffer.concat(chunks)))
    request.on('error', reject)
    request.on('close', () => {
      if (!request.complete) reject(new ConnectionClosed('the connection was closed'))
    })
  })
}

/**
 * Takes what is left of a body, up to a limit. Whoever closes a connection on which bytes wait
 * resets it, and the client may never read the answer that was sent before.
 */
export function discardBody(request: IncomingMessage): Promise<void> {
  // Whoever waits for `100 Continue` and hears an answer instead sends no body.
  const keepsItsBody = request.headers.expect !== undefined && declaresTooMuch(request)
  if (request.complete || request.destroyed || keepsItsBody) return Promise.resolve()
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
