import { InvalidRequest } from '../errors.ts'
import type { ChecksumAlgorithm, ObjectChecksum, UploadRow } from '../tables.ts'
import type { Checksum } from './content-writer.ts'
import { requireChecksumAlgorithm } from './object-checksums.ts'

type ChecksumType = ObjectChecksum['type']

/** Which types an algorithm can have; the first is what is meant when nothing is said. */
const TYPES: Readonly<Record<ChecksumAlgorithm, readonly [ChecksumType, ...ChecksumType[]]>> = {
  CRC32: ['COMPOSITE', 'FULL_OBJECT'],
  CRC32C: ['COMPOSITE', 'FULL_OBJECT'],
  CRC64NVME: ['FULL_OBJECT'],
  SHA1: ['COMPOSITE'],
  SHA256: ['COMPOSITE'],
}

/** What CreateMultipartUpload says of checksums. */
export function requestedChecksum(
  algorithm: string | undefined,
  type: string | undefined,
): Pick<UploadRow, 'checksumAlgorithm' | 'checksumType'> {
  if (algorithm === undefined) {
    if (type === undefined) return {}
    throw InvalidRequest(
      {},
      'The x-amz-checksum-type header can only be used with the x-amz-checksum-algorithm header.',
    )
  }
  const checksumAlgorithm = requireChecksumAlgorithm(algorithm)
  const types = TYPES[checksumAlgorithm]
  const checksumType = type === undefined ? types[0] : types.find((known) => known === type)
  if (checksumType) return { checksumAlgorithm, checksumType }
  throw InvalidRequest(
    {},
    `The ${type} checksum type cannot be used with the ${algorithm.toLowerCase()} checksum ` +
      'algorithm.',
  )
}

/** A part's checksum has to be of the algorithm that the upload was begun with. */
export function requireChecksumOfUpload(
  { checksumAlgorithm: expected }: UploadRow,
  { algorithm: actual }: Checksum,
): void {
  if (expected === undefined || expected === actual) return
  throw InvalidRequest(
    {},
    `Checksum Type mismatch occurred, expected checksum Type: ${expected.toLowerCase()}, actual ` +
      `checksum Type: ${actual.toLowerCase()}`,
  )
}
