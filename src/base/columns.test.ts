import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { columnsOf, paragraph, wrap } from './columns.ts'

test('a wide character takes two columns', () => {
  assert.equal(columnsOf('キーpolicy'), 10)
})

test('what stands on another character takes no column', () => {
  assert.equal(columnsOf('e\u0301'), 1)
  assert.equal(columnsOf('か\u3099'), 2)
  assert.equal(columnsOf('a\u200db'), 2)
})

test('characters beyond the first plane are counted once each', () => {
  assert.equal(columnsOf('𠮷野家'), 6)
  assert.equal(columnsOf('🔑'), 2)
})

test('box drawing and half-width kana take one column', () => {
  assert.equal(columnsOf('├─ ｷｰ'), 5)
})

test('a mark is never parted from its character', () => {
  const text = 'か\u3099'.repeat(4)
  assert.ok(
    wrap(text, 4)
      .split('\n')
      .every((line) => !line.startsWith('\u3099')),
  )
})

test('no line is wider than asked, and no word is lost', () => {
  const word = fc.constantFrom(
    'key',
    'policy',
    'キーポリシー',
    '、',
    'is',
    '「拒否」。',
    'か\u3099',
    '𠮷',
  )
  const words = fc.array(word)
  fc.assert(
    fc.property(words, fc.integer({ min: 14, max: 40 }), (list, width) => {
      const text = list.join(' ')
      const wrapped = wrap(text, width)
      // Punctuation may hang over the edge by one character: it never begins a line.
      assert.ok(wrapped.split('\n').every((line) => columnsOf(line) <= width + 2))
      assert.equal(wrapped.replaceAll(/\s/g, ''), text.replaceAll(/\s/g, ''))
    }),
  )
})

test('Japanese is broken between characters, never before a full stop', () => {
  assert.equal(wrap('拒否します。', 10), '拒否しま\nす。')
})

test('an ARN is never broken, so that it can be copied', () => {
  const arn = 'arn:aws:kms:us-east-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab'
  assert.ok(wrap(`the key ${arn} is locked`, 40).split('\n').includes(arn))
})

test('every line of a paragraph stands in as far as the first', () => {
  assert.equal(paragraph('one two', 7, 4), '    one\n    two')
})
