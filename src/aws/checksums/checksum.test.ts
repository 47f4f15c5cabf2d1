// The check values are those of the CRC catalogue (reveng), of RFC 3720 and of FIPS 180.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import {
  CHECKSUM_ALGORITHMS,
  checksumOfHeader,
  createChecksum,
  type ChecksumAlgorithm,
} from './checksum.ts'

function digestOf(algorithm: ChecksumAlgorithm, ...pieces: readonly Uint8Array[]): string {
  const checksum = createChecksum(algorithm)
  for (const piece of pieces) checksum.update(piece)
  return checksum.digest().toString('hex')
}

test('the check value of 123456789 is the published one', () => {
  const nine = Buffer.from('123456789')
  const published: Readonly<Record<ChecksumAlgorithm, string>> = {
    CRC32: 'cbf43926',
    CRC32C: 'e3069283',
    CRC64NVME: 'ae8b14860a799888',
    MD5: '25f9e794323b453885f5181f1b624d0b',
    SHA1: 'f7c3bc1d808e04732adf679965ccc34ca7ae3441',
    SHA256: '15e2b0d3c33891ebb0f1ef609ec419420c20e320ce94c65fbc8c3312448eb225',
    SHA512:
      'd9e6762dd1c8eaf6d61b3c6192fc408d4d6d5f1176d0c29169bc24e71c3f274a' +
      'd27fcd5811b313d681f7e55ec02d73d499c95455b6b5bb503acf574fba8ffe85',
  }
  for (const algorithm of CHECKSUM_ALGORITHMS) {
    assert.equal(digestOf(algorithm, nine), published[algorithm], algorithm)
  }
})

test('the CRC-32C of RFC 3720 are ours: zeros, ones, up and down', () => {
  const up = Uint8Array.from({ length: 32 }, (_, index) => index)
  assert.equal(digestOf('CRC32C', new Uint8Array(32)), '8a9136aa')
  assert.equal(digestOf('CRC32C', new Uint8Array(32).fill(0xff)), '62a8ab43')
  assert.equal(digestOf('CRC32C', up), '46dd794e')
  assert.equal(digestOf('CRC32C', up.toReversed()), '113fdb5c')
})

test('the checksum of nothing is that of nothing', () => {
  assert.equal(digestOf('CRC32C'), '00000000')
  assert.equal(digestOf('CRC64NVME'), '0000000000000000')
  assert.equal(digestOf('CRC32'), '00000000')
})

test('where a text is cut does not matter', () => {
  fc.assert(
    fc.property(
      fc.constantFrom(...CHECKSUM_ALGORITHMS),
      fc.uint8Array({ maxLength: 200 }),
      fc.nat(200),
      (algorithm, bytes, cut) => {
        const pieces = [bytes.subarray(0, cut), bytes.subarray(cut)]
        assert.equal(digestOf(algorithm, ...pieces), digestOf(algorithm, bytes))
      },
    ),
  )
})

test('a header or trailer names its algorithm', () => {
  assert.equal(checksumOfHeader('x-amz-checksum-crc64nvme'), 'CRC64NVME')
  assert.equal(checksumOfHeader('x-amz-checksum-xxhash64'), undefined)
  assert.equal(checksumOfHeader('x-amz-checksum-algorithm'), undefined)
})
