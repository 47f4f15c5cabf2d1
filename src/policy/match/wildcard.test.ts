import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { ANY, STAR, wildcard, wildcardOf } from './wildcard.ts'

test('an asterisk stands for any characters and none, a question mark for one', () => {
  const cases: readonly (readonly [string, string, boolean])[] = [
    ['*', '', true],
    ['*', 'anything', true],
    ['', '', true],
    ['', 'a', false],
    ['kms:*', 'kms:', true],
    ['kms:*', 'kms', false],
    ['*:key/*', 'arn:aws:kms:us-east-1:111122223333:key/1', true],
    ['a*b*c', 'abc', true],
    ['a*b*c', 'aXbYbZc', true],
    ['a*b*c', 'acb', false],
    ['*ab', 'aab', true],
    ['ab*ba', 'aba', false],
    ['?', '', false],
    ['a?c', 'abc', true],
    ['a?c', 'ac', false],
    ['*?b', 'b', false],
    ['*?b', 'ab', true],
    ['*a?c*', 'xabcx', true],
    ['**', '', true],
    ['a.c', 'abc', false],
  ]
  for (const [pattern, text, expected] of cases) {
    assert.equal(wildcard(pattern)(text), expected, `${pattern} on ${text}`)
  }
})

test('matching agrees with a regular expression', () => {
  const letters = fc.string({ unit: fc.constantFrom('a', 'b', '*', '?'), maxLength: 8 })
  const texts = fc.string({ unit: fc.constantFrom('a', 'b'), maxLength: 10 })
  fc.assert(
    fc.property(letters, texts, (pattern, text) => {
      const regex = new RegExp(`^${pattern.replaceAll(/\*+/g, '.*').replaceAll('?', '.')}$`)
      assert.equal(wildcard(pattern)(text), regex.test(text))
    }),
    { numRuns: 2000 },
  )
})

test('literal asterisks are told from wildcards', () => {
  const matches = wildcardOf(['*', STAR, '?', ANY])
  assert.equal(matches('*?x'), true)
  assert.equal(matches('abcx'), false)
})

test('a pattern made to blow up takes no time', () => {
  const matches = wildcard(`${'*a'.repeat(1000)}*b`)
  assert.equal(matches('a'.repeat(100_000)), false)
  assert.equal(matches(`${'a'.repeat(100_000)}b`), true)
})
