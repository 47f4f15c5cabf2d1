// What node:http costs by itself: reads the body, answers as many bytes as the path asks for.

import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'

const server = createServer((request, response) => {
  const chunks: Buffer[] = []
  request.on('data', (chunk: Buffer) => chunks.push(chunk))
  request.on('end', () => {
    const { length } = Buffer.concat(chunks)
    const body = 'x'.repeat(Number(request.url?.slice(1)))
    response.writeHead(length > 0 ? 200 : 400, {
      'content-type': 'application/x-amz-json-1.1',
      'content-length': Buffer.byteLength(body),
    })
    response.end(body)
  })
})
server.listen(0, '127.0.0.1', () => process.send?.(server.address() as AddressInfo))
process.once('disconnect', () => process.exit())
