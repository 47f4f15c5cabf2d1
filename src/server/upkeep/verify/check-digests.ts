// The digests of trails against the log files that they name, each other, and their signatures.
// What is no longer in its bucket is no matter here: whoever may has deleted it.

import { createHash, createPublicKey, verify } from 'node:crypto'
import { gunzipSync } from 'node:zlib'
import { gather } from '../../../base/gather.ts'
import type { JsonObject } from '../../../base/json.ts'
import { isJsonObject, parseJson } from '../../../base/json.ts'
import { digestKeys, digestStates } from '../../../services/cloudtrail/tables.ts'
import { objectRowId, objects } from '../../../services/s3/tables.ts'
import { openContent, type ContentPlace } from './object-content.ts'
import { problem, type Problem } from './problem.ts'

export interface DigestCounts {
  digests: number
  logFiles: number
}

const DIGEST_KEY = /(^|\/)AWSLogs\/(?:o-[^/]+\/)?\d{12}\/CloudTrail-Digest\/.*\.json\.gz$/

export async function* checkDigests(
  place: ContentPlace,
  counts: DigestCounts,
  goesOn: () => void,
): AsyncGenerator<Problem, undefined> {
  const { rows } = place
  for (const { id, value } of rows.all(objects)) {
    const at = placeOf(id)
    goesOn()
    if (!DIGEST_KEY.test(at.key)) continue
    const signature = value.metadata['signature']
    // Anybody may put an object under such a name: only CloudTrail's bear a signature.
    if (signature === undefined) continue
    const text = await textAt(at, place)
    if (text === undefined) continue
    if (text instanceof Error) {
      yield problem('digest/unreadable', { ...at, reason: text.message })
      continue
    }
    counts.digests += 1
    const digest = parseJson(text.toString('utf8'))
    if (!isJsonObject(digest)) {
      yield problem('digest/unreadable', { ...at, reason: 'it is no JSON' })
      continue
    }
    if (!isSigned(at, digest, text, signature, place)) yield problem('digest/signature', at)
    yield* checkNamed(digest, place, counts)
  }
  yield* checkStates(place)
  return undefined
}

interface ObjectPlace extends Readonly<Record<string, string>> {
  readonly bucket: string
  readonly key: string
}

function placeOf(id: string): ObjectPlace {
  const end = id.indexOf('/')
  return { bucket: id.slice(0, end), key: id.slice(end + 1) }
}

/** Undefined: it is not there, or nobody here can read it. */
async function textAt(
  { bucket, key }: ObjectPlace,
  place: ContentPlace,
): Promise<Buffer | Error | undefined> {
  try {
    const row = place.rows.get(objects, objectRowId(bucket, key))
    const content = row && openContent(row, place)
    if (!content) return undefined
    try {
      return gunzipSync(await gather(content.read()))
    } finally {
      content.close()
    }
  } catch (fault) {
    return fault instanceof Error ? fault : new Error(String(fault))
  }
}

const sha256 = (text: Buffer): string => createHash('sha256').update(text).digest('hex')

/** https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudtrail-log-file-custom-validation.html */
function isSigned(
  { bucket, key }: ObjectPlace,
  digest: JsonObject,
  text: Buffer,
  signature: string,
  { rows }: ContentPlace,
): boolean {
  const fingerprint = digest['digestPublicKeyFingerprint']
  const made = [...rows.all(digestKeys)].find(({ value }) => value.fingerprint === fingerprint)
  if (!made) return false
  const publicKey = createPublicKey({
    key: Buffer.from(made.value.publicKey, 'base64'),
    type: 'pkcs1',
    format: 'der',
  })
  const previous = digest['previousDigestSignature']
  const signed = [
    String(digest['digestEndTime']),
    `${bucket}/${key}`,
    sha256(text),
    typeof previous === 'string' ? previous : 'null',
  ].join('\n')
  return verify('sha256', Buffer.from(signed), publicKey, Buffer.from(signature, 'hex'))
}

/** What a digest names: its log files, and the digest before it. */
async function* checkNamed(
  digest: JsonObject,
  place: ContentPlace,
  counts: DigestCounts,
): AsyncGenerator<Problem, undefined> {
  const { logFiles, previousDigestS3Bucket, previousDigestS3Object } = digest
  for (const file of Array.isArray(logFiles) ? (logFiles as readonly unknown[]) : []) {
    if (!isJsonObject(file)) continue
    counts.logFiles += 1
    yield* checkOne(file, 'digest/log-file', place)
  }
  yield* checkOne(
    {
      s3Bucket: previousDigestS3Bucket ?? null,
      s3Object: previousDigestS3Object ?? null,
      hashValue: digest['previousDigestHashValue'] ?? null,
    },
    'digest/changed',
    place,
  )
  return undefined
}

/** What stands in rows for the next digest, which the last one's hash is in as well. */
async function* checkStates(place: ContentPlace): AsyncGenerator<Problem, undefined> {
  for (const { value } of place.rows.all(digestStates)) {
    if (value.previous) yield* checkOne({ ...value.previous }, 'digest/changed', place)
    for (const file of value.logFiles) yield* checkOne({ ...file }, 'digest/log-file', place)
  }
  return undefined
}

async function* checkOne(
  { s3Bucket, s3Object, hashValue }: JsonObject,
  id: 'digest/log-file' | 'digest/changed',
  place: ContentPlace,
): AsyncGenerator<Problem, undefined> {
  if (typeof s3Bucket !== 'string' || typeof s3Object !== 'string') return undefined
  const at = { bucket: s3Bucket, key: s3Object }
  const text = await textAt(at, place)
  const isOther = text instanceof Error || (text !== undefined && sha256(text) !== hashValue)
  if (isOther) yield problem(id, at)
  return undefined
}
