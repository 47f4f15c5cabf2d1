import assert from 'node:assert/strict'
import test from 'node:test'
import type { Json } from '../../base/json.ts'
import { canonical, fromJson, toJson } from './values.ts'

const roundTrip = (value: unknown): unknown =>
  fromJson(JSON.parse(JSON.stringify(toJson(value))) as Json)

test('dates and bytes survive the round trip, in whatever they lie', () => {
  const value = {
    CreateDate: new Date('2024-05-06T07:08:09.123Z'),
    Blobs: [new Uint8Array([0, 1, 255]), new Uint8Array()],
    Deep: { Text: 'a', Number: 1.5, None: null, Flag: false },
  }
  assert.deepEqual(roundTrip(value), value)
})

test('an object that looks like a mark stays what it is', () => {
  for (const value of [
    { $date: '2024-05-06T07:08:09Z' },
    { $bytes: 'AAEC' },
    { $object: { $date: 'x' } },
    { $object: { a: 1 } },
    { $date: 'x', other: 1 },
  ]) {
    assert.deepEqual(roundTrip(value), value)
  }
})

test('what is not there is left out, and what would steer a terminal is replaced', () => {
  assert.deepEqual(toJson({ A: undefined, B: () => 1, C: 'a\u001B[2Jb\n' }), { C: 'a\uFFFD[2Jb\n' })
})

test('a time that is out of all bounds is left out', () => {
  assert.deepEqual(toJson({ CreationDate: new Date(1e23), KeyId: 'a' }), { KeyId: 'a' })
})

test('one question has one text, in whichever order its members were written', () => {
  assert.equal(canonical({ b: [{ d: 1, c: 2 }], a: 1 }), canonical({ a: 1, b: [{ c: 2, d: 1 }] }))
  assert.notEqual(canonical([1, 2]), canonical([2, 1]))
})
