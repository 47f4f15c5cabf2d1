import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { matchingRecords } from './matching-records.ts'

const fileOf = (records: readonly unknown[]): Buffer =>
  Buffer.from(JSON.stringify({ Records: records }))

test('records that have every text are found, and no others', () => {
  const records = [
    { a: 'one', b: 'two' },
    { a: 'one' },
    { b: 'two}' },
    { a: { c: ['two', 'one'] } },
  ]
  assert.deepEqual(matchingRecords(fileOf(records), ['one', 'two']), [
    JSON.stringify(records[0]),
    JSON.stringify(records[3]),
  ])
})

test('a record inside a record is no record', () => {
  const record = { a: [{ eventName: 'x' }, { eventName: 'PutKeyPolicy' }], b: 'key' }
  assert.deepEqual(matchingRecords(fileOf([record]), ['PutKeyPolicy', 'key']), [
    JSON.stringify(record),
  ])
})

test('what hides a text, or is no log file, is left to a parser', () => {
  assert.equal(matchingRecords(Buffer.from('{"Records":[{"a":"\\u0041"}]}'), ['A']), undefined)
  assert.equal(matchingRecords(Buffer.from('{"Other":[]}'), ['a']), undefined)
  assert.equal(matchingRecords(Buffer.from('{"Records":[{"abc":1'), ['abc']), undefined)
})

test('what is found is what a search of each record would find', () => {
  const record = fc.dictionary(fc.string(), fc.jsonValue())
  const property = fc.property(
    fc.array(record),
    fc.constantFrom('a', '1', 'true', '"'),
    (records, text) => {
      const found = matchingRecords(fileOf(records), [text])
      const expected = records
        .map((one) => JSON.stringify(one))
        .filter((json) => json.includes(text))
      if (found) assert.deepEqual(found, expected)
      else assert.ok(fileOf(records).includes('\\u00'))
    },
  )
  fc.assert(property)
})
