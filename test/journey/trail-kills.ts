// Kills of a stack that fills a bucket and delivers a trail into it, and what must be there then.

import assert from 'node:assert/strict'
import { createHash, randomInt } from 'node:crypto'
import { setTimeout as sleep } from 'node:timers/promises'
import { gunzipSync } from 'node:zlib'
import {
  CloudTrailClient,
  CreateTrailCommand,
  StartLoggingCommand,
} from '@aws-sdk/client-cloudtrail'
import { CreateKeyCommand, KMSClient } from '@aws-sdk/client-kms'
import {
  CompleteMultipartUploadCommand,
  CreateBucketCommand,
  CreateMultipartUploadCommand,
  GetObjectCommand,
  PutBucketPolicyCommand,
  PutObjectCommand,
  paginateListObjectsV2,
  S3Client,
  UploadPartCommand,
} from '@aws-sdk/client-s3'
import type { JsonObject } from '../../src/base/json.ts'
import { endLives, inNewDirectory, untilCut, type Kills } from '../crash/lives.ts'
import { recordedEvents } from '../crash/sound.ts'
import { startChildStack, type ChildStack } from '../fixtures/child-stack.ts'
import { advance } from '../fixtures/clock.ts'
import { ACCOUNT, readCredentialsFile } from '../fixtures/credentials-file.ts'
import { trailBucketPolicy } from '../operations/cloudtrail/fixture.ts'

const flags = ['--trail-interval', '1s', '--insecure-allow-clock']
/** Long enough that some lives end in a delivery. */
const lifeMsMax = 2500
const writers = 2
const BUCKET = 'logs'

interface Clients {
  readonly kms: KMSClient
  readonly s3: S3Client
  readonly cloudtrail: CloudTrailClient
}

/** What was answered, over all lives. */
interface Acknowledged {
  /** Of calls whose events are management events. */
  readonly requestIds: string[]
  /** By key, the numbers of the newest content that was answered and of the newest sent. */
  readonly objects: Map<string, { stored: number; sent: number }>
}

export interface Outcome {
  readonly calls: number
  readonly puts: number
  readonly logFiles: number
  readonly digests: number
  /** Events that more than one log file holds. */
  readonly doubled: number
}

/**
 * Kills a stack as often as asked, each time at a random moment, on one and the same directory.
 * Afterwards every answered call's event is in a log file, every object is the last that was
 * answered or one sent after it, whole, the digests name every log file by its hash, and no log
 * file holds what was never recorded.
 */
export const survivesTrailKills = ({ rounds }: Kills): Promise<Outcome> =>
  inNewDirectory(async (data) => {
    const acknowledged: Acknowledged = { requestIds: [], objects: new Map() }
    let isStarted = false
    await endLives(data, rounds, {
      flags,
      check: async () => undefined,
      live: async (stack) => {
        const clients = await clientsOf(stack)
        if (!isStarted) await startTrail(clients)
        isStarted = true
        const load = Array.from({ length: writers }, (_, writer) =>
          untilCut(() => write(clients, `w${writer}`, acknowledged)),
        )
        await sleep(randomInt(lifeMsMax))
        await Promise.all([stack.kill(), ...load])
      },
    })
    const stack = await startChildStack(data, flags)
    try {
      await advance(stack, '1m')
      await advance(stack, '2h')
      return await check(await clientsOf(stack), acknowledged, recordedEvents(data))
    } finally {
      await stack.kill()
    }
  })

async function clientsOf({ endpoint, credentialsFile }: ChildStack): Promise<Clients> {
  const credentials = (await readCredentialsFile(credentialsFile)).get(ACCOUNT)
  assert.ok(credentials)
  const to = { endpoint, region: 'us-east-1', credentials, maxAttempts: 1 }
  return {
    kms: new KMSClient(to),
    s3: new S3Client({ ...to, forcePathStyle: true }),
    cloudtrail: new CloudTrailClient(to),
  }
}

async function startTrail({ s3, cloudtrail }: Clients): Promise<void> {
  await s3.send(new CreateBucketCommand({ Bucket: BUCKET }))
  const Policy = JSON.stringify(trailBucketPolicy(BUCKET))
  await s3.send(new PutBucketPolicyCommand({ Bucket: BUCKET, Policy }))
  await cloudtrail.send(
    new CreateTrailCommand({ Name: 'all', S3BucketName: BUCKET, EnableLogFileValidation: true }),
  )
  await cloudtrail.send(new StartLoggingCommand({ Name: 'all' }))
}

async function write(clients: Clients, writer: string, acknowledged: Acknowledged): Promise<void> {
  const { $metadata } = await clients.kms.send(new CreateKeyCommand({}))
  acknowledged.requestIds.push($metadata.requestId ?? '')
  await putNext(`${writer}-put`, acknowledged, (Key, Body) =>
    clients.s3.send(new PutObjectCommand({ Bucket: BUCKET, Key, Body })),
  )
  await putNext(`${writer}-parts`, acknowledged, (Key, Body) => upload(clients, Key, Body))
}

