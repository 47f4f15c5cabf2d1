// Bodies that are taken as they come, and do not come to their end.

import assert from 'node:assert/strict'
import { once } from 'node:events'
import type { IncomingMessage, Server, ServerResponse } from 'node:http'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { after, before, test } from 'node:test'
import { AwsError } from '../../src/aws/errors.ts'
import { unreadBody } from '../../src/server/request-body.ts'
import { openSocket } from '../fixtures/raw-socket.ts'

const idleMsMax = 200
let server: Server
let endpoint: string
before(async () => {
  server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  endpoint = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
})
after(() => server.close())

const start = 'PUT / HTTP/1.1\r\nhost: localhost\r\ncontent-length: 100\r\n\r\nsome of it'

/** What reading the body throws. `then` is done when its first piece has come. */
async function outcome(then: (socket: { destroy(): void }) => void): Promise<unknown> {
  const { send, socket } = await openSocket(endpoint)
  // A connection that the other side cuts off may be reset.
  socket.on('error', () => undefined)
  const arrived = once(server, 'request')
  send(start)
  const [request, response] = (await arrived) as [IncomingMessage, ServerResponse]
  try {
    for await (const _ of unreadBody(request, response, idleMsMax).chunks()) then(socket)
  } catch (thrown) {
    return thrown
  } finally {
    socket.destroy()
  }
  return undefined
}

test('a body whose client goes away is incomplete, which is no fault of the stack', async () => {
  const thrown = await outcome((socket) => socket.destroy())
  assert.ok(thrown instanceof AwsError, String(thrown))
  assert.equal(thrown.code, 'IncompleteBody')
})

test('a body that does not go on has timed out', async () => {
  const thrown = await outcome(() => undefined)
  assert.ok(thrown instanceof AwsError, String(thrown))
  assert.equal(thrown.code, 'RequestTimeout')
})
