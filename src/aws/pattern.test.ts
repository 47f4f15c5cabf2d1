import assert from 'node:assert/strict'
import { test } from 'node:test'
import { matcher } from './pattern.ts'

test('a pattern is anchored at both ends, alternatives included', () => {
  assert.ok(matcher('a|bc').test('bc'))
  assert.ok(!matcher('a|bc').test('abc'))
  assert.ok(!matcher('a').test('a\n'))
})

test('Unicode classes and ranges beyond the first plane work', () => {
  assert.ok(matcher('[\\p{L}\\p{Z}]+').test('日本 語'))
  assert.ok(matcher('[\\uD800\\uDC00-\\uDBFF\\uDFFF]').test('😀'))
})

test('Java’s inline flag lets the dot match line feeds', () => {
  assert.ok(matcher('(?s).*').test('a\nb'))
  assert.ok(!matcher('.*').test('a\nb'))
})

test('escapes without meaning stand for themselves', () => {
  assert.ok(matcher('[\\:@]+').test(':@'))
})

test('white space is ASCII only, as in Java', () => {
  assert.ok(matcher('[\\s]+').test(' \t\n\u000B\f\r'))
  assert.ok(!matcher('[\\s]+').test('\u00A0'))
})
