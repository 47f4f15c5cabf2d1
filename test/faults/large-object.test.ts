// Objects larger than the memory that a request may take go through in pieces, both ways.

import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { request } from 'node:http'
import type { IncomingMessage } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { test } from 'node:test'
import * as S3 from '@aws-sdk/client-s3'
import { startChildStack } from '../fixtures/child-stack.ts'
import { ACCOUNT, readCredentialsFile } from '../fixtures/credentials-file.ts'
import { presignedUrl } from '../fixtures/presign.ts'

const MiB = 1024 * 1024
const pieces = 300
const growthMiBMax = 150

const skip = process.platform === 'linux' ? false : 'memory is read from /proc, on Linux only'

/** The most that the process has ever had in memory, and now. */
async function memoryMiB(pid: number): Promise<{ peak: number; now: number }> {
  const status = await readFile(`/proc/${pid}/status`, 'utf8')
  const of = (name: string) => Number(new RegExp(`${name}:\\s+(\\d+) kB`).exec(status)?.[1]) / 1024
  return { peak: of('VmHWM'), now: of('VmRSS') }
}

const piece = Buffer.alloc(MiB, 'a large object, ')

function* content(): Generator<Buffer> {
  for (let index = 0; index < pieces; index += 1) yield piece
}

function upload(url: string, headers: Record<string, string>): Promise<IncomingMessage> {
  return new Promise((resolve, reject) => {
    const length = { 'content-length': String(pieces * MiB) }
    const sending = request(url, { method: 'PUT', headers: { ...headers, ...length } }, resolve)
    sending.once('error', reject)
    pipeline(Readable.from(content()), sending).catch(reject)
  })
}

test('300 MiB go in and out in bounded memory, encrypted on the way', { skip }, async (t) => {
  const scratch = await mkdtemp(join(tmpdir(), 'sparekey-large-'))
  t.after(() => rm(scratch, { recursive: true, force: true }))
  const stack = await startChildStack(join(scratch, 'data'))
  t.after(() => stack.kill())
  const credentials = (await readCredentialsFile(stack.credentialsFile)).get(ACCOUNT)
  assert.ok(credentials)
  const { endpoint } = stack
  const client = new S3.S3Client({
    endpoint,
    credentials,
    region: 'us-east-1',
    forcePathStyle: true,
  })
  await client.send(new S3.CreateBucketCommand({ Bucket: 'large' }))
  const { now: before } = await memoryMiB(stack.pid)
  const expected = createHash('sha256')
  for (const part of content()) expected.update(part)
  const sha256 = expected.digest('hex')
  const headers = { 'x-amz-server-side-encryption': 'aws:kms' }
  const put = { method: 'PUT', path: '/large/object', headers } as const
  const sent = await upload(await presignedUrl(endpoint, credentials, put), headers)
  assert.equal(sent.resume().statusCode, 200)
  const get = { method: 'GET', path: '/large/object' } as const
  const { body } = await fetch(await presignedUrl(endpoint, credentials, get))
  const hash = createHash('sha256')
  for await (const chunk of body ?? []) hash.update(chunk as Uint8Array)
  assert.equal(hash.digest('hex'), sha256)
  const { peak } = await memoryMiB(stack.pid)
  assert.ok(peak - before < growthMiBMax, `grew from ${before} MiB to ${peak} MiB`)
})
