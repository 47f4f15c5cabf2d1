// Kills amid multipart uploads: parts, completions, aborts.

import assert from 'node:assert/strict'
import { createHash, randomBytes, randomInt } from 'node:crypto'
import { setTimeout as sleep } from 'node:timers/promises'
import {
  AbortMultipartUploadCommand,
  CompleteMultipartUploadCommand,
  CreateBucketCommand,
  CreateMultipartUploadCommand,
  GetObjectCommand,
  ListMultipartUploadsCommand,
  ListPartsCommand,
  NoSuchKey,
  S3Client,
  UploadPartCommand,
} from '@aws-sdk/client-s3'
import { MiB } from '../../src/base/sizes.ts'
import type { ChildStack } from '../fixtures/child-stack.ts'
import { ACCOUNT, readCredentialsFile } from '../fixtures/credentials-file.ts'
import { endLives, inNewDirectory, untilCut, type Kills } from './lives.ts'

const BUCKET = 'uploads'
const workers = 3
const lifeMsMax = 1200
const smallPartBytesMax = 200_000
/** S3 refuses a smaller part in front of another. */
const largePartBytes = 5 * MiB

/** Sent, and maybe answered. */
interface Part {
  readonly etag: string
  isAnswered: boolean
}

interface Upload {
  readonly key: string
  readonly id: string
  readonly parts: Map<number, Part>
  /** Whoever began it is sending parts: one that somebody else ended amid that would be refused. */
  isFed: boolean
  /** What was sent to end it. */
  ending: 'complete' | 'abort' | undefined
  isEnded: boolean
}

interface Memory {
  /** Every key that anything was sent for. */
  readonly keys: Set<string>
  readonly uploads: Upload[]
}

export interface MultipartKills {
  readonly uploads: number
  readonly completed: number
  /** Sent, and cut before the answer. */
  readonly cutAmidst: number
}

/**
 * After each kill every part that was answered is listed with its tag, every completed upload is
 * its object, whole, and no upload any more, and every aborted one is nothing.
 */
export const survivesMultipartKills = ({ rounds }: Kills): Promise<MultipartKills> =>
  inNewDirectory(async (data) => {
    const memory: Memory = { keys: new Set(), uploads: [] }
    let checked = 0
    await endLives(data, rounds, {
      check: async (stack) => {
        const s3 = await s3Of(stack)
        if (memory.keys.size === 0) await s3.send(new CreateBucketCommand({ Bucket: BUCKET }))
        await requireListed(s3, memory)
        // What was ended in a life before was looked at behind that life.
        const left = memory.uploads.filter((one, at) => at >= checked || !one.isEnded)
        for (const upload of left) await checkUpload(s3, upload)
        checked = memory.uploads.length
      },
      live: async (stack) => {
        const s3 = await s3Of(stack)
        const work = Array.from({ length: workers }, () => untilCut(() => act(s3, memory)))
        await sleep(randomInt(lifeMsMax))
        await Promise.all([stack.kill(), ...work])
      },
    })
    return {
      uploads: memory.uploads.length,
      completed: memory.uploads.filter(({ ending, isEnded }) => ending === 'complete' && isEnded)
        .length,
      cutAmidst: memory.uploads.filter(({ ending, isEnded }) => ending && !isEnded).length,
    }
  })

async function s3Of({ endpoint, credentialsFile }: ChildStack): Promise<S3Client> {
  const credentials = (await readCredentialsFile(credentialsFile)).get(ACCOUNT)
  assert.ok(credentials)
  const forcePathStyle = true
  return new S3Client({
    endpoint,
    region: 'us-east-1',
    credentials,
    forcePathStyle,
    maxAttempts: 1,
  })
}

/** An upload from its beginning, or one that an earlier life began, to some end, or to none. */
async function act(s3: S3Client, memory: Memory): Promise<void> {
  const begun = memory.uploads.find(({ ending, isFed }) => ending === undefined && !isFed)
  const upload = begun && randomInt(3) === 0 ? begun : await create(s3, memory)
  if (upload !== begun) await addParts(s3, upload)
  // Others may have taken it up meanwhile.
  if (upload.ending !== undefined || randomInt(4) === 0) return
  await end(s3, upload)
}

async function create(s3: S3Client, { keys, uploads }: Memory): Promise<Upload> {
  const key = randomBytes(8).toString('hex')
  keys.add(key)
  const { UploadId = '' } = await s3.send(
    new CreateMultipartUploadCommand({ Bucket: BUCKET, Key: key }),
  )
  const upload = {
    ...{ key, id: UploadId, parts: new Map() },
    ...{ isFed: true, ending: undefined, isEnded: false },
  }
  uploads.push(upload)
  return upload
}

async function addParts(s3: S3Client, upload: Upload): Promise<void> {
  try {
    if (randomInt(8) === 0) await addPart(s3, upload, randomBytes(largePartBytes))
    await addPart(s3, upload, randomBytes(1 + randomInt(smallPartBytesMax)))
  } finally {
    upload.isFed = false
  }
}

