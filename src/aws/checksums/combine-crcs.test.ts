import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { createChecksum } from './checksum.ts'
import { combineCrcs, type CrcAlgorithm } from './combine-crcs.ts'

const algorithms: readonly CrcAlgorithm[] = ['CRC32', 'CRC32C', 'CRC64NVME']

function crcOf(algorithm: CrcAlgorithm, bytes: Uint8Array): Buffer {
  const checksum = createChecksum(algorithm)
  checksum.update(bytes)
  return checksum.digest()
}

test('the CRCs of the parts make the CRC of the whole, however it was cut', () => {
  fc.assert(
    fc.property(
      fc.constantFrom(...algorithms),
      fc.array(fc.uint8Array({ maxLength: 100 }), { maxLength: 6 }),
      (algorithm, pieces) => {
        const parts = pieces.map((piece) => ({
          checksum: crcOf(algorithm, piece),
          length: piece.length,
        }))
        assert.deepEqual(combineCrcs(algorithm, parts), crcOf(algorithm, Buffer.concat(pieces)))
      },
    ),
  )
})

test('a part of five tebibytes is appended in no time', () => {
  const part = { checksum: crcOf('CRC64NVME', Buffer.from('a')), length: 5 * 1024 ** 4 }
  const whole = combineCrcs(
    'CRC64NVME',
    Array.from({ length: 1000 }, () => part),
  )
  assert.equal(whole.length, 8)
})
