// The list of parts that CompleteMultipartUpload is given, held against those that were uploaded.
// https://docs.aws.amazon.com/AmazonS3/latest/API/API_CompleteMultipartUpload.html

import { createHash } from 'node:crypto'
import { createChecksum } from '../../../aws/checksums/checksum.ts'
import { combineCrcs } from '../../../aws/checksums/combine-crcs.ts'
import {
  EntityTooSmall,
  InvalidPart,
  InvalidPartOrder,
  InvalidRequest,
  MalformedXML,
} from '../errors.ts'
import { limits } from '../limits.ts'
import type { CompletedPart } from '../model.ts'
import type { ChecksumAlgorithm, ObjectChecksum, UploadRow } from '../tables.ts'
import type { Checksum } from './content-writer.ts'
import type { StoredPart } from './uploads.ts'

/** The parts that are to be the object, in order. */
export function requireParts(
  listed: readonly CompletedPart[] | undefined,
  upload: UploadRow,
  find: (partNumber: number) => StoredPart | undefined,
): readonly StoredPart[] {
  if (!listed || listed.length === 0) throw MalformedXML()
  requireOrder(listed)
  const chosen = listed.map((part) => requireStored(part, upload, find))
  const small = chosen.slice(0, -1).find(({ row }) => row.value.size < limits.partBytesMin)
  if (!small) return chosen
  throw EntityTooSmall({
    ETag: small.row.value.etag,
    MinSizeAllowed: String(limits.partBytesMin),
    PartNumber: String(small.number),
    ProposedSize: String(small.row.value.size),
  })
}

/** MD5 over the entity tags of the parts, and their number. */
export function multipartEtag(chosen: readonly StoredPart[]): string {
  const hash = createHash('md5')
  for (const { row } of chosen) hash.update(Buffer.from(row.value.etag, 'hex'))
  return `${hash.digest('hex')}-${chosen.length}`
}

/** The checksum over the checksums of the parts, and their number. */
export function compositeChecksum(
  algorithm: ChecksumAlgorithm,
  chosen: readonly StoredPart[],
): ObjectChecksum {
  const checksum = createChecksum(algorithm)
  for (const { row } of chosen) {
    checksum.update(Buffer.from(row.value.checksum?.value ?? '', 'base64'))
  }
  const value = `${checksum.digest().toString('base64')}-${chosen.length}`
  return { algorithm, value, type: 'COMPOSITE' }
}

/**
 * The checksum of the whole, which CRCs of the parts give without the content. Undefined: it has to
 * be read, because a part has none of this algorithm.
 */
export function combinedChecksum(
  algorithm: ChecksumAlgorithm,
  chosen: readonly StoredPart[],
): Checksum | undefined {
  if (algorithm === 'SHA1' || algorithm === 'SHA256') return undefined
  const parts = chosen.flatMap(({ row: { value: part } }) =>
    part.checksum?.algorithm === algorithm
      ? [{ checksum: Buffer.from(part.checksum.value, 'base64'), length: part.size }]
      : [],
  )
  if (parts.length < chosen.length) return undefined
  return { algorithm, value: combineCrcs(algorithm, parts).toString('base64') }
}

function requireOrder(listed: readonly CompletedPart[]): void {
  let before = 0
  for (const { PartNumber = 0 } of listed) {
    if (PartNumber <= before) throw InvalidPartOrder()
    before = PartNumber
  }
}

function requireStored(
  part: CompletedPart,
  upload: UploadRow,
  find: (partNumber: number) => StoredPart | undefined,
): StoredPart {
  const { PartNumber = 0, ETag = '' } = part
  const etag = ETag.replaceAll('"', '')
  const stored = find(PartNumber)
  if (stored?.row.value.etag !== etag) {
    throw InvalidPart({ UploadId: upload.uploadId, PartNumber: String(PartNumber), ETag: etag })
  }
  requireSameChecksum(part, stored, upload)
  return stored
}

/** Of a composite checksum every part's has to be told; others are checked where they are told. */
function requireSameChecksum(
  part: CompletedPart,
  { number, row }: StoredPart,
  { uploadId, checksumAlgorithm, checksumType }: UploadRow,
): void {
  const checksum = row.value.checksum
  const told = checksum && part[`Checksum${checksum.algorithm}`]
  if (told === undefined) {
    if (checksumType !== 'COMPOSITE' || !checksumAlgorithm) return
    throw InvalidRequest(
      {},
      `The upload was created using a ${checksumAlgorithm.toLowerCase()} checksum. The complete ` +
        'request must include the checksum for each part. It was missing for part ' +
        `${number} in the request.`,
    )
  }
  if (told !== checksum?.value) {
    throw InvalidPart({ UploadId: uploadId, PartNumber: String(number) })
  }
}
