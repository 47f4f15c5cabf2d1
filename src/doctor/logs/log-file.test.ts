import assert from 'node:assert/strict'
import { test } from 'node:test'
import { gzipSync } from 'node:zlib'
import { recordsIn } from './log-file.ts'

const record = { eventName: 'PutKeyPolicy', requestParameters: { keyId: '1234abcd' } }
const bytes = (value: unknown): Buffer => Buffer.from(JSON.stringify(value))
const read = (content: Buffer) => recordsIn(content, '1234abcd')

test('a log file is read, packed or not', () => {
  const file = bytes({ Records: [record] })
  assert.deepEqual(read(file), [record])
  assert.deepEqual(read(gzipSync(file)), [record])
})

test('a file that does not mention the key is not parsed', () => {
  assert.deepEqual(read(Buffer.from('{"Records":[')), [])
})

test('answers of LookupEvents, lists, lines and single records are read as well', () => {
  const CloudTrailEvent = JSON.stringify(record)
  assert.deepEqual(read(bytes({ Events: [{ CloudTrailEvent }] })), [record])
  assert.deepEqual(read(bytes([record])), [record])
  assert.deepEqual(read(bytes(record)), [record])
  const lines = `${JSON.stringify(record)}\n${JSON.stringify(record)}\n`
  assert.deepEqual(read(Buffer.from(lines)), [record, record])
})

test('what is no log file is told apart from one without records', () => {
  assert.equal(read(bytes({ arn: '1234abcd' })), undefined)
  assert.equal(read(Buffer.from('1234abcd, not JSON')), undefined)
  assert.equal(read(gzipSync(bytes({ Records: [record] })).subarray(0, 40)), undefined)
})