async function putNext(
  key: string,
  { objects }: Acknowledged,
  put: (key: string, content: Buffer) => Promise<unknown>,
): Promise<void> {
  const known = objects.get(key) ?? { stored: 0, sent: 0 }
  objects.set(key, known)
  known.sent += 1
  const number = known.sent
  await put(key, contentOf(number))
  known.stored = number
}

/** A content shows whether it is whole, and which it is. */
const contentOf = (number: number): Buffer => Buffer.from(`${number};`.repeat(50_000 + number))

async function upload({ s3 }: Clients, Key: string, Body: Buffer): Promise<void> {
  const as = { Bucket: BUCKET, Key }
  const { UploadId } = await s3.send(new CreateMultipartUploadCommand(as))
  const { ETag } = await s3.send(new UploadPartCommand({ ...as, UploadId, PartNumber: 1, Body }))
  const MultipartUpload = { Parts: [{ PartNumber: 1, ETag }] }
  await s3.send(new CompleteMultipartUploadCommand({ ...as, UploadId, MultipartUpload }))
}

async function check(
  clients: Clients,
  acknowledged: Acknowledged,
  recorded: ReadonlyMap<string, JsonObject>,
): Promise<Outcome> {
  for (const [key, numbers] of acknowledged.objects) await checkObject(clients, key, numbers)
  const keys = await keysOf(clients)
  const files = new Map<string, Buffer>()
  for (const key of keys.filter((name) => name.includes('/CloudTrail'))) {
    files.set(key, gunzipSync(await read(clients, key)))
  }
  const logFiles = [...files].filter(([key]) => key.includes('/CloudTrail/'))
  const digests = [...files].filter(([key]) => key.includes('/CloudTrail-Digest/'))
  checkDigests(digests, new Map(logFiles))
  return {
    calls: acknowledged.requestIds.length,
    puts: [...acknowledged.objects.values()].reduce((sum, { stored }) => sum + stored, 0),
    logFiles: logFiles.length,
    digests: digests.length,
    doubled: checkEvents(logFiles, acknowledged, recorded),
  }
}

async function checkObject(
  clients: Clients,
  key: string,
  { stored, sent }: { readonly stored: number; readonly sent: number },
): Promise<void> {
  if (stored === 0) return
  const content = await read(clients, key)
  const number = Number.parseInt(content.toString('latin1', 0, 20), 10)
  assert.ok(number >= stored && number <= sent, `${key} is ${number}, and ${stored} was answered`)
  assert.ok(content.equals(contentOf(number)), `${key} is torn`)
}

function checkEvents(
  logFiles: readonly (readonly [string, Buffer])[],
  { requestIds }: Acknowledged,
  recorded: ReadonlyMap<string, JsonObject>,
): number {
  const records = logFiles.flatMap(
    ([, content]) =>
      (JSON.parse(content.toString()) as { Records: (JsonObject & { eventID: string })[] }).Records,
  )
  for (const record of records) {
    assert.deepEqual(record, recorded.get(record.eventID), 'delivered and never recorded')
  }
  const delivered = new Set(records.map(({ requestID }) => requestID))
  const lost = requestIds.filter((id) => !delivered.has(id))
  assert.deepEqual(lost, [], 'answered and in no log file')
  return records.length - new Set(records.map(({ eventID }) => eventID)).size
}

interface Digest {
  readonly previousDigestS3Object: string | null
  readonly logFiles: readonly { readonly s3Object: string; readonly hashValue: string }[]
}

function checkDigests(
  digests: readonly (readonly [string, Buffer])[],
  logFiles: ReadonlyMap<string, Buffer>,
): void {
  const told = new Map<string, string>()
  let before: string | null = null
  for (const [key, content] of digests) {
    const digest = JSON.parse(content.toString()) as Digest
    assert.equal(digest.previousDigestS3Object, before, 'the chain of digests is broken')
    before = key
    for (const { s3Object, hashValue } of digest.logFiles) told.set(s3Object, hashValue)
  }
  for (const [key, content] of logFiles) {
    const hash = createHash('sha256').update(content).digest('hex')
    assert.equal(told.get(key), hash, `${key} is in no digest, or with another hash`)
  }
}

async function keysOf({ s3 }: Clients): Promise<readonly string[]> {
  const keys: string[] = []
  for await (const { Contents = [] } of paginateListObjectsV2({ client: s3 }, { Bucket: BUCKET })) {
    keys.push(...Contents.flatMap(({ Key }) => Key ?? []))
  }
  return keys
}

async function read({ s3 }: Clients, Key: string): Promise<Buffer> {
  const { Body } = await s3.send(new GetObjectCommand({ Bucket: BUCKET, Key }))
  return Buffer.from((await Body?.transformToByteArray()) ?? [])
}
