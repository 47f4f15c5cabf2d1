// Node's server, in clear or over TLS: how it begins, and how it ends.

import { createServer } from 'node:http'
import type { Server, ServerResponse } from 'node:http'
import { createServer as createSecureServer } from 'node:https'
import type { ListenOptions, Socket } from 'node:net'
import { limits } from './limits.ts'
import type { ServedCertificate } from './tls/certificate.ts'

export function serverFor(
  certificate: ServedCertificate | undefined,
  requestMsMax: number,
): Server {
  const options = {
    maxHeaderSize: limits.headerBytesMax,
    // Of bodies, `readBody` and `unreadBody` keep the time: one may be long and come steadily.
    requestTimeout: 0,
    headersTimeout: requestMsMax,
    keepAliveTimeout: limits.idleConnectionMsMax,
    connectionsCheckingInterval: Math.min(limits.connectionCheckMs, requestMsMax),
  }
  const server = certificate ? secureServer(certificate, options) : createServer(options)
  // Headers over this number are dropped without a word: one more than allowed tells.
  server.maxHeadersCount = limits.headersMax + 1
  followSockets(server, certificate ? 'secureConnection' : 'connection')
  return server
}

function secureServer(certificate: ServedCertificate, options: ServerTimes): Server {
  const tls = {
    minVersion: 'TLSv1.2',
    handshakeTimeout: Math.min(limits.tlsHandshakeMsMax, options.headersTimeout),
  } as const
  const server = createSecureServer({ ...options, ...tls, ...certificate.current })
  // Connections that are open keep the one they began with.
  certificate.follow((next) => server.setSecureContext({ ...tls, ...next }))
  return server
}

type ServerTimes = Parameters<typeof createServer>[0] & { readonly headersTimeout: number }

export function started(server: Server, { host, port }: ListenOptions): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', reject)
    server.listen({ host, port }, () => {
      server.off('error', reject)
      resolve()
    })
  })
}

/**
 * Takes no new connections, and resolves when those that are open are done: at once where nothing
 * was asked, with the answer where everything was said, and after a while with those that have not
 * said it.
 */
export function stopped(server: Server, unanswered: ReadonlySet<ServerResponse>): Promise<void> {
  return new Promise((resolve) => {
    // Otherwise their connections would be kept for requests to come.
    for (const response of unanswered) response.shouldKeepAlive = false
    const cuts = [
      setTimeout(() => cutUnsaid(server, unanswered), limits.closeUnsaidMsMax),
      setTimeout(() => server.closeAllConnections(), limits.closeMsMax),
    ]
    server.close(() => {
      for (const cut of cuts) clearTimeout(cut)
      resolve()
    })
    server.closeIdleConnections()
  })
}

/** Those who wait for the answer to all that they have said keep their connections. */
function cutUnsaid(server: Server, unanswered: ReadonlySet<ServerResponse>): void {
  const said = [...unanswered].filter(({ req }) => req.complete)
  const kept = new Set(said.map(({ socket }) => socket))
  for (const socket of openSockets.get(server) ?? []) if (!kept.has(socket)) socket.destroy()
}

const openSockets = new WeakMap<Server, Set<Socket>>()

/** Node has no list of them. */
function followSockets(server: Server, event: 'connection' | 'secureConnection'): void {
  const sockets = new Set<Socket>()
  openSockets.set(server, sockets)
  server.on(event, (socket: Socket) => {
    sockets.add(socket)
    socket.once('close', () => sockets.delete(socket))
  })
}
