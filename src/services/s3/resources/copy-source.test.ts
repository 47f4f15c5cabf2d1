import assert from 'node:assert/strict'
import { test } from 'node:test'
import { parseCopySource } from './copy-source.ts'

test('a source is a bucket and a key, percent-encoded, with or without a slash before', () => {
  const source = { bucket: 'bucket', key: 'a b/ü+1' }
  for (const text of ['bucket/a%20b/%C3%BC+1', '/bucket/a b/%C3%BC%2B1', 'bucket%2Fa%20b/ü+1']) {
    assert.deepEqual(parseCopySource(text), source, text)
  }
  assert.deepEqual(parseCopySource('bucket/key?versionId=null'), { bucket: 'bucket', key: 'key' })
  assert.deepEqual(parseCopySource('b/what%3F'), { bucket: 'b', key: 'what?' })
})

test('what names no bucket or no key is refused, and so are versions and access points', () => {
  for (const text of ['', '/', 'bucket', 'bucket/', '/bucket', '%', 'bucket/key?x=1']) {
    assert.throws(() => parseCopySource(text), { code: 'InvalidArgument' }, text)
  }
  const accessPoint = 'arn:aws:s3:us-east-1:111122223333:accesspoint/a/object/key'
  for (const text of ['bucket/key?versionId=3', accessPoint]) {
    assert.throws(() => parseCopySource(text), { code: 'NotImplemented' }, text)
  }
})
