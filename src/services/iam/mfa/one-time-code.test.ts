import assert from 'node:assert/strict'
import { test } from 'node:test'
import { SecretBytes } from '../../../base/secret-bytes.ts'
import { oneTimeCode, stepAt, stepOfCodes } from './one-time-code.ts'

const seed = new SecretBytes(Buffer.from('12345678901234567890', 'ascii'))

// RFC 6238, appendix B: the last six of eight digits, SHA-1.
const vectors = [
  [59, '287082'],
  [1_111_111_109, '081804'],
  [1_111_111_111, '050471'],
  [1_234_567_890, '005924'],
  [2_000_000_000, '279037'],
  [20_000_000_000, '353130'],
] as const

test('codes are those of RFC 6238', () => {
  for (const [seconds, code] of vectors) {
    assert.equal(oneTimeCode(seed, stepAt(new Date(seconds * 1000))), code)
  }
})

test('two codes in a row are found where they follow one another, and nowhere else', () => {
  const codes = [oneTimeCode(seed, 103), oneTimeCode(seed, 104)]
  assert.equal(stepOfCodes(seed, codes, { around: 100, steps: 3 }), 103)
  assert.equal(stepOfCodes(seed, codes, { around: 100, steps: 2 }), undefined)
  assert.equal(stepOfCodes(seed, codes.toReversed(), { around: 100, steps: 10 }), undefined)
})
