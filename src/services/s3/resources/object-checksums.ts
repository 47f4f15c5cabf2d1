// Checksums of content: what a request promises, and what an answer tells.
// https://docs.aws.amazon.com/AmazonS3/latest/userguide/checking-object-integrity.html

import type { Payload } from '../../../aws/payload/payload.ts'
import { BadDigest, InvalidDigest, InvalidRequest, NotImplemented } from '../errors.ts'
import type { ChecksumAlgorithm, ObjectChecksum } from '../tables.ts'
import type { MeasuredContent } from './content-writer.ts'

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

/** A checksum that the request tells before its content. */
export interface ToldChecksum {
  readonly algorithm: ChecksumAlgorithm
  readonly value: string
}

/** The one checksum among the members of an input, if there is one. */
export function toldChecksum(input: ChecksumMembers): ToldChecksum | undefined {
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
  const [only] = told
  if (only) requireDigest(only)
  return only
}

/** UNLIKE AWS: the algorithms that came in 2026 (SHA512, MD5, XXHASH) are refused. */
export function requireChecksumAlgorithm(algorithm: string): ChecksumAlgorithm {
  const known = CHECKSUM_ALGORITHMS.find((name) => name === algorithm)
  if (known) return known
  throw NotImplemented({ Header: 'x-amz-checksum-algorithm' })
}

/** Which checksum is worked out while the content passes, and what it is held against. */
export interface PromisedContent {
  readonly algorithm: ChecksumAlgorithm
  readonly verify: (measured: MeasuredContent) => void
}

/** What the headers promise, and the trailers that come behind the content. */
export function promisedContent(
  input: ChecksumInput,
  content: Payload,
  fallback: ChecksumAlgorithm = DEFAULT_CHECKSUM,
): PromisedContent {
  const md5 = requireMd5(input.ContentMD5)
  const told = toldChecksum(input)
  const trailing = trailingAlgorithm(content)
  const named = input.ChecksumAlgorithm ?? trailing
  const algorithm = told?.algorithm ?? (named ? requireChecksumAlgorithm(named) : fallback)
  if (input.ChecksumAlgorithm !== undefined && !told && !trailing) {
    throw InvalidRequest(
      {},
      'x-amz-sdk-checksum-algorithm specified, but no corresponding x-amz-checksum-* or ' +
        'x-amz-trailer headers were found.',
    )
  }
  return {
    algorithm,
    verify: (measured) => {
      if (md5 !== undefined && md5 !== measured.md5) throw wrongMd5(md5, measured.md5)
      const value = told?.value ?? content.trailers().get(headerOf(algorithm))
      if (value !== undefined && value !== measured.checksum) throw wrongChecksum(algorithm)
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

/** The checksum that is to come behind the content. */
function trailingAlgorithm({ trailerNames }: Payload): string | undefined {
  const prefix = 'x-amz-checksum-'
  const name = trailerNames.find((trailer) => trailer.startsWith(prefix))
  return name?.slice(prefix.length).toUpperCase()
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

function requireDigest({ algorithm, value }: ToldChecksum): void {
  // Of a composite checksum the number of parts stands behind a hyphen.
  const [digest = ''] = value.split('-')
  if (Buffer.from(digest, 'base64').length === DIGEST_BYTES[algorithm]) return
  throw InvalidRequest({}, `Value for ${headerOf(algorithm)} header is invalid.`)
}

const wrongMd5 = (expected: string, calculated: string): Error =>
  BadDigest({ ExpectedDigest: expected, CalculatedDigest: calculated })

export const wrongChecksum = (algorithm: ChecksumAlgorithm): Error =>
  BadDigest({}, `The ${algorithm} you specified did not match the calculated checksum.`)