async function addPart(s3: S3Client, { key, id, parts }: Upload, Body: Buffer): Promise<void> {
  const PartNumber = parts.size + 1
  const part = { etag: `"${md5(Body)}"`, isAnswered: false }
  parts.set(PartNumber, part)
  const as = { Bucket: BUCKET, Key: key, UploadId: id }
  const { ETag } = await s3.send(new UploadPartCommand({ ...as, PartNumber, Body }))
  assert.equal(ETag, part.etag)
  part.isAnswered = true
}

async function end(s3: S3Client, upload: Upload): Promise<void> {
  const as = { Bucket: BUCKET, Key: upload.key, UploadId: upload.id }
  const isWhole = upload.parts.size > 0 && [...upload.parts.values()].every((one) => one.isAnswered)
  if (!isWhole || randomInt(3) === 0) {
    upload.ending = 'abort'
    await s3.send(new AbortMultipartUploadCommand(as))
  } else {
    upload.ending = 'complete'
    const Parts = [...upload.parts].map(([PartNumber, { etag }]) => ({ PartNumber, ETag: etag }))
    await s3.send(new CompleteMultipartUploadCommand({ ...as, MultipartUpload: { Parts } }))
  }
  upload.isEnded = true
}

/** None that nobody has begun, and none that was ended. */
async function requireListed(s3: S3Client, { keys, uploads }: Memory): Promise<void> {
  const ended = new Set(uploads.filter(({ isEnded }) => isEnded).map(({ id }) => id))
  let after: { KeyMarker?: string; UploadIdMarker?: string } = {}
  for (;;) {
    const page = await s3.send(new ListMultipartUploadsCommand({ Bucket: BUCKET, ...after }))
    for (const { Key = '', UploadId = '' } of page.Uploads ?? []) {
      assert.ok(keys.has(Key) && !ended.has(UploadId), `the upload of ${Key} is there`)
    }
    if (!page.IsTruncated) return
    after = {
      ...(page.NextKeyMarker !== undefined && { KeyMarker: page.NextKeyMarker }),
      ...(page.NextUploadIdMarker !== undefined && { UploadIdMarker: page.NextUploadIdMarker }),
    }
  }
}

async function checkUpload(s3: S3Client, upload: Upload): Promise<void> {
  const [listed, object] = await Promise.all([partsOf(s3, upload), objectOf(s3, upload)])
  const { key, ending, isEnded } = upload
  if (object) {
    assert.equal(ending, 'complete', `${key} was never completed`)
    assert.equal(listed, undefined, `${key} is an object and an upload`)
    assert.equal(object, tagOf(upload), `${key} is torn`)
  } else if (listed) {
    assert.ok(!isEnded, `${key} was ended, and is there`)
    requireParts(upload, listed)
  } else {
    // Cut amid an abort, which was done.
    assert.equal(ending, 'abort', `${key} is lost`)
  }
  assert.equal(object !== undefined, isEnded ? ending === 'complete' : object !== undefined)
}

function requireParts({ key, parts }: Upload, listed: ReadonlyMap<number, string>): void {
  for (const [number, { etag, isAnswered }] of parts) {
    const found = listed.get(number)
    assert.ok(found === etag || (found === undefined && !isAnswered), `part ${number} of ${key}`)
  }
  assert.ok([...listed.keys()].every((number) => parts.has(number)))
}

/** Undefined: there is no such upload. */
async function partsOf(s3: S3Client, { key, id }: Upload) {
  try {
    const as = { Bucket: BUCKET, Key: key, UploadId: id }
    const { Parts = [] } = await s3.send(new ListPartsCommand(as))
    return new Map(Parts.map(({ PartNumber = 0, ETag = '' }) => [PartNumber, ETag]))
  } catch (error) {
    assert.equal((error as Error).name, 'NoSuchUpload', String(error))
    return undefined
  }
}

/** The tag that the content of the object has, taken in parts of the upload. */
async function objectOf(s3: S3Client, { key }: Upload): Promise<string | undefined> {
  try {
    const { Body, ETag } = await s3.send(new GetObjectCommand({ Bucket: BUCKET, Key: key }))
    const content = Buffer.from((await Body?.transformToByteArray()) ?? [])
    const [first, rest] = [content.subarray(0, largePartBytes), content.subarray(largePartBytes)]
    const isLarge = content.length > largePartBytes
    const tag = multipartTag(isLarge ? [md5(first), md5(rest)] : [md5(content)])
    assert.equal(ETag, tag, `${key} is torn`)
    return tag
  } catch (error) {
    if (error instanceof NoSuchKey) return undefined
    throw error
  }
}

const md5 = (bytes: Uint8Array): string => createHash('md5').update(bytes).digest('hex')

const tagOf = ({ parts }: Upload): string =>
  multipartTag([...parts.values()].map(({ etag }) => etag.slice(1, -1)))

function multipartTag(digests: readonly string[]): string {
  return `"${md5(Buffer.from(digests.join(''), 'hex'))}-${digests.length}"`
}
