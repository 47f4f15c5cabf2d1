import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { ServiceModel, Shape } from './shapes.ts'
import { problemsMax, validate, validationMessage } from './validate.ts'

const shapes: Readonly<Record<string, Shape>> = {
  Input: {
    type: 'structure',
    required: ['KeyId'],
    members: {
      KeyId: 'KeyId',
      Name: 'Name',
      Spec: 'Spec',
      Days: 'Days',
      Plaintext: 'Plaintext',
      Blob: 'Blob',
      Password: 'Password',
      Tags: 'Tags',
      Names: 'Names',
      Context: 'Context',
      Groups: 'Groups',
    },
  },
  KeyId: { type: 'string', min: 1, max: 8 },
  Name: { type: 'string', min: 1, max: 4, pattern: '[\\w]+' },
  Spec: { type: 'string', enum: ['AES_256', 'AES_128'] },
  Days: { type: 'integer', min: 7, max: 30 },
  Plaintext: { type: 'blob', min: 1, max: 4, sensitive: true },
  Blob: { type: 'blob', min: 1, max: 4 },
  Password: { type: 'string', min: 7, sensitive: true },
  Tags: { type: 'list', member: 'Tag', max: 200 },
  Tag: { type: 'structure', required: ['TagKey'], members: { TagKey: 'Name', TagValue: 'Name' } },
  Names: { type: 'list', member: 'Name', min: 1 },
  Context: { type: 'map', key: 'Name', value: 'Name' },
  Groups: { type: 'map', key: 'Name', value: 'Tag' },
}

const model: ServiceModel = {
  signingName: 'kms',
  eventSource: 'kms.amazonaws.com',
  apiVersion: '2014-11-01',
  protocol: 'awsJson1_1',
  operations: {},
  shapes,
  errors: {},
}

const problems = (input: object) => validate(model, 'Input', { KeyId: 'k', ...input })

/** A sentence of AWS's, without the words that all of them share. */
const broken = (value: string, must: string): string =>
  `Value ${value} failed to satisfy constraint: Member must ${must}`

const NAME = 'Member must satisfy regular expression pattern: [\\w]+'

test('an input that keeps every constraint has no problems', () => {
  const input = { Name: 'abcd', Spec: 'AES_128', Days: 30, Tags: [{ TagKey: 'a' }], Names: ['b'] }
  assert.deepEqual(problems(input), [])
})

test('a missing required member is null', () => {
  assert.deepEqual(validate(model, 'Input', {}), [broken("null at 'keyId'", 'not be null')])
})

test('the pattern is reported before the length, each with the value', () => {
  assert.deepEqual(problems({ Name: '' }), [
    `Value '' at 'name' failed to satisfy constraint: ${NAME}`,
    broken("'' at 'name'", 'have length greater than or equal to 1'),
  ])
})

test('a pattern must match the whole value', () => {
  assert.equal(problems({ Name: 'a b' }).length, 1)
  assert.equal(problems({ Name: 'ab\n' }).length, 1)
})

test('numbers are held to their value, blobs to their length', () => {
  assert.deepEqual(problems({ Days: 6, Blob: new Uint8Array(5) }), [
    broken("'6' at 'days'", 'have value greater than or equal to 7'),
    broken(
      "'java.nio.HeapByteBuffer[pos=0 lim=5 cap=5]' at 'blob'",
      'have length less than or equal to 4',
    ),
  ])
})

test('a value outside its enum is answered with the enum', () => {
  assert.deepEqual(problems({ Spec: 'DES' }), [
    broken("'DES' at 'spec'", 'satisfy enum value set: [AES_256, AES_128]'),
  ])
})

test('a sensitive value is never echoed', () => {
  assert.deepEqual(problems({ Plaintext: new Uint8Array(5), Password: 'secret' }), [
    broken("at 'plaintext'", 'have length less than or equal to 4'),
    broken("at 'password'", 'have length greater than or equal to 7'),
  ])
})

test('a structure in a list is named by its place, from 1', () => {
  assert.deepEqual(problems({ Tags: [{ TagKey: 'a' }, { TagKey: 'abcde' }, {}] }), [
    broken("'abcde' at 'tags.2.member.tagKey'", 'have length less than or equal to 4'),
    broken("null at 'tags.3.member.tagKey'", 'not be null'),
  ])
})

test('a plain value in a list or a map is reported on the list or the map', () => {
  const max = 'Member must have length less than or equal to 4'
  const min = 'Member must have length greater than or equal to 1'
  const all = `satisfy constraint: [${max}, ${min}, ${NAME}]`
  const context = "Value '{-=a, b=-}' at 'context' failed to satisfy constraint"
  assert.deepEqual(problems({ Names: ['a', '-'], Context: { '-': 'a', b: '-' } }), [
    broken("'[a, -]' at 'names'", all),
    `${context}: Map keys must ${all}`,
    `${context}: Map value must ${all}`,
  ])
})

test('a structure in a map is named by its key', () => {
  assert.deepEqual(problems({ Groups: { a: {} } }), [
    broken("null at 'groups.a.member.tagKey'", 'not be null'),
  ])
})

test('problems are counted in the message and joined by semicolons', () => {
  assert.equal(validationMessage(['a']), '1 validation error detected: a')
  assert.equal(validationMessage(['a', 'b']), '2 validation errors detected: a; b')
})

test('a list of nothing but problems is reported up to the limit', () => {
  const tags = Array.from({ length: 5000 }, () => ({}))
  assert.equal(problems({ Tags: tags }).length, problemsMax)
})
