import { createHash } from 'node:crypto'
import { crc32 } from 'node:zlib'
import { CRC32C } from './crc32c.ts'
import { CRC64NVME } from './crc64nvme.ts'

/** S3's names. It knows three of XXHASH as well, which are not here. */
export type ChecksumAlgorithm =
  'CRC32' | 'CRC32C' | 'CRC64NVME' | 'MD5' | 'SHA1' | 'SHA256' | 'SHA512'

/** A checksum in the making. */
export interface Checksum {
  readonly update: (bytes: Uint8Array) => void
  /** Big-endian, as S3 writes it in Base64. Once only. */
  readonly digest: () => Buffer
}

const MAKERS: Readonly<Record<ChecksumAlgorithm, () => Checksum>> = {
  CRC32: createCrc32,
  CRC32C: () => new CRC32C(),
  CRC64NVME: () => new CRC64NVME(),
  MD5: () => hashed('md5'),
  SHA1: () => hashed('sha1'),
  SHA256: () => hashed('sha256'),
  SHA512: () => hashed('sha512'),
}

export const CHECKSUM_ALGORITHMS = Object.keys(MAKERS) as readonly ChecksumAlgorithm[]

export function createChecksum(algorithm: ChecksumAlgorithm): Checksum {
  return MAKERS[algorithm]()
}

/** `CRC32` of `x-amz-checksum-crc32`; undefined for what is no checksum that is here. */
export function checksumOfHeader(name: string): ChecksumAlgorithm | undefined {
  return CHECKSUM_ALGORITHMS.find((one) => name === `x-amz-checksum-${one.toLowerCase()}`)
}

function hashed(algorithm: 'md5' | 'sha1' | 'sha256' | 'sha512'): Checksum {
  const hash = createHash(algorithm)
  return { update: (bytes) => void hash.update(bytes), digest: () => hash.digest() }
}

function createCrc32(): Checksum {
  let value = 0
  return {
    update: (bytes) => {
      value = crc32(bytes, value)
    },
    digest: () => {
      const digest = Buffer.alloc(4)
      digest.writeUInt32BE(value)
      return digest
    },
  }
}
