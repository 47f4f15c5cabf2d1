import assert from 'node:assert/strict'
import { test } from 'node:test'
import { decodePageToken, encodePageToken } from './page-token.ts'

const position = { timeSeconds: 1_800_000_000, sequence: 42 }

test('a page token gives back its position for the same query', () => {
  assert.deepEqual(decodePageToken(encodePageToken(position, 'q'), 'q'), position)
})

test('a page token does not serve another query', () => {
  assert.equal(decodePageToken(encodePageToken(position, 'q'), 'other'), undefined)
})

test('text that is no page token is no position', () => {
  for (const text of ['', 'x', 'bnVsbA==', Buffer.from('{"q":1}').toString('base64')]) {
    assert.equal(decodePageToken(text, 'q'), undefined)
  }
})
