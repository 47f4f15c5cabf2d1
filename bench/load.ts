// The load: requests made ready beforehand go out over connections that stay open, each when the
// answer to the one before has come. It does as little as it can, for it shares the machine.

import { connect, type Socket } from 'node:net'
import { once } from 'node:events'

export interface Load {
  readonly port: number
  /** Whole requests as bytes; they are sent in turn. */
  readonly requests: readonly Buffer[]
  readonly connections: number
  readonly milliseconds: number
  /** Whether the server ends a connection with its answer, so that each request has its own. */
  readonly oneEach?: boolean
}

export interface Measured {
  readonly perSecond: number
  /** Of every request, in milliseconds. */
  readonly latencies: readonly number[]
}

export async function run(load: Load): Promise<Measured> {
  const sockets = await open(load)
  // A busy server takes one new connection in each turn of its event loop: the clock starts when
  // it has answered on every one. Each its own request: of many changes to one key at once, several
  // nodes refuse some.
  if (!load.oneEach) {
    const first = (index: number) => load.requests[index % load.requests.length]
    await Promise.all(sockets.map((socket, index) => exchange(socket, first(index))))
  }
  const latencies: number[] = []
  const start = performance.now()
  const end = start + load.milliseconds
  let next = 0
  await Promise.all(
    sockets.map(async (socket) => {
      for (let sent = performance.now(); sent < end;) {
        const request = load.requests[next++ % load.requests.length]
        await (load.oneEach ? exchangeAlone(load.port, request) : exchange(socket, request))
        const received = performance.now()
        latencies.push(received - sent)
        sent = received
      }
    }),
  )
  const seconds = (performance.now() - start) / 1000
  for (const socket of sockets) socket.destroy()
  return { perSecond: latencies.length / seconds, latencies }
}

/** Sends every request once and returns the bodies of the answers, in order. */
export async function sendAll(load: Omit<Load, 'milliseconds'>) {
  const { port, requests, connections, oneEach } = load
  const sockets = await open({ port, connections })
  const bodies: string[] = []
  let next = 0
  await Promise.all(
    sockets.map(async (socket) => {
      for (let index = next++; index < requests.length; index = next++) {
        const request = requests[index]
        bodies[index] = await (oneEach ? exchangeAlone(port, request) : exchange(socket, request))
      }
    }),
  )
  for (const socket of sockets) socket.destroy()
  return bodies
}

export async function open({ port, connections }: Pick<Load, 'port' | 'connections'>) {
  const sockets = Array.from({ length: connections }, () => connect(port, '127.0.0.1').setNoDelay())
  await Promise.all(sockets.map((socket) => once(socket, 'connect')))
  return sockets
}

async function exchangeAlone(port: number, request: Buffer | undefined): Promise<string> {
  const [socket] = await open({ port, connections: 1 })
  if (!socket) return ''
  try {
    return await exchange(socket, request)
  } finally {
    socket.destroy()
  }
}

/** The body of the answer. */
export function exchange(socket: Socket, request: Buffer | undefined): Promise<string> {
  return new Promise((resolve, reject) => {
    let answer = ''
    const onData = (chunk: Buffer) => {
      answer += chunk.toString('latin1')
      const bodyAt = answer.indexOf('\r\n\r\n') + 4
      if (bodyAt < 4 || answer.length < bodyAt + bodyLength(answer)) return
      socket.off('data', onData)
      if (answer.startsWith('HTTP/1.1 200 ')) resolve(answer.slice(bodyAt))
      else reject(new Error(answer))
    }
    socket.on('data', onData)
    socket.write(request ?? '')
  })
}

const bodyLength = (answer: string): number =>
  Number(/content-length: (\d+)/i.exec(answer)?.[1] ?? 0)

/** A request as it goes over the wire. */
export function wireBytes(
  path: string,
  headers: Readonly<Record<string, string>>,
  body: Uint8Array,
): Buffer {
  const all = Object.entries({ ...headers, 'content-length': `${body.length}` })
  const lines = [`POST ${path} HTTP/1.1`, ...all.map(([name, value]) => `${name}: ${value}`)]
  return Buffer.concat([Buffer.from(`${lines.join('\r\n')}\r\n\r\n`), body])
}
