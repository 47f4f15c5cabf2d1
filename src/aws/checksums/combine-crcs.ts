// The CRC of a whole out of the CRCs of its parts: what S3 calls a FULL_OBJECT checksum of a
// multipart upload. A CRC is a remainder of polynomials over GF(2), so appending n bytes multiplies
// it by x^(8n), as zlib's crc32_combine does.

import { CRC32C_POLYNOMIAL } from './crc32c.ts'
import { CRC64NVME_POLYNOMIAL } from './crc64nvme.ts'

export type CrcAlgorithm = 'CRC32' | 'CRC32C' | 'CRC64NVME'

export interface CrcPart {
  /** Big-endian. */
  readonly checksum: Uint8Array
  /** In bytes. */
  readonly length: number
}

interface Field {
  readonly width: number
  /** Reflected: the bit of x^0 is the highest. */
  readonly polynomial: bigint
}

const FIELDS: Readonly<Record<CrcAlgorithm, Field>> = {
  CRC32: { width: 32, polynomial: 0xedb88320n },
  CRC32C: { width: 32, polynomial: BigInt(CRC32C_POLYNOMIAL) },
  CRC64NVME: { width: 64, polynomial: CRC64NVME_POLYNOMIAL },
}

/** Of no parts, the CRC of nothing, which is zero. */
export function combineCrcs(algorithm: CrcAlgorithm, parts: readonly CrcPart[]): Buffer {
  const field = FIELDS[algorithm]
  // The parts of an upload have one length, but for the last.
  const shifts = new Map<number, bigint>()
  let whole = 0n
  for (const { checksum, length } of parts) {
    const shift = shifts.get(length) ?? powerOfX(field, BigInt(length) * 8n)
    shifts.set(length, shift)
    whole = multiply(field, shift, whole) ^ numberOf(checksum)
  }
  return Buffer.from(whole.toString(16).padStart(field.width / 4, '0'), 'hex')
}

const numberOf = (bytes: Uint8Array): bigint => BigInt(`0x${Buffer.from(bytes).toString('hex')}`)

function powerOfX(field: Field, exponent: bigint): bigint {
  let result = 1n << BigInt(field.width - 1) // x^0
  let square = 1n << BigInt(field.width - 2) // x^1
  for (let left = exponent; left > 0n; left >>= 1n) {
    if (left & 1n) result = multiply(field, result, square)
    square = multiply(field, square, square)
  }
  return result
}

/** Bit by bit, from x^0 of `one` upwards, while `other` is multiplied by x. */
function multiply({ width, polynomial }: Field, one: bigint, other: bigint): bigint {
  let product = 0n
  let shifted = other
  for (let bit = 1n << BigInt(width - 1); bit > 0n; bit >>= 1n) {
    if (one & bit) product ^= shifted
    shifted = (shifted >> 1n) ^ (shifted & 1n ? polynomial : 0n)
  }
  return product
}
