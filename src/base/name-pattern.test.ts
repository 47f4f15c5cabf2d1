import assert from 'node:assert/strict'
import { test } from 'node:test'
import { namePattern } from './name-pattern.ts'

const statesMax = 2000

function matches(pattern: string, name: string): boolean {
  const test = namePattern(pattern, statesMax)
  assert.ok(test, pattern)
  return test(name)
}

test('a pattern says what JavaScript says of the whole name', () => {
  const patterns = ['a', 'ab*', '.*', 'x.*y', '(ab)+c?', '[a-c]+', '[^a-c]', 'a|bc|', '\\d\\w*']
  const patternsOfDots = ['a\\.b', '[.]', '^ab$', '((a*)*)*', '(a|b)*abb', '', 'a?a?a?aaa', '[a-]']
  const names = [
    '',
    'a',
    'ab',
    'abb',
    'abc',
    'ababb',
    'xy',
    'x1y',
    'd',
    '7_',
    'a.b',
    '.',
    'aaa',
    '-',
  ]
  for (const pattern of [...patterns, ...patternsOfDots]) {
    for (const name of names) {
      const expected = new RegExp(`^(?:${pattern})$`, 'su').test(name)
      assert.equal(matches(pattern, name), expected, `${pattern} on ${name}`)
    }
  }
})

test('what is no pattern, or is too large, is undefined', () => {
  for (const pattern of ['(', 'a)', '[', '[]', '*a', 'a{2}', '\\', '\\b', '[z-a]', 'a^b']) {
    assert.equal(namePattern(pattern, statesMax), undefined, pattern)
  }
  assert.equal(namePattern('a'.repeat(statesMax), statesMax), undefined)
  assert.equal(namePattern('('.repeat(1000), statesMax), undefined)
})

test('a pattern that would keep JavaScript busy for ever takes no time', () => {
  assert.equal(matches('((a+)+)+b', 'a'.repeat(255)), false)
  assert.equal(matches('(.*)*(.*)*(.*)*x', 'a'.repeat(255)), false)
})
