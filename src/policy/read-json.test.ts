import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { policyLimits } from './limits.ts'
import { readJson } from './read-json.ts'

test('what JSON.parse takes is read to the same value, white space and all', () => {
  fc.assert(
    fc.property(fc.jsonValue({ maxDepth: 5 }), fc.constantFrom(0, 2), (value, indent) => {
      const text = JSON.stringify(value, undefined, indent)
      const read = readJson(text, true)
      assert.ok('value' in read, text)
      assert.deepEqual(read.value, JSON.parse(text))
    }),
    { numRuns: 500 },
  )
})

test('what JSON.parse refuses is refused, and the other way round', () => {
  const unit = fc.constantFrom(
    '{',
    '}',
    '[',
    ']',
    '"',
    ':',
    ',',
    '1',
    '-',
    '.',
    'e',
    '\\',
    'u',
    ' ',
  )
  fc.assert(
    fc.property(fc.string({ unit, maxLength: 7 }), (text) => {
      let parsed: unknown
      try {
        parsed = JSON.parse(text)
      } catch {
        assert.ok('problem' in readJson(text), text)
        return
      }
      const read = readJson(text)
      assert.ok('value' in read, text)
      assert.deepEqual(read.value, parsed)
    }),
    { numRuns: 5000 },
  )
})

test('a fault is told with its place, line and column', () => {
  const read = readJson('{"a": [1,\n  {"b": tru}]}')
  assert.ok('problem' in read)
  assert.deepEqual(read.problem, {
    kind: 'syntax',
    says: 'a value expected',
    place: 'a[1].b',
    line: 2,
    column: 9,
  })
})

test('a member that is there twice is seen, also under an escaped spelling', () => {
  for (const text of [
    '{"a":1,"a":2}',
    '{"a":1,"\\u0061":2}',
    '{"x":{"__proto__":1,"__proto__":2}}',
  ]) {
    const read = readJson(text)
    assert.ok('problem' in read)
    assert.equal(read.problem.kind, 'duplicateMember')
  }
})

test('`__proto__` is a member like any other', () => {
  const read = readJson('{"__proto__": {"polluted": true}}')
  assert.ok('value' in read)
  assert.deepEqual(Object.keys(read.value as object), ['__proto__'])
  assert.equal(Object.getPrototypeOf(read.value), Object.prototype)
  assert.equal('polluted' in {}, false)
})

test('a million levels of nesting are refused and not followed', () => {
  for (const [opening, levels] of [
    ['[', 1_000_000],
    ['{"a":', 200_000],
  ] as const) {
    const read = readJson(opening.repeat(levels))
    assert.ok('problem' in read)
    assert.equal(read.problem.kind, 'tooDeep')
  }
})

test('a document is read up to the limit of its size and no further', () => {
  const filled = (chars: number) => `"${'x'.repeat(chars - 2)}"`
  assert.ok('value' in readJson(filled(policyLimits.documentCharsMax)))
  const read = readJson(filled(policyLimits.documentCharsMax + 1))
  assert.ok('problem' in read)
  assert.equal(read.problem.kind, 'tooLarge')
})
