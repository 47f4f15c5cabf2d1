// A bucket of a compatible server: this project's own S3, in a stack of the test's process.

import assert from 'node:assert/strict'
import { randomBytes } from 'node:crypto'
import { once } from 'node:events'
import { connect, createServer, type Socket } from 'node:net'
import { CreateBucketCommand, S3Client } from '@aws-sdk/client-s3'
import { startWorld, type TestWorld } from '../fixtures/world.ts'

export interface TestBucket {
  readonly world: TestWorld
  /** As `--objects` takes it; each time another place in the bucket. */
  newUrl(): string
  close(): Promise<void>
}

/** The SDK of the store under test finds its credentials where it always does. */
export async function startBucket(): Promise<TestBucket> {
  const world = await startWorld()
  await world.client(S3Client).send(new CreateBucketCommand({ Bucket: 'objects' }))
  const { accessKeyId, secretAccessKey } = world.root()
  process.env['AWS_ACCESS_KEY_ID'] = accessKeyId
  process.env['AWS_SECRET_ACCESS_KEY'] = secretAccessKey
  const settings = new URLSearchParams({ endpoint: world.endpoint, region: 'us-east-1' })
  return {
    world,
    newUrl: () => `s3://objects/${randomBytes(4).toString('hex')}?${String(settings)}`,
    close: () => world.close(),
  }
}

export interface Way {
  isCut: boolean
  /** As `--objects` takes it. */
  readonly url: string
  close(): void
}

/** A way to the bucket which can be cut. */
export async function startWay(bucket: TestBucket): Promise<Way> {
  const { hostname, port } = new URL(bucket.world.endpoint)
  const sockets = new Set<Socket>()
  const server = createServer((inbound) => {
    if (way.isCut) return void inbound.destroy()
    const outbound = connect(Number(port), hostname)
    for (const socket of [inbound, outbound]) {
      sockets.add(socket)
      socket.on('error', () => undefined)
      socket.on('data', () => way.isCut && socket.destroy())
    }
    inbound.pipe(outbound).pipe(inbound)
  })
  await once(server.listen(0, '127.0.0.1'), 'listening')
  const address = server.address()
  assert.ok(address && typeof address === 'object')
  const way = {
    isCut: false,
    url: bucket.newUrl().replace(encodeURIComponent(port), String(address.port)),
    close: () => {
      for (const socket of sockets) socket.destroy()
      server.close()
    },
  }
  return way
}
