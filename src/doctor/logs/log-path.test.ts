import assert from 'node:assert/strict'
import { test } from 'node:test'
import { mayHold, type LogFilter } from './log-path.ts'

const wanted = (times: Partial<LogFilter> = {}): LogFilter => ({
  account: '111122223333',
  region: 'us-east-1',
  since: undefined,
  until: undefined,
  ...times,
})
const file = (folder: string): string => `p/AWSLogs/${folder}/file.json.gz`
const own = '111122223333/CloudTrail/us-east-1'

test('files of the account and its Region may hold it, below an organization as well', () => {
  assert.ok(mayHold(file(`${own}/2024/05/06`), wanted()))
  assert.ok(mayHold(file(`o-exampleorgid/${own}/2024/05/06`), wanted()))
  assert.ok(!mayHold(file('444455556666/CloudTrail/us-east-1/2024/05/06'), wanted()))
  assert.ok(!mayHold(file('111122223333/CloudTrail/eu-west-1/2024/05/06'), wanted()))
  assert.ok(!mayHold(file('111122223333/CloudTrail-Digest/us-east-1/2024/05/06'), wanted()))
})

test('any Region may hold the events of a multi-Region key', () => {
  const anywhere = { ...wanted(), region: undefined }
  assert.ok(mayHold(file('111122223333/CloudTrail/eu-west-1/2024/05/06'), anywhere))
})

test('a folder is opened as long as anything in it may be wanted', () => {
  const times = wanted({ since: '2024-05-06T12:00:00Z', until: '2024-05-31T12:00:00Z' })
  const below = (path: string) => mayHold(`AWSLogs/${path}/`, times)
  for (const path of ['111122223333', own, `${own}/2024`, `${own}/2024/05`, `${own}/2024/06`]) {
    assert.ok(below(path), path)
  }
  for (const path of [`${own}/2023`, `${own}/2024/04`, `${own}/2024/05/05`, `${own}/2024/07`]) {
    assert.ok(!below(path), path)
  }
})

test('an event of the last minute lies in the folder of the next day', () => {
  const until = wanted({ until: '2024-05-31T23:59:00Z' })
  assert.ok(mayHold(file(`${own}/2024/06/01`), until))
  assert.ok(!mayHold(file(`${own}/2024/06/02`), until))
})

test('a path that says nothing may hold anything', () => {
  assert.ok(mayHold('downloads/events.json', wanted({ since: '2024-05-06T12:00:00Z' })))
})
