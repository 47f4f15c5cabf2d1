// Stands between a command and a stack, and meddles with single calls: the connection breaks before
// a call arrives or after it was carried out, or somebody else answers.

import { once } from 'node:events'
import { createServer, request, type IncomingMessage, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'

/** What becomes of a call. */
export type Fate =
  | 'pass'
  /** The connection breaks, and the stack never sees the call. */
  | 'dropBefore'
  /** The stack carries it out, and the connection breaks before the answer. */
  | 'dropAfter'
  /** AWS's error in place of the stack's answer. */
  | { readonly status: number; readonly code: string; readonly message: string }

/** Decides by the operation's name, `PutKeyPolicy`; asked once for each call. */
export type Meddle = (operation: string) => Fate | Promise<Fate>

export interface MeddlingProxy {
  readonly endpoint: string
  /** In the order in which they came. */
  readonly operations: readonly string[]
  close(): Promise<void>
}

export async function startProxy(target: string, meddle: Meddle): Promise<MeddlingProxy> {
  const operations: string[] = []
  const server: Server = createServer(async (incoming, answer) => {
    const body = await bodyOf(incoming)
    const operation = operationOf(incoming, body)
    operations.push(operation)
    const fate = await meddle(operation)
    if (fate === 'dropBefore') return incoming.socket.destroy()
    if (typeof fate === 'object') {
      answer.writeHead(fate.status, { 'content-type': 'application/x-amz-json-1.1' })
      return answer.end(JSON.stringify({ __type: fate.code, message: fate.message }))
    }
    const answered = await forward(target, incoming, body)
    if (fate === 'dropAfter') return incoming.socket.destroy()
    answer.writeHead(answered.status, answered.headers)
    return answer.end(answered.body)
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  return {
    endpoint: `http://127.0.0.1:${port}`,
    operations,
    close: async () => {
      server.closeAllConnections()
      server.close()
      await once(server, 'close')
    },
  }
}

function operationOf({ headers }: IncomingMessage, body: Buffer): string {
  const target = headers['x-amz-target']
  if (typeof target === 'string') return target.split('.').at(-1) ?? ''
  return new URLSearchParams(body.toString()).get('Action') ?? ''
}

async function bodyOf(message: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = []
  for await (const chunk of message) chunks.push(chunk as Buffer)
  return Buffer.concat(chunks)
}

/** As it came, the signed Host header included. */
async function forward(target: string, incoming: IncomingMessage, body: Buffer) {
  const { method, headers, url = '/' } = incoming
  const outgoing = request(new URL(url, target), { method, headers, setHost: false })
  outgoing.end(body)
  const [answer] = (await once(outgoing, 'response')) as [IncomingMessage]
  return { status: answer.statusCode ?? 500, headers: answer.headers, body: await bodyOf(answer) }
}
