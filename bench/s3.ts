// How fast objects go in and out, beside plain files: written and synced, and read.

import { createHash } from 'node:crypto'
import { mkdtemp, open, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import * as S3 from '@aws-sdk/client-s3'
import type { AccountId } from '../src/base/account-id.ts'
import type { Region } from '../src/base/region.ts'
import { startServer } from '../src/server/start.ts'
import { presignedUrl } from '../test/fixtures/presign.ts'
import { readCredentialsFile } from '../test/fixtures/credentials-file.ts'
import { ACCOUNT, REGION } from './people.ts'
import { machine } from './print.ts'
import { median } from './statistics.ts'

const KiB = 1024
const MiB = 1024 * KiB
const isShort = process.argv.includes('--short')

interface Size {
  readonly name: string
  readonly bytes: number
  readonly rounds: number
}

const sizes: readonly Size[] = [
  { name: '64 MiB', bytes: 64 * MiB, rounds: isShort ? 3 : 7 },
  { name: '4 KiB', bytes: 4 * KiB, rounds: isShort ? 50 : 300 },
]

interface Place {
  readonly folder: string
  readonly endpoint: string
  readonly credentials: { readonly accessKeyId: string; readonly secretAccessKey: string }
}

/** Milliseconds: the median of several, after one that warms up. */
async function timed(rounds: number, work: (round: number) => Promise<unknown>): Promise<number> {
  const times: number[] = []
  for (let round = 0; round <= rounds; round += 1) {
    const start = performance.now()
    await work(round)
    if (round > 0) times.push(performance.now() - start)
  }
  return median(times)
}

async function writeSynced(path: string, content: Uint8Array): Promise<void> {
  const file = await open(path, 'w')
  await file.write(content)
  await file.sync()
  await file.close()
}

const variants: readonly (readonly [string, Readonly<Record<string, string>>])[] = [
  ['clear', {}],
  ['SSE-KMS', { 'x-amz-server-side-encryption': 'aws:kms' }],
]

async function measureSize({ name, bytes, rounds }: Size, place: Place): Promise<void> {
  const body = Buffer.alloc(bytes, createHash('sha512').update(name).digest())
  const path = join(place.folder, 'plain')
  const bareWrite = await timed(rounds, () => writeSynced(path, body))
  const bareRead = await timed(rounds, () => readFile(path))
  for (const [variant, sse] of variants) {
    const sha = createHash('sha256').update(body).digest('base64')
    const headers = { ...sse, 'x-amz-checksum-sha256': sha }
    const object = { path: `/bench/${bytes}-${variant}` }
    const put = await presignedUrl(place.endpoint, place.credentials, {
      ...{ method: 'PUT', headers },
      ...object,
    } as const)
    const get = await presignedUrl(place.endpoint, place.credentials, { method: 'GET', ...object })
    const putting = await timed(rounds, () => expectOk(put, { method: 'PUT', body, headers }))
    const getting = await timed(rounds, () => expectOk(get))
    print(`put ${name}, ${variant}`, bytes, putting, bareWrite)
    print(`get ${name}, ${variant}`, bytes, getting, bareRead)
  }
}

async function expectOk(url: string, init: RequestInit = {}): Promise<void> {
  const answer = await fetch(url, init)
  const read = await answer.arrayBuffer()
  if (!answer.ok) throw new Error(`${answer.status}: ${Buffer.from(read).toString()}`)
}

function print(what: string, bytes: number, ms: number, bareMs: number): void {
  const rate = ((bytes / MiB / ms) * 1000).toFixed(0)
  const ratio = (bareMs / ms).toFixed(2)
  console.log(`| ${what} | ${ms.toFixed(2)} | ${rate} | ${bareMs.toFixed(2)} | ${ratio} |`)
}

const folder = await mkdtemp(join(tmpdir(), 'sparekey-bench-'))
const data = join(folder, 'data')
const server = await startServer({
  port: 0,
  host: '127.0.0.1',
  data,
  region: REGION as Region,
  accounts: [ACCOUNT as AccountId],
  lookupEventsPerSecond: undefined,
  insecureAllowReset: false,
  insecureAllowClock: false,
  credentialsFile: true,
})
const credentials = (await readCredentialsFile(join(data, 'credentials'))).get(ACCOUNT)
if (!credentials) throw new Error('the stack has written no credentials')
const { endpoint } = server
const client = new S3.S3Client({ endpoint, credentials, region: REGION, forcePathStyle: true })
await client.send(new S3.CreateBucketCommand({ Bucket: 'bench' }))
console.log(`${machine()}\n\n| | ms | MiB/s | plain file, ms | ratio |\n|---|---:|---:|---:|---:|`)
for (const size of sizes) await measureSize(size, { folder, endpoint, credentials })
await server.close()
await rm(folder, { recursive: true })
