// A digest: the signed list of an hour's log files, which names the digest before it.
// https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudtrail-log-file-validation-digest-file-structure.html

import { createHash } from 'node:crypto'
import { eventTime } from '../event-time.ts'
import type { DigestSigner } from './digest-signer.ts'
import type { DeliveredFile } from './log-file.ts'
import type { LogPlace } from './place-in-bucket.ts'
import { compactTime, objectKey } from './place-in-bucket.ts'
import type { Trail } from './trail.ts'

const SIGNATURE_ALGORITHM = 'SHA256withRSA'
const HASH_ALGORITHM = 'SHA-256'

/** A digest as the next one names it. */
export interface PreviousDigest {
  readonly s3Bucket: string
  readonly s3Object: string
  /** SHA-256 of the content before it was compressed, in hexadecimal. */
  readonly hashValue: string
  readonly signature: string
}

/** One object to put: compressed, as `application/json` with the content encoding `gzip`. */
export interface DigestFile extends PreviousDigest {
  readonly content: Uint8Array
  /** The object's metadata, without `x-amz-meta-`. */
  readonly metadata: Readonly<Record<string, string>>
}

/** What one digest is about. */
export interface DigestHour {
  readonly place: LogPlace
  readonly start: Date
  readonly end: Date
  readonly logFiles: readonly DeliveredFile[]
  /** Undefined: this one starts a chain. */
  readonly previous: PreviousDigest | undefined
}

export function digestFile(trail: Trail, hour: DigestHour, signer: DigestSigner): DigestFile {
  const { s3BucketName: s3Bucket } = trail
  const s3Object = digestKey(trail, hour)
  const content = Buffer.from(JSON.stringify(digestDocument(hour, { s3Bucket, s3Object, signer })))
  const hashValue = createHash('sha256').update(content).digest('hex')
  const signature = signer.sign(
    [
      eventTime(hour.end),
      `${s3Bucket}/${s3Object}`,
      hashValue,
      hour.previous?.signature ?? 'null',
    ].join('\n'),
  )
  return {
    s3Bucket,
    s3Object,
    hashValue,
    signature,
    content,
    metadata: { signature, 'signature-algorithm': SIGNATURE_ALGORITHM },
  }
}

function digestKey(trail: Trail, { place, end }: DigestHour): string {
  const name = `${trail.name}_${trail.region}_${compactTime(end)}`
  return objectKey(trail, 'CloudTrail-Digest', place, end, name)
}

interface Written {
  readonly s3Bucket: string
  readonly s3Object: string
  readonly signer: DigestSigner
}

/** The members stand in AWS's order. */
function digestDocument(
  { place, start, end, logFiles, previous }: DigestHour,
  { s3Bucket, s3Object, signer }: Written,
) {
  return {
    awsAccountId: place.account,
    digestStartTime: eventTime(start),
    digestEndTime: eventTime(end),
    digestS3Bucket: s3Bucket,
    digestS3Object: s3Object,
    digestPublicKeyFingerprint: signer.fingerprint,
    digestSignatureAlgorithm: SIGNATURE_ALGORITHM,
    newestEventTime:
      logFiles
        .map((file) => file.newestEventTime)
        .toSorted()
        .at(-1) ?? null,
    oldestEventTime:
      logFiles
        .map((file) => file.oldestEventTime)
        .toSorted()
        .at(0) ?? null,
    previousDigestS3Bucket: previous?.s3Bucket ?? null,
    previousDigestS3Object: previous?.s3Object ?? null,
    previousDigestHashValue: previous?.hashValue ?? null,
    previousDigestHashAlgorithm: previous ? HASH_ALGORITHM : null,
    previousDigestSignature: previous?.signature ?? null,
    logFiles: logFiles.map((file) => ({
      s3Bucket: file.s3Bucket,
      s3Object: file.s3Object,
      hashValue: file.hashValue,
      hashAlgorithm: HASH_ALGORITHM,
      newestEventTime: file.newestEventTime,
      oldestEventTime: file.oldestEventTime,
    })),
  }
}
