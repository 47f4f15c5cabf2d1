// Checksums of content: what a request promises, and what an answer tells.
// https://docs.aws.amazon.com/AmazonS3/latest/userguide/checking-object-integrity.html

import type { Payload } from '../../../aws/payload/open-payload.ts'
import { BadDigest, InvalidDigest, InvalidRequest, NotImplemented } from '../errors.ts'
import type { ChecksumAlgorithm, ObjectChecksum } from '../tables.ts'
import type { Checksum, IncomingContent } from './content-writer.ts'

export const CHECKSUM_ALGORITHMS = ['CRC32', 'CRC32C', 'CRC64NVME', 'SHA1', 'SHA256'] as const

/** S3 keeps one of every object: of this algorithm, when nobody asks for another. */
export const DEFAULT_CHECKSUM: ChecksumAlgorithm = 'CRC64NVME'

export interface ChecksumMembers {
  readonly ChecksumCRC32?: string | undefined
  readonly ChecksumCRC32C?: string | undefined
  readonly ChecksumCRC64NVME?: string | undefined
  readonly ChecksumSHA1?: string | undefined
  readonly ChecksumSHA256?: string | undefined
  readonly ChecksumSHA512?: string | undefined
  readonly ChecksumMD5?: string | undefined
  readonly ChecksumXXHASH64?: string | undefined
  readonly ChecksumXXHASH3?: string | undefined
  readonly ChecksumXXHASH128?: string | undefined
}

export interface ChecksumInput extends ChecksumMembers {
  readonly ChecksumAlgorithm?: string | undefined
  readonly ContentMD5?: string | undefined
}

/** The one checksum among the members of an input, if there is one. */
export function toldChecksum(input: ChecksumMembers): Checksum | undefined {
  const told = CHECKSUM_ALGORITHMS.flatMap((algorithm) => {
    const value = input[`Checksum${algorithm}`]
    return value === undefined ? [] : [{ algorithm, value }]
  })
  if (told.length > 1) {
    throw InvalidRequest(
      {},
      'Expecting a single x-amz-checksum- header. Multiple checksum Types are not allowed.',
    )
  }
  const unknown = UNKNOWN_CHECKSUMS.find((member) => input[member] !== undefined)
  // A checksum that nobody looks at must not pass for one that was checked.
  if (unknown) throw NotImplemented({ Header: 'x-amz-checksum-algorithm' })
  const [only] = told
  if (only) requireDigest(only)
  return only
}

const UNKNOWN_CHECKSUMS = [
  'ChecksumSHA512',
  'ChecksumMD5',
  'ChecksumXXHASH64',
  'ChecksumXXHASH3',
  'ChecksumXXHASH128',
] as const

/** UNLIKE AWS: the algorithms that came in 2026 (SHA512, MD5, XXHASH) are refused. */
export function requireChecksumAlgorithm(algorithm: string): ChecksumAlgorithm {
  const known = CHECKSUM_ALGORITHMS.find((name) => name === algorithm)
  if (known) return known
  throw NotImplemented({ Header: 'x-amz-checksum-algorithm' })
}

/**
 * What the headers promise of the content, and the trailers behind it. The payload has verified
 * those itself, so that they need not be worked out once more.
 */
export function promisedContent(
  input: ChecksumInput,
  content: Payload,
): Pick<IncomingContent, 'algorithm' | 'conclude'> {
  const md5 = requireMd5(input.ContentMD5)
  const told = toldChecksum(input)
  const { ChecksumAlgorithm: named } = input
  if (named !== undefined) requireChecksumAlgorithm(named)
  const algorithm = told?.algorithm ?? (named === undefined ? DEFAULT_CHECKSUM : undefined)
  return {
    algorithm,
    conclude: (measured) => {
      if (md5 !== undefined && md5 !== measured.md5) throw wrongMd5(md5, measured.md5)
      if (told && told.value !== measured.checksum) throw wrongChecksum(told.algorithm)
      const trailing = trailingChecksum(content.trailers())
      if (trailing) return trailing
      if (algorithm && measured.checksum) return { algorithm, value: measured.checksum }
      throw InvalidRequest(
        {},
        'x-amz-sdk-checksum-algorithm specified, but no corresponding x-amz-checksum-* or ' +
          'x-amz-trailer headers were found.',
      )
    },
  }
}

/** The members of an answer that tell a checksum. */
export const checksumOutput = (checksum: ObjectChecksum | undefined): ChecksumMembers =>
  checksum ? { [`Checksum${checksum.algorithm}`]: checksum.value } : {}

/** The same with its type, as answers about whole objects tell it. */
export const typedChecksumOutput = (checksum: ObjectChecksum | undefined) =>
  checksum ? { ...checksumOutput(checksum), ChecksumType: checksum.type } : {}

const headerOf = (algorithm: ChecksumAlgorithm): string =>
  `x-amz-checksum-${algorithm.toLowerCase()}`

function trailingChecksum(trailers: ReadonlyMap<string, string>): Checksum | undefined {
  for (const algorithm of CHECKSUM_ALGORITHMS) {
    const value = trailers.get(headerOf(algorithm))
    if (value !== undefined) return { algorithm, value }
  }
  return undefined
}

function requireMd5(header: string | undefined): string | undefined {
  if (header === undefined) return undefined
  if (Buffer.from(header, 'base64').length !== 16) throw InvalidDigest({ 'Content-MD5': header })
  return header
}

const DIGEST_BYTES: Readonly<Record<ChecksumAlgorithm, number>> = {
  CRC32: 4,
  CRC32C: 4,
  CRC64NVME: 8,
  SHA1: 20,
  SHA256: 32,
}

function requireDigest({ algorithm, value }: Checksum): void {
  // Of a composite checksum the number of parts stands behind a hyphen.
  const [digest = ''] = value.split('-')
  if (Buffer.from(digest, 'base64').length === DIGEST_BYTES[algorithm]) return
  throw InvalidRequest({}, `Value for ${headerOf(algorithm)} header is invalid.`)
}

const wrongMd5 = (expected: string, calculated = ''): Error =>
  BadDigest({ ExpectedDigest: expected, CalculatedDigest: calculated })

export const wrongChecksum = (algorithm: ChecksumAlgorithm): Error =>
  BadDigest({}, `The ${algorithm} you specified did not match the calculated checksum.`)
